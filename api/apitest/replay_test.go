package apitest

import (
	"fmt"
	"net/url"
	"regexp"
	"strings"
	"testing"
)

// replay turns what was asked of a real server into what can be asked of a fake.
type replay struct {
	s        *Server
	sample   Sampled
	tokens   map[string]string
	projects map[string]SampleProject
	asked    map[string][]map[string]any // lists, by address
	t        *testing.T
}

func newReplay(t *testing.T) *replay {
	t.Helper()
	s := serve(t, Options{})
	o := Sample(s)
	gamma := s.AddUser(User{Username: "tca_gamma", Nickname: "Gamma"})
	s.AddOrg(Org{SID: "Bv3TtY8wQ1s", Name: "Beta", Admins: []string{"tca_gamma", "tca_outsider"}})
	s.AddTeam(Team{Org: "Bv3TtY8wQ1s", Name: "alpha", DisplayName: "Alpha"})
	s.AddOrg(Org{SID: "D1sAbLeD0rg", Name: "Disabled", Admins: []string{"tca_gamma"}, Inactive: true})
	s.AddTeam(Team{Org: o.Org, Name: "secret", DisplayName: "not for everybody"})
	return &replay{
		s: s, sample: o, t: t, asked: make(map[string][]map[string]any),
		tokens: map[string]string{
			"admin": o.Admin, "member": o.Member, "outsider": o.Outsider, "noorg": o.Newcomer, "teamadmin": o.TeamAdmin, "inactive": o.Inactive,
			"root": o.Root, "gamma": gamma, "orgadmin": o.Admin, "garbage": strings.Repeat("f", 40), "none": "",
		},
		projects: map[string]SampleProject{
			"1": o.Rich, "2": o.Waiting, "3": o.Slim, "4": o.Failing, "5": o.Running, "7": o.Never, "10": o.Left, "42": o.Rich,
		},
	}
}

var place1 = regexp.MustCompile(`/teams/([^/]+)(/repos/(\d+)(/projects/(\d+))?)?`)

// path translates a recorded address: the same kind of thing, among the sample's.
func (w *replay) path(r recording) string {
	path := strings.Replace(r.Request.Path, "/8i5XcQ6yWEb/", "/"+w.sample.Org+"/", 1) // of another server
	project := w.sample.Rich
	path = place1.ReplaceAllStringFunc(path, func(part string) string {
		m := place1.FindStringSubmatch(part)
		team := map[string]string{"hellotca": "bigteam", "bigteam": "hellotca", "disabledteam": "oldteam", "emptyteam": "empty-team", "payments": "bigteam"}[m[1]]
		switch {
		case r.Name == "repos-as-member-other-team":
			team = "secret"
		case team == "":
			team = m[1]
		}
		out := "/teams/" + team
		if m[3] != "" {
			out += "/repos/" + w.repo(team, m[3], r.Name)
		}
		if m[5] != "" {
			p, ok := w.projects[m[5]]
			switch {
			case ok:
				project = p
				out += fmt.Sprintf("/projects/%d", p.ProjectID)
			case r.Name == "codefile-no-repo":
				out = fmt.Sprintf("/teams/bigteam/repos/%d/projects/%d", w.sample.Never.RepoID, w.sample.Never.ProjectID)
			case m[5] == "25" || m[5] == "132" || strings.HasSuffix(r.Name, "-other-repo"): // of another repository
				out += fmt.Sprintf("/projects/%d", ProjectID(w.sample.Rich.RepoID+1, 0, 0))
			case len(m[5]) > 4:
				out += "/projects/" + m[5] // one that is nowhere
			default:
				out += fmt.Sprintf("/projects/%d", project.ProjectID)
			}
		}
		return out
	})
	if strings.Contains(r.Name, "-other-project") {
		project = w.sample.Running // whose things are not this project's
	}
	path = w.things(r, path, project)
	if q := w.queryOf(r, project); q != "" {
		path += "?" + q
	}
	return path
}

func (w *replay) repo(team, id, name string) string {
	switch {
	case len(id) > 4:
		return id
	case team != "hellotca" && id == "1":
		return fmt.Sprint(w.sample.Rich.RepoID)
	case team != "hellotca" && (id == "2" || id == "3"):
		return fmt.Sprint(w.sample.Rich.RepoID + 1)
	case team == "hellotca" && id == "1" || name == "repo-detail-other-team":
		return fmt.Sprint(w.sample.Hostile.RepoID) // of another team
	}
	for _, n := range w.s.RepoIDs(w.sample.Org, team) {
		if p, _ := w.s.lookup(w.s.team(w.sample.Org, team), fmt.Sprint(n)); len(p.Branches) == 0 {
			return fmt.Sprint(n) // with nothing in it
		}
	}
	return id
}

// lists are where the IDs of things are found.
var lists = []struct{ part, list, key string }{
	{"/codelint/issues/", "analysis issues", "id"},
	{"/codemetric/ccfiles/", "analysis ccfiles", "id"},
	{"/codemetric/ccissues/", "analysis ccissues", "id"},
	{"/codemetric/dupfiles/", "analysis dupfiles", "id"},
	{"/codemetric/clocfiles/", "analysis clocfiles", "id"},
	{"/jobs/", "main jobs", "id"},
	{"/schemes/", "main schemes", "id"},
	{"/checktools/", "main checktools", "id"},
}

var listPaths = map[string]string{
	"analysis issues": "/server/analysis/api/orgs/%s/teams/%s/repos/%d/projects/%d/codelint/issues/?limit=40", "analysis ccfiles": "/server/analysis/api/orgs/%s/teams/%s/repos/%d/projects/%d/codemetric/ccfiles/?state=1",
	"analysis ccissues":  "/server/analysis/api/orgs/%s/teams/%s/repos/%d/projects/%d/codemetric/ccissues/",
	"analysis dupfiles":  "/server/analysis/api/orgs/%s/teams/%s/repos/%d/projects/%d/codemetric/dupfiles/",
	"analysis clocfiles": "/server/analysis/api/orgs/%s/teams/%s/repos/%d/projects/%d/codemetric/clocfiles/",
	"analysis scans":     "/server/analysis/api/v3/orgs/%s/teams/%s/repos/%d/projects/%d/scans/?limit=40",
	"main jobs":          "/server/main/api/orgs/%s/teams/%s/repos/%d/projects/%d/jobs/?limit=40",
}

// list asks for a project's things, once.
func (w *replay) list(name string, p SampleProject) []map[string]any {
	path := fmt.Sprintf(listPaths[name], p.Org, p.Team, p.RepoID, p.ProjectID)
	if _, ok := w.asked[path]; !ok {
		w.asked[path] = get(w.t, w.s, w.sample.Admin, path).results()
	}
	return w.asked[path]
}

func idOf(o map[string]any) string {
	n, _ := o["id"].(float64)
	return fmt.Sprintf("%.0f", n)
}

// things translates the IDs behind the project. Those of five digits or more were nowhere.
func (w *replay) things(r recording, path string, p SampleProject) string {
	for _, l := range lists {
		at := strings.Index(path, l.part)
		if at < 0 {
			continue
		}
		id, rest, ok := strings.Cut(path[at+len(l.part):], "/")
		if !ok || !digits(id) || strings.HasPrefix(id, "9999") {
			continue
		}
		want := ""
		switch l.list {
		case "main schemes":
			want = fmt.Sprint(w.sample.Rich.RepoID * 10)
			rest = strings.Replace(rest, "allrules/9999999/", "allrules/8/", 1)
			if !strings.HasSuffix(r.Name, "-other-scheme") {
				rest = regexp.MustCompile(`scandirs/\d{1,3}/`).ReplaceAllString(rest, "scandirs/"+want+"03/")
			}
		case "main checktools":
			want = "12"
		default:
			all := w.list(l.list, p)
			if len(all) == 0 {
				continue
			}
			want = idOf(all[len(all)/2])
			if strings.HasPrefix(rest, "blocks/") {
				blocks := get(w.t, w.s, w.sample.Admin, path[:at]+l.part+want+"/blocks/").results()
				rest = regexp.MustCompile(`blocks/\d+`).ReplaceAllString(rest, "blocks/"+idOf(blocks[0]))
			}
			rest = regexp.MustCompile(`tasks/\d+`).ReplaceAllString(rest, "tasks/"+want+"1")
		}
		path = path[:at] + l.part + want + "/" + rest
	}
	if at := strings.Index(path, "/scans/"); at >= 0 && regexp.MustCompile(`/scans/\d+/$`).MatchString(path) {
		path = path[:at] + "/scans/" + idOf(w.list("analysis scans", p)[2]) + "/"
	}
	return path
}

// queryOf translates what a question names: scans, revisions, paths, addresses.
func (w *replay) queryOf(r recording, p SampleProject) string {
	q, err := url.ParseQuery(r.Request.Query)
	if err != nil || strings.Contains(r.Name, "unescaped") {
		return r.Request.Query
	}
	for name := range q {
		switch v := q.Get(name); {
		case name == "scan_id":
			q.Set(name, idOf(w.list("analysis scans", p)[3])) // a good one
		case name == "scan_open" && strings.HasPrefix(r.Name, "reopen-"):
			q.Set(name, idOf(w.list("analysis scans", p)[3]))
		case name == "scan_revision" && len(v) == 40:
			rev, _ := w.list("analysis scans", p)[3]["current_revision"].(string)
			q.Set(name, rev)
		case name == "path" && strings.HasSuffix(r.Request.Path, "/codefile/") && v != "nope.py":
			file, _ := w.list("analysis issues", p)[0]["file_path"].(string)
			q.Set(name, file)
		case name == "start" && v == "500":
			q.Set(name, "5000")
			q.Set("end", "5010")
		}
	}
	return q.Encode()
}
