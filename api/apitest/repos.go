package apitest

import (
	"cmp"
	"slices"
	"strings"
	"time"
)

// listRepos serves a team's repositories, the newest first.
func (c *call) listRepos() (any, *refusal) {
	return c.reposOf(func(i int) *Repo { return c.team.repos[len(c.team.repos)-1-i] })
}

// listReposV3 serves them sorted by ID.
func (c *call) listReposV3() (any, *refusal) {
	return c.reposOf(func(i int) *Repo { return c.team.repos[i] })
}

func (c *call) reposOf(at func(int) *Repo) (any, *refusal) {
	if no := c.badScope(); no != nil {
		return nil, no
	}
	t := c.team
	if c.q("scm_url_or_name")+c.q("scm_url") == "" && c.q("scope") != "my" && c.q("scope") != "subscribed" {
		// The cost does not depend on the number of repositories.
		return c.paged(len(t.repos), func(i int) any { return c.s.repoJSON(t, at(i)) }), nil
	}
	var found []*Repo
	for i := range t.repos {
		if p := at(i); c.matches(p) {
			found = append(found, p)
		}
	}
	return pagedOf(c, found, func(p *Repo) any { return c.s.repoJSON(t, p) }), nil
}

// listOrgRepos serves all repositories of an organisation that the caller has access to.
func (c *call) listOrgRepos() (any, *refusal) {
	if no := c.badScope(); no != nil {
		return nil, no
	}
	var found []place
	for _, t := range c.s.teams {
		if !strings.EqualFold(t.Org, c.org.SID) || t.Disabled || !inTeam(c.u, c.org, t) {
			continue
		}
		for _, p := range t.repos {
			if c.matches(p) {
				found = append(found, place{t, p})
			}
		}
	}
	return pagedOf(c, found, func(x place) any { return c.s.repoJSON(x.team, x.repo) }), nil
}

func (c *call) badScope() *refusal {
	c.choice("scope", "all", "my", "subscribed")
	return c.bad
}

func (c *call) matches(p *Repo) bool {
	switch c.q("scope") {
	case "my":
		if p.Creator != c.u.Username {
			return false
		}
	case "subscribed":
		if p.Creator != c.u.Username && !slices.Contains(p.Subscribers, c.u.Username) {
			return false
		}
	}
	if exact := c.q("scm_url"); exact != "" && plainURL(exact) != plainURL(p.URL) {
		return false
	}
	want := plainURL(c.q("scm_url_or_name"))
	return fold(p.Name, want) || fold(p.URL, want)
}

// plainURL reduces the forms of an address to one.
func plainURL(u string) string {
	u = strings.ToLower(strings.TrimSpace(u))
	for _, scheme := range []string{"http://", "https://"} {
		u = strings.TrimPrefix(u, scheme)
	}
	if rest, ok := strings.CutPrefix(u, "git@"); ok {
		u = strings.Replace(rest, ":", "/", 1)
	}
	return strings.TrimSuffix(strings.TrimSuffix(u, "/"), ".git")
}

func (c *call) getRepo() (any, *refusal) { return c.s.repoJSON(c.team, c.repo), nil }

func (c *call) repoMembers() (any, *refusal) {
	return obj{"admins": c.s.persons(c.repo.Creator)}, nil
}

// listBranches serves the branches with their schemes. The filter excludes branches, never schemes.
func (c *call) listBranches() (any, *refusal) {
	type at struct {
		Branch

		i int
	}
	var found []at
	schemes := c.s.schemes(c.repo)
	for i, b := range c.repo.Branches {
		status := c.q("scheme_status")
		if status == "1" || status == "2" {
			if !slices.ContainsFunc(schemes, func(x scheme) bool { return slices.Contains(b.Schemes, x.name) && itoa(int64(x.status)) == status }) {
				continue
			}
		}
		found = append(found, at{b, i})
	}
	return pagedOf(c, found, func(b at) any {
		list := []any{}
		for j, name := range b.Schemes {
			id := schemes[slices.IndexFunc(schemes, func(x scheme) bool { return x.name == name })].id
			list = append(list, obj{"project_id": ProjectID(c.repo.ID, b.i, j), "scan_scheme_id": id, "scan_scheme_name": name})
		}
		return obj{"branch": b.Name, "schemes": list}
	}), nil
}

func (s *Server) repoJSON(t *Team, r *Repo) any {
	jobs, recent := s.activity(r)
	return obj{
		"id": r.ID, "name": r.Name, "scm_url": r.URL, "scm_type": r.SCM, "branch_count": len(r.Branches),
		"scheme_count": len(schemeNames(r)), "job_count": r.Jobs + jobs, "created_time": spaced(r.Created), "recent_active": recent,
		"created_from": cmp.Or(r.from, "codedog_web"), "creator": s.person(r.Creator), "scm_auth": s.credential(r), "project_team": teamBrief(t),
		"ssh_url": cmp.Or(r.ssh, sshURL(r.URL)),
	}
}

func sshURL(url string) string {
	return "git@" + strings.Replace(strings.TrimPrefix(url, "http://"), "/", ":", 1)
}

// activity counts a repository's jobs and finds the one that started last; it is null when there is none.
func (s *Server) activity(r *Repo) (jobs int, recent any) {
	now := s.now()
	var newest *project
	var last scan
	for _, id := range projectIDs(r) {
		p := s.project(id)
		n, at := p.count(now), p.scanAt
		if len(s.runs[id])+len(s.cancelled[id]) > 0 {
			all := s.history(p)
			n, at = len(all), func(n int) scan { return all[n] }
		}
		jobs += n
		for ; n > 0; n-- {
			if x := at(n - 1); !now.Before(x.start()) && !x.unstarted {
				if newest == nil || x.start().After(last.start()) {
					newest, last = p, x
				}
				break
			}
		}
	}
	if newest == nil {
		return jobs, nil
	}
	o := obj{"id": newest.id, "branch_name": newest.branch, "active_time": zulu(last.start()), "total_line_num": nil, "code_line_num": nil}
	if last.good(now) {
		n := s.lines(newest, s.history(newest)[last.n])
		o["total_line_num"], o["code_line_num"] = n.total(), n.code()
	}
	return jobs, o
}

// credential returns the credential of a repository: none, or one of three kinds.
func (s *Server) credential(r *Repo) any {
	made := r.Created.Add(90 * time.Millisecond)
	o := obj{
		"id": r.ID, "scm_account": nil, "scm_oauth": nil, "scm_ssh": nil, "auth_key": "REPO__" + itoa(r.ID),
		"created_time": iso(made), "modified_time": iso(made),
	}
	kind := []string{"", "ssh_token", "password", "oauth"}[r.ID%4]
	if r.requested {
		kind = r.auth
	}
	o["auth_type"] = kind
	switch kind {
	case "ssh_token":
		o["scm_ssh"] = s.sshKey(r.Creator)
	case "password":
		o["scm_account"] = s.account(r.Creator)
	case "oauth":
		o["scm_oauth"] = s.oauth(r.Creator)
	default:
		return nil
	}
	return o
}

func (s *Server) sshKey(owner string) obj {
	return obj{
		"id": 1, "user": s.person(owner), "auth_origin": "CodeDog", "indentity": "4f4d1c1e-0000-4000-8000-000000000001", // their spelling
		"display_scm_platform": "tgitsaas", "name": "my key <1>", "scm_platform": 2, "scm_platform_desc": nil,
	}
}

func (s *Server) account(owner string) obj {
	return obj{
		"id": 1, "user": s.person(owner), "auth_origin": "CodeDog", "display_scm_platform": "github", "scm_username": owner + "@example.com",
		"scm_platform": 4, "scm_platform_desc": nil,
	}
}

func (s *Server) oauth(owner string) obj {
	return obj{
		"id": 1, "user": s.person(owner), "auth_origin": "CodeDog", "scm_platform_name": "gitlab", "scm_platform": 6, "expires_at": nil,
		"scm_platform_desc": nil,
	}
}
