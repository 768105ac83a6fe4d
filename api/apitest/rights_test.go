package apitest

import (
	"fmt"
	"net/http"
	"strings"
	"testing"
)

// TestRightsToChange: who may change what. Members may change issues and add repositories and projects, but nothing that others
// set up.
func TestRightsToChange(t *testing.T) {
	w := newStarts(t)
	creator := w.s.AddUser(User{Username: "creator", Nickname: "C"})
	stranger := w.s.AddUser(User{Username: "stranger", Nickname: "S"})
	w.s.AddTeam(Team{Org: sampleOrg, Name: "rights", DisplayName: "Rights", Members: []string{"tca_member", "creator"}, Admins: []string{"tca_teamadmin"}})
	repo := w.s.AddRepo(sampleOrg, "rights", Repo{
		Name: "r", URL: "http://git.example.com/rights/r", Creator: "creator", Branches: []Branch{{"master", []string{"默认方案"}}},
	})
	w.s.SetAnalysis(ProjectID(repo, 0, 0), Analysis{Issues: 60, Files: 40, Functions: 8, Duplicates: 4})
	w.p = SampleProject{Org: sampleOrg, Team: "rights", RepoID: repo, ProjectID: ProjectID(repo, 0, 0)}
	scheme := scheme1path(w.p, 0)
	dir := fmt.Sprintf("scandirs/%d/", repo*1000+3)
	issue, function := idOf(w.issues("?state=1&limit=1")[0]), idOf(w.at(metric1+"ccissues/", "").results()[0])
	dup := idOf(child(w.at(metric1+"dupfiles/", "").results()[0], "issue"))
	people := []struct{ name, token string }{
		{"root", w.sample.Root},
		{"org admin", w.sample.Admin},
		{"team admin", w.sample.TeamAdmin},
		{"creator", creator},
		{"member", w.sample.Member},
		{"outsider", stranger},
		{"nobody", ""},
	}
	const all, most, leaders = "200 200 200 200 200 403 401", "200 200 200 200 403 403 401", "200 200 200 403 403 403 401"
	for _, tt := range []struct{ method, path, body, want string }{
		{http.MethodPut, lint3 + "issues/" + issue + "/resolution/", `{"resolution":2}`, all},
		{http.MethodPut, lint3 + "issues/resolution/", `{"issue_ids":[1],"resolution":2}`, all},
		{http.MethodPut, lint3 + "issues/" + issue + "/author/", `{"author":"%s"}`, all},
		{http.MethodPut, lint3 + "issues/author/", `{"issue_ids":[1],"author":"x"}`, all},
		{http.MethodPut, lint3 + "issues/" + issue + "/severity/", `{"severity":2}`, all},
		{http.MethodPut, metric3 + "ccissues/status/", `{"ccissue_ids":[1],"status":2}`, all},
		{http.MethodPut, metric1 + "ccissues/" + function + "/author/", `{"author":"x"}`, all},
		{http.MethodPut, metric1 + "dupissues/" + dup + "/state/", `{"state":2}`, strings.ReplaceAll(all, "200", "500")},
		{http.MethodPut, metric1 + "dupissues/" + dup + "/owner/", `{"owner":"%s"}`, strings.ReplaceAll(all, "200", "500")},
		{http.MethodPost, mainV3 + "repos/", `{"scm_url":"http://h/v3/%s","scm_type":"git"}`, strings.ReplaceAll(all, "200", "201")},
		{http.MethodPost, mainV1 + "repos/", `{"scm_url":"http://h/v1/%s","scm_type":"git"}`, strings.ReplaceAll(leaders, "200", "201")},
		{http.MethodPut, mainV1 + "repos/{repo}/", `{"name":"r"}`, most},
		{http.MethodPost, mainV1 + "repos/{repo}/projects/", `{"branch":"%s","scan_scheme_id":` + fmt.Sprint(repo*10) + `}`, strings.ReplaceAll(all, "200", "201")},
		{http.MethodPut, project1, `{"status":2}`, most},
		{http.MethodPut, scheme + "basicconf/", `{"name":"默认方案"}`, most},
		{http.MethodPut, scheme + "lintconf/", `{"enabled":true}`, most},
		{http.MethodPut, scheme + "metricconf/", `{"min_ccn":3}`, most},
		{http.MethodPost, scheme + "scandirs/", `{"dir_path":"%s","scan_type":2}`, strings.ReplaceAll(most, "200", "201")},
		{http.MethodPost, strings.Replace(scheme, "/api/", "/api/v3/", 1) + "scandirs/bulkcreate/", `{"scandirs":[{"dir_path":"b"}]}`, most},
		{http.MethodPut, scheme + dir, `{"dir_path":"changed","scan_type":1}`, most},
		{http.MethodDelete, scheme + dir, "", "204 404 404 404 403 403 401"},
	} {
		var got []string
		for _, who := range people {
			body := strings.ReplaceAll(tt.body, "%s", strings.ReplaceAll(who.name, " ", "-"))
			a := send(t, w.s, tt.method, who.token, w.path(tt.path), body, "Content-Type", jsonType)
			got = append(got, fmt.Sprint(a.status))
		}
		if have := strings.Join(got, " "); have != tt.want {
			t.Errorf("%s %s: %s, want %s", tt.method, tt.path, have, tt.want)
		}
	}

	// Who added a project may change its status, and who made a scheme of a template may change that.
	a := post(t, w.s, w.sample.Member, w.path(mainV1+"repos/{repo}/projects/"), fmt.Sprintf(`{"branch":"mine","global_scheme_id":%d}`, 900_000))
	same(t, "added", a.status, http.StatusCreated)
	status := w.path(mainV1+"repos/{repo}/projects/") + idOf(child(a.data())) + "/"
	same(t, "own project", send(t, w.s, http.MethodPut, w.sample.Member, status, `{"status":2}`, "Content-Type", jsonType).status, http.StatusOK)
	lint := w.path(mainV1+"repos/{repo}/schemes/") + idOf(child(a.data(), "scan_scheme")) + "/lintconf/"
	same(t, "own scheme", send(t, w.s, http.MethodPut, w.sample.Member, lint, `{"enabled":true}`, "Content-Type", jsonType).status, http.StatusOK)
}
