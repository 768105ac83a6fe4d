package api

import (
	"net/url"
	"strconv"
	"strings"
)

// Site makes the addresses of TCA's web pages.
type Site struct{ root string }

func (s Site) page(segments ...string) string {
	path := s.root
	var pathSb13 strings.Builder
	for _, seg := range segments {
		pathSb13.WriteString("/" + url.PathEscape(seg))
	}
	path += pathSb13.String()
	return path
}

// Token is the page with a person's own token.
func (s Site) Token() string { return s.page("user", "token") }

// Org is an organisation's page.
func (s Site) Org(org string) string { return s.page("t", org, "workspace") }

// Team is the page with a team's repositories.
func (s Site) Team(t TeamRef) string { return s.page("t", t.Org, "p", t.Team, "repos") }

// Repo is a repository's page.
func (s Site) Repo(r RepoRef) string {
	return s.page("t", r.Org, "p", r.Team, "repos", strconv.FormatInt(r.ID, 10))
}

// Projects is the page with a repository's analysed branches.
func (s Site) Projects(r RepoRef) string {
	return s.page("t", r.Org, "p", r.Team, "code-analysis", "repos", strconv.FormatInt(r.ID, 10), "projects")
}

// Project is the page of one analysed branch.
func (s Site) Project(r RepoRef, project int64) string {
	return s.Projects(r) + "/" + strconv.FormatInt(project, 10) + "/overview"
}
