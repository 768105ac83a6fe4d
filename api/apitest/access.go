package apitest

import (
	"net/http"
	"slices"
	"strconv"
	"strings"
)

// guard is the proxy in front of the analysis service: it asks the main service whether the user has access, and rejects
// the others with pages of its own.
func (s *Server) guard(w http.ResponseWriter, r *http.Request, next func()) {
	s.mu.Lock()
	_, u := s.who(r)
	allowed := u != nil && s.mayPass(u, r.URL.Path)
	s.mu.Unlock()
	switch {
	case u == nil:
		w.Header().Set("WWW-Authenticate", "Token")
		proxyPage(w, http.StatusUnauthorized, "Authorization Required")
	case !allowed:
		proxyPage(w, http.StatusForbidden, "Forbidden")
	default:
		next()
	}
}

// mayPass checks the organisation, team and repository of a path. What does not exist is forbidden, not missing. What counts
// is the right to the repository, whichever team the path names.
func (s *Server) mayPass(u *user, path string) bool {
	_, rest, ok := strings.Cut(path, "/orgs/")
	parts := strings.Split(rest, "/")
	if !ok || len(parts) < 6 || parts[1] != "teams" || parts[3] != "repos" {
		return false
	}
	o, t := s.org(parts[0]), s.team(parts[0], parts[2])
	if o == nil || o.Inactive || t == nil || t.Disabled {
		return false
	}
	id, err := strconv.ParseInt(parts[4], 10, 64)
	at, ok := s.repos[id]
	return err == nil && ok && inTeam(u, s.org(at.team.Org), at.team)
}

// find resolves the names in the path from the organisation down to the project, as far as the route has them.
func (c *call) find() *refusal {
	sid := c.PathValue("org")
	if sid == "" {
		return nil
	}
	c.org = c.s.org(sid)
	name := c.PathValue("team")
	switch {
	case c.org == nil || c.org.Inactive:
		return notFound
	case name == "" && !inOrg(c.u, c.org):
		return forbidden
	case name == "":
		return nil
	}
	c.team = c.s.team(sid, name)
	switch {
	case c.team == nil || c.team.Disabled:
		return notFound
	case !inTeam(c.u, c.org, c.team) && c.PathValue("repo") != "" && strings.HasPrefix(c.Pattern, "/server/analysis/"):
		return notFound // the proxy let it pass for a repository of another team
	case !inTeam(c.u, c.org, c.team):
		return forbidden
	}
	return c.findInTeam()
}

func (c *call) findInTeam() *refusal {
	id := c.PathValue("repo")
	if id == "" {
		return nil
	}
	p, ok := c.s.lookup(c.team, id)
	if !ok {
		return notFound
	}
	c.repo = p
	if c.PathValue("project") == "" {
		return nil
	}
	c.proj = c.s.project(c.id("project"))
	if c.proj == nil || c.proj.repo != c.repo {
		c.proj = nil
		if strings.HasSuffix(c.Pattern, "/overview/dupscans/{$}") {
			return nil // this one list does not check which repository the project belongs to
		}
		return notFound
	}
	return nil
}

// inOrg and inTeam follow the rights of the real server: superusers, administrators of the organisation and members have
// access to a team.
func inOrg(u *user, o *Org) bool {
	return u.Superuser || slices.Contains(o.Admins, u.Username) || slices.Contains(o.Members, u.Username)
}

func inTeam(u *user, o *Org, t *Team) bool {
	return u.Superuser || slices.Contains(o.Admins, u.Username) ||
		slices.Contains(t.Admins, u.Username) || slices.Contains(t.Members, u.Username)
}
