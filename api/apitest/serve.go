package apitest

import (
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"
)

func (s *Server) userinfo(u *user, _ *http.Request) (any, int) {
	me := map[string]any{
		"username": u.Username, "nickname": u.Nickname, "chinese_name": nil, "status": 1, "email": nil, "avatar": nil,
		"tel_number": nil, "level": 3, "latest_login_time": iso(s.now()), "org": nil,
	}
	if u.Superuser {
		me["is_superuser"] = true
	}
	return me, http.StatusOK
}

func (s *Server) listOrgs(u *user, r *http.Request) (any, int) {
	var all []map[string]any
	for _, o := range s.orgs {
		member := slices.Contains(o.Admins, u.Username) || slices.Contains(o.Members, u.Username)
		if !member || !strings.Contains(strings.ToLower(o.Name), strings.ToLower(r.FormValue("name"))) {
			continue // a superuser sees none here: lists go by membership
		}
		teams, repos := 0, 0
		for _, t := range s.teams {
			if t.Org == o.SID {
				teams++
				repos += len(t.repos)
			}
		}
		status := 1
		if o.Inactive {
			status = 2
		}
		var admins []any
		for _, a := range o.Admins {
			admins = append(admins, s.person(a))
		}
		all = append(all, map[string]any{
			"id": len(all) + 1, "creator": s.person(first(o.Admins)), "created_time": spaced(s.now()), "modifier": nil,
			"modified_time": spaced(s.now()), "deleter": nil, "deleted_time": nil, "admins": admins,
			"repo_count": repos, "team_count": teams, "user_count": len(o.Admins) + len(o.Members),
			"owner": first(o.Admins), "tel_number": "0755-1234567", "org_sid": o.SID, "name": o.Name, "address": nil,
			"description": nil, "certificated": false, "business_license": nil, "status": status, "level": 1,
		})
	}
	return paged(r, len(all), func(i int) any { return all[i] }), http.StatusOK
}

func first(names []string) string {
	if len(names) == 0 {
		return ""
	}
	return names[0]
}

func (s *Server) listTeams(u *user, r *http.Request) (any, int) {
	o := s.org(r.PathValue("org"))
	switch {
	case o == nil || o.Inactive:
		return nil, http.StatusNotFound
	case !inOrg(u, o):
		return nil, http.StatusForbidden
	}
	all := []any{}
	for i, t := range s.teams {
		if t.Org != o.SID || !inTeam(u, o, t) || !strings.Contains(t.DisplayName, r.FormValue("display_name")) {
			continue
		}
		status := 1
		if t.Disabled {
			status = 2
		}
		admin := s.person(first(append(slices.Clone(t.Admins), o.Admins...)))
		all = append(all, map[string]any{
			"id": i + 1, "creator": admin, "created_time": spaced(s.now()), "modifier": admin, "modified_time": spaced(s.now()),
			"deleter": nil, "deleted_time": nil, "admins": []any{admin}, "display_name": t.DisplayName,
			"organization": map[string]any{"org_sid": o.SID, "name": o.Name, "certificated": false, "status": 1, "level": 1},
			"name":         t.Name, "description": nil, "status": status,
		})
	}
	return all, http.StatusOK
}

// open finds the team of a path, if this user may open it.
func (s *Server) open(u *user, r *http.Request) (*Team, int) {
	o, t := s.org(r.PathValue("org")), s.team(r.PathValue("org"), r.PathValue("team"))
	switch {
	case o == nil || o.Inactive || t == nil || t.Disabled:
		return nil, http.StatusNotFound
	case !inTeam(u, o, t):
		return nil, http.StatusForbidden
	}
	return t, http.StatusOK
}

func (s *Server) listRepos(u *user, r *http.Request) (any, int) {
	t, status := s.open(u, r)
	if status != http.StatusOK {
		return nil, status
	}
	if bad, ok := badScope(r); ok {
		return bad, http.StatusBadRequest
	}
	if r.FormValue("scm_url_or_name") == "" && r.FormValue("scope") != "my" && r.FormValue("scope") != "subscribed" {
		// Newest first, and as cheap for 100,000 as for 10.
		return paged(r, len(t.repos), func(i int) any { return s.repoJSON(t, t.repos[len(t.repos)-1-i]) }), http.StatusOK
	}
	var found []*Repo
	for _, p := range slices.Backward(t.repos) {
		if matches(u, p, r) {
			found = append(found, p)
		}
	}
	return paged(r, len(found), func(i int) any { return s.repoJSON(t, found[i]) }), http.StatusOK
}

func (s *Server) listOrgRepos(u *user, r *http.Request) (any, int) {
	o := s.org(r.PathValue("org"))
	switch {
	case o == nil || o.Inactive:
		return nil, http.StatusNotFound
	case !inOrg(u, o):
		return nil, http.StatusForbidden
	}
	if bad, ok := badScope(r); ok {
		return bad, http.StatusBadRequest
	}
	type hit struct {
		t *Team
		p *Repo
	}
	var found []hit
	for _, t := range s.teams {
		if t.Org != o.SID || t.Disabled || !inTeam(u, o, t) {
			continue
		}
		for _, p := range t.repos {
			if matches(u, p, r) {
				found = append(found, hit{t, p})
			}
		}
	}
	return paged(r, len(found), func(i int) any { return s.repoJSON(found[i].t, found[i].p) }), http.StatusOK
}

func badScope(r *http.Request) (any, bool) {
	scope := r.FormValue("scope")
	if scope == "" || scope == "all" || scope == "my" || scope == "subscribed" {
		return nil, false
	}
	text := "Select a valid choice. " + scope + " is not one of the available choices."
	return map[string]any{
		"status_code": 400, "code": 1000, "msg": "scope " + text,
		"invalid_fields": []any{map[string]any{"field": "scope", "message": []string{text}}},
	}, true
}

func matches(u *user, p *Repo, r *http.Request) bool {
	switch r.FormValue("scope") {
	case "my":
		if p.Creator != u.Username {
			return false
		}
	case "subscribed":
		if p.Creator != u.Username && !slices.Contains(p.Subscribers, u.Username) {
			return false
		}
	}
	want := strings.ToLower(r.FormValue("scm_url_or_name"))
	for _, scheme := range []string{"http://", "https://"} {
		want = strings.TrimPrefix(want, scheme)
	}
	want = strings.TrimSuffix(strings.TrimSuffix(want, "/"), ".git")
	return strings.Contains(strings.ToLower(p.Name), want) || strings.Contains(strings.ToLower(p.URL), want)
}

func (s *Server) getRepo(u *user, r *http.Request) (any, int) {
	t, p, status := s.openRepo(u, r)
	if status != http.StatusOK {
		return nil, status
	}
	return s.repoJSON(t, p), http.StatusOK
}

func (s *Server) openRepo(u *user, r *http.Request) (*Team, *Repo, int) {
	t, status := s.open(u, r)
	if status != http.StatusOK {
		return nil, nil, status
	}
	for _, p := range t.repos {
		if strconv.FormatInt(p.ID, 10) == r.PathValue("repo") {
			return t, p, http.StatusOK
		}
	}
	return nil, nil, http.StatusNotFound
}

func (s *Server) listBranches(u *user, r *http.Request) (any, int) {
	_, p, status := s.openRepo(u, r)
	if status != http.StatusOK {
		return nil, status
	}
	return paged(r, len(p.Branches), func(i int) any {
		schemes := []any{}
		for j, name := range p.Branches[i].Schemes {
			schemes = append(schemes, map[string]any{
				"project_id": p.ID*100 + int64(i*10+j), "scan_scheme_id": p.ID*10 + int64(j), "scan_scheme_name": name,
			})
		}
		return map[string]any{"branch": p.Branches[i].Name, "schemes": schemes}
	}), http.StatusOK
}

func (s *Server) listBranchNames(u *user, r *http.Request) (any, int) {
	_, p, status := s.openRepo(u, r)
	if status != http.StatusOK {
		return nil, status
	}
	var names []string
	for _, b := range p.Branches {
		if strings.Contains(b.Name, r.FormValue("branch")) {
			names = append(names, b.Name)
		}
	}
	return paged(r, len(names), func(i int) any { return map[string]any{"branch": names[i]} }), http.StatusOK
}

func (s *Server) repoJSON(t *Team, p *Repo) map[string]any {
	schemes := map[string]bool{}
	for _, b := range p.Branches {
		for _, name := range b.Schemes {
			schemes[name] = true
		}
	}
	var recent any
	if !p.ScannedAt.IsZero() && len(p.Branches) > 0 {
		var lines, total any
		if p.CodeLines > 0 {
			lines, total = p.CodeLines, p.CodeLines*115/100
		}
		recent = map[string]any{
			"id": p.ID * 7, "branch_name": p.Branches[0].Name, "active_time": p.ScannedAt.UTC().Format("2006-01-02T15:04:05.999999Z"),
			"total_line_num": total, "code_line_num": lines,
		}
	}
	return map[string]any{
		"id": p.ID, "name": p.Name, "scm_url": p.URL, "scm_type": p.SCM, "branch_count": len(p.Branches),
		"scheme_count": len(schemes), "job_count": p.Jobs, "created_time": spaced(p.Created), "recent_active": recent,
		"created_from": "codedog_web", "creator": s.person(p.Creator), "scm_auth": nil,
		"project_team": map[string]any{"name": t.Name, "display_name": t.DisplayName, "status": 1, "org_sid": t.Org},
		"ssh_url":      "git@" + strings.Replace(strings.TrimPrefix(p.URL, "http://"), "/", ":", 1),
	}
}

func (s *Server) person(username string) map[string]any {
	return map[string]any{
		"username": username, "nickname": s.nick(username), "status": 1, "avatar": nil,
		"latest_login_time": iso(s.now()), "org": nil,
	}
}

// paged cuts a list as the real server does: any bad limit is 10, any bad offset 0, and the links name a host that
// only the server itself can reach.
func paged(r *http.Request, total int, item func(int) any) map[string]any {
	limit, err := strconv.Atoi(r.FormValue("limit"))
	if err != nil || limit <= 0 {
		limit = 10
	}
	offset, err := strconv.Atoi(r.FormValue("offset"))
	if err != nil || offset < 0 {
		offset = 0
	}
	results := []any{}
	for i := offset; i < min(offset+limit, total); i++ {
		results = append(results, item(i))
	}
	link := func(to int) any {
		q := url.Values{"limit": {strconv.Itoa(limit)}, "offset": {strconv.Itoa(to)}}
		return fmt.Sprintf("http://127.0.0.1%s?%s", strings.TrimPrefix(r.URL.Path, "/server/main"), q.Encode())
	}
	var next, previous any
	if offset+limit < total {
		next = link(offset + limit)
	}
	if offset > 0 {
		previous = link(max(0, offset-limit))
	}
	return map[string]any{"count": total, "next": next, "previous": previous, "results": results}
}

func spaced(t time.Time) string { return t.UTC().Format("2006-01-02 15:04:05.999999") + "+00:00" }

func iso(t time.Time) string {
	return t.In(time.FixedZone("", 8*60*60)).Format("2006-01-02T15:04:05.999999-07:00")
}
