package apitest

import (
	"slices"
	"strings"
	"time"
)

func orgBrief(o *Org) obj {
	return obj{"org_sid": o.SID, "name": o.Name, "certificated": false, "status": 1, "level": 1}
}

func teamBrief(t *Team) obj {
	return obj{"name": t.Name, "display_name": t.DisplayName, "status": 1, "org_sid": t.Org}
}

// founded returns when an organisation or a team was created: long ago.
func (s *Server) founded(n int) time.Time {
	return s.began.Add(-500 * 24 * time.Hour).Add(time.Duration(n) * time.Hour).Truncate(time.Microsecond)
}

func (s *Server) orgJSON(o *Org) obj {
	n := slices.Index(s.orgs, o)
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
	return s.written(obj{
		"id": n + 1, "admins": s.persons(o.Admins...), "repo_count": repos, "team_count": teams, "user_count": len(o.Admins) + len(o.Members),
		"owner": first(o.Admins), "tel_number": "0755-1234567", "org_sid": o.SID, "name": o.Name, "address": nil, "description": nil,
		"certificated": false, "business_license": nil, "status": status, "level": 1,
	}, first(o.Admins), spaced(s.founded(n)), spaced(s.founded(n).Add(9*time.Millisecond)))
}

func first(names []string) string {
	if len(names) == 0 {
		return ""
	}
	return names[0]
}

// listOrgs serves the caller's organisations. A superuser gets none: the list goes by membership.
func (c *call) listOrgs() (any, *refusal) {
	status, byStatus := c.choice("status", "1", "2", "3", "99")
	var found []*Org
	for _, o := range c.s.orgs {
		admin := slices.Contains(o.Admins, c.u.Username)
		switch {
		case !admin && !slices.Contains(o.Members, c.u.Username):
		case !admin && c.q("scope") == "1":
		case !fold(o.Name, c.q("name")):
		case byStatus && (status == "2") != o.Inactive || status == "3" || status == "99":
		default:
			found = append(found, o)
		}
	}
	return pagedOf(c, found, func(o *Org) any { return c.s.orgJSON(o) }), nil
}

func (c *call) getOrg() (any, *refusal) { return c.s.orgJSON(c.org), nil }
func (c *call) orgMembers() (any, *refusal) {
	return obj{"admins": c.s.persons(c.org.Admins...), "users": c.s.persons(c.org.Members...)}, nil
}

// orgSchemes serves the templates of an organisation.
func (c *call) orgSchemes() (any, *refusal) {
	return c.paged(1, func(int) any {
		o := c.s.written(obj{
			"id": c.templateID(), "languages": []any{}, "tag": nil, "name": templateName, "refer_template_ids": nil,
			"description": nil, "created_from": "web", "issue_global_ignore": true, "scheme_key": "org_" + c.org.SID, "scheme_type": 2,
			"ignore_merged_issue": false, "ignore_branch_issue": nil, "ignore_submodule_clone": false, "ignore_submodule_issue": true, "lfs_flag": true,
		}, first(c.org.Admins), spaced(c.s.founded(1)), spaced(c.s.founded(2)))
		o["modifier"] = c.s.person(first(c.org.Admins))
		return o
	}), nil
}

// templateName is the name of the only template that an organisation has.
const templateName = "团队安全模板 <A&B>"

func (c *call) templateID() int64 { return 900_000 + int64(slices.Index(c.s.orgs, c.org)) }

func (s *Server) teamJSON(t *Team) obj {
	n, o := slices.Index(s.teams, t), s.org(t.Org)
	status := 1
	if t.Disabled {
		status = 2
	}
	admins := s.teamAdmins(t)
	out := s.written(obj{
		"id": n + 1, "admins": s.persons(admins...), "display_name": t.DisplayName, "organization": orgBrief(o), "name": t.Name,
		"description": nil, "status": status,
	}, first(admins), spaced(s.founded(n)), spaced(s.founded(n).Add(2*time.Millisecond)))
	out["modifier"] = s.person(first(admins))
	return out
}

// teamAdmins returns a team's administrators, the organisation's first one when there are none.
func (s *Server) teamAdmins(t *Team) []string {
	if len(t.Admins) > 0 {
		return t.Admins
	}
	return s.org(t.Org).Admins[:min(1, len(s.org(t.Org).Admins))]
}

// listTeams serves the teams that the caller has access to, including disabled ones: a plain list, not a page.
func (c *call) listTeams() (any, *refusal) {
	all := []any{}
	for _, t := range c.s.teams {
		status := "1"
		if t.Disabled {
			status = "2"
		}
		switch {
		case !strings.EqualFold(t.Org, c.org.SID) || !inTeam(c.u, c.org, t) || !fold(t.DisplayName, c.q("display_name")):
		case c.q("status") != "" && c.q("status") != status:
		case c.q("scope") == "1" && !slices.Contains(t.Admins, c.u.Username) && !slices.Contains(c.org.Admins, c.u.Username):
		default:
			all = append(all, c.s.teamJSON(t))
		}
	}
	return all, nil
}

func (c *call) teamLabels() (any, *refusal) { return []any{}, nil }

func (c *call) teamMembers() (any, *refusal) {
	return obj{"admins": c.s.persons(c.s.teamAdmins(c.team)...), "users": c.s.persons(c.team.Members...)}, nil
}
