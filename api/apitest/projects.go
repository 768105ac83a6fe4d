package apitest

import (
	"slices"
	"strings"
	"time"
)

func (s *Server) projectsOf(r *Repo) []*project {
	var all []*project
	for _, id := range projectIDs(r) {
		all = append(all, s.project(id))
	}
	return all
}

func (s *Server) schemeOf(p *project) scheme {
	all := s.schemes(p.repo)
	return all[slices.IndexFunc(all, func(x scheme) bool { return x.id == p.schemeID })]
}

// projectJSON returns an item of the list; the detail has the repository instead of its ID.
func (s *Server) projectJSON(p *project) obj {
	o := s.written(obj{
		"id": p.id, "branch": p.branch, "scan_path": p.ScanPath, "scan_scheme": s.nestedScheme(s.schemeOf(p)), "project_key": hash(p.id) + hash(p.id, 1)[:24],
		"status": p.Status, "created_from": p.from, "remark": nil, "repo": p.repo.ID,
	}, p.creator, spaced(p.created), spaced(p.created.Add(280*time.Microsecond)))
	if !p.Deleted.IsZero() {
		o["deleted_time"], o["deleter"] = spaced(p.Deleted), s.person(p.repo.Creator)
	}
	return o
}

// listProjects serves a repository's projects.
func (c *call) listProjects() (any, *refusal) {
	id, byID := c.number("scan_scheme")
	schemeStatus, byScheme := c.number("scan_scheme__status")
	status, byStatus := c.choice("status", "1", "2", "3", "4", "5")
	found := slices.DeleteFunc(c.s.projectsOf(c.repo), func(p *project) bool {
		x := c.s.schemeOf(p)
		either := c.q("branch_or_scheme")
		switch {
		case !p.Deleted.IsZero():
		case c.q("branch") != "" && p.branch != c.q("branch"):
		case c.q("scan_scheme__name") != "" && p.scheme != c.q("scan_scheme__name"):
		case byID && float64(p.schemeID) != id:
		case byScheme && int(schemeStatus) != x.status:
		case byStatus && itoa(int64(p.Status)) != status:
		case !flag(c.q("scan_scheme__default_flag"), x.standard):
		case !fold(p.branch, either) && !fold(p.scheme, either) && !fold(p.ScanPath, either):
		case !fold(p.ScanPath, c.q("scan_path")):
		default:
			return false
		}
		return true
	})
	return pagedOf(c, found, func(p *project) any { return c.s.projectJSON(p) }), nil
}

func (c *call) getProject() (any, *refusal) { return c.projectDetail(c.proj), nil }

func (c *call) projectDetail(p *project) obj {
	o := c.s.projectJSON(p)
	o["repo"] = obj{"id": c.repo.ID, "name": c.repo.Name, "scm_url": c.repo.URL, "scm_type": c.repo.SCM, "scm_auth": c.s.credential(c.repo)}
	return o
}

// teamProjects serves all projects of a team, and generates only those of the page.
func (c *call) teamProjects() (any, *refusal) {
	address, branch, _ := strings.Cut(c.q("scm_url"), "#")
	if b := c.q("branch"); b != "" {
		branch = b
	}
	id, byID := c.number("scan_scheme_id")
	in := c.window("created_time__gte", "created_time__lte", "")
	var found []int64
	for _, r := range c.team.repos {
		if !fold(r.URL, address) || c.q("scm_url__exact") != "" && plainURL(c.q("scm_url__exact")) != plainURL(r.URL) {
			continue
		}
		for i, b := range r.Branches {
			for j, name := range b.Schemes {
				pid := ProjectID(r.ID, i, j)
				if !c.s.analyses[pid].Deleted.IsZero() {
					continue
				}
				if branch != "" && b.Name != branch || c.q("scan_scheme__name") != "" && name != c.q("scan_scheme__name") {
					continue
				}
				if (byID || c.q("created_time__gte")+c.q("created_time__lte") != "") && (!in(c.s.project(pid).created) || byID && float64(c.s.project(pid).schemeID) != id) {
					continue
				}
				found = append(found, pid)
			}
		}
	}
	return pagedOf(c, found, func(id int64) any {
		p := c.s.project(id)
		o := c.s.projectJSON(p)
		o["repo"] = obj{"id": p.repo.ID, "scm_url": p.repo.URL, "name": p.repo.Name, "scm_type": p.repo.SCM}
		o["scan_scheme"], o["scan_scheme_name"], o["scm_type"], o["project_id"] = p.schemeID, p.scheme, p.repo.SCM, p.id
		o["project_url"] = "http://127.0.0.1:18000/repos/" + itoa(p.repo.ID) + "/projects/" + itoa(p.id)
		o["scm_auth"] = obj{"auth_type": "ssh_token", "scm_username": p.repo.Creator}
		o["refer_scheme_id"], o["scm_initial_revision"], o["refer_project"] = nil, nil, nil
		return o
	}), nil
}

// schemeBranches serves the projects of a scheme, the newest first.
func (c *call) schemeBranches(x scheme) (any, *refusal) {
	found := slices.DeleteFunc(c.s.projectsOf(c.repo), func(p *project) bool { return p.schemeID != x.id })
	slices.Reverse(found)
	return pagedOf(c, found, func(p *project) any {
		o := c.s.projectJSON(p)
		nested := c.s.nestedScheme(x)
		nested["refer_scheme"] = nil
		o["scan_scheme"], o["project_url"] = nested, "http://127.0.0.1:18000/repos/"+itoa(p.repo.ID)+"/projects/"+itoa(p.id)
		o["scm_initial_revision"], o["refer_project"], o["scm_auth"] = nil, nil, nil
		o["creator_info"] = obj{
			"uid": p.repo.Creator, "is_superuser": false, "nickname": c.s.nick(p.repo.Creator), "chinese_name": c.s.nick(p.repo.Creator),
			"email": p.repo.Creator + "@example.com", "status": 1, "level": 3, "avatar": "http://img.example.com/a.png", "tel_number": "13800000000",
		}
		return o
	}), nil
}
