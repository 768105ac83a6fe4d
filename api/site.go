package api

import (
	"net/url"
	"strconv"
	"strings"
)

// Site returns the addresses of TCA's web pages. The server answers 200 to every path, so that an address cannot be used to
// find out whether its page exists.
type Site struct{ root string }

// page joins segments to an address and escapes them.
func (s Site) page(segments ...string) string {
	var b strings.Builder
	b.WriteString(s.root)
	for _, segment := range segments {
		b.WriteString("/" + url.PathEscape(segment))
	}
	return b.String()
}

// Has reports whether an address is one of this TCA's web pages.
func (s Site) Has(address string) bool {
	u, err := url.Parse(address)
	if err != nil {
		return false
	}
	root, err := url.Parse(s.root)
	return err == nil && s.root != "" && strings.EqualFold(u.Host, root.Host) && strings.HasPrefix(u.Path, strings.TrimSuffix(root.Path, "/")+"/")
}

// Orgs is the page of a person's organisations.
func (s Site) Orgs() string { return s.page("teams") }

// Token is the page of a person's own token.
func (s Site) Token() string { return s.page("user", "token") }

// Credentials is the page of a person's credentials for code hosts.
func (s Site) Credentials() string { return s.page("user", "auth") }

// Org is an organisation's page.
func (s Site) Org(org string) string { return s.page("t", org, "workspace") }

// Tools is the page of an organisation's tools.
func (s Site) Tools(org string) string { return s.page("t", org, "tools") }

// Templates is the page of an organisation's scheme templates.
func (s Site) Templates(org string) string { return s.page("t", org, "template") }

// Template is the page of one scheme template.
func (s Site) Template(org string, id int64) string {
	return s.page("t", org, "template", number(id), "basic")
}

// Team is the page of a team's repositories.
func (s Site) Team(t TeamRef) string { return s.page("t", t.Org, "p", t.Team, "repos") }

// TeamProfile is the page of a team's overview.
func (s Site) TeamProfile(t TeamRef) string { return s.page("t", t.Org, "p", t.Team, "profile") }

// TeamMembers is the page of a team's members.
func (s Site) TeamMembers(t TeamRef) string { return s.page("t", t.Org, "p", t.Team, "group") }

// Repo is the page of a repository.
func (s Site) Repo(r RepoRef) string {
	return s.page("t", r.Org, "p", r.Team, "repos", number(r.ID))
}

// Projects is the page of a repository's analysed branches.
func (s Site) Projects(r RepoRef) string { return s.analysis(r, "projects") }

// Project is the page of one analysed branch.
func (s Site) Project(r RepoRef, project int64) string {
	return s.analysis(r, "projects", number(project), "overview")
}

// Scheme is the page of a scheme's basic settings.
func (s Site) Scheme(r SchemeRef) string { return s.scheme(r, "basic") }

// SchemeLint is the page of a scheme's rules.
func (s Site) SchemeLint(r SchemeRef) string { return s.scheme(r, "codelint") }

// SchemeMetric is the page of a scheme's metrics.
func (s Site) SchemeMetric(r SchemeRef) string { return s.scheme(r, "codemetric") }

// SchemeFilters is the page of a scheme's path filters.
func (s Site) SchemeFilters(r SchemeRef) string { return s.scheme(r, "filters") }

// SchemeBranches is the page of the branches that a scheme analyses.
func (s Site) SchemeBranches(r SchemeRef) string { return s.scheme(r, "branchs") }

// Issues is the page of a project's issues.
func (s Site) Issues(p ProjectRef) string { return s.project(p, "codelint-issues") }

// Issue is the page of one issue.
func (s Site) Issue(i IssueRef) string {
	return s.project(i.Project, "codelint-issues", number(i.ID))
}

// ComplexFiles is the page of a project's complex files.
func (s Site) ComplexFiles(p ProjectRef) string { return s.project(p, "metric", "ccfiles") }

// ComplexFile is the page of one complex file.
func (s Site) ComplexFile(p ProjectRef, id int64) string {
	return s.project(p, "metric", "ccfiles", number(id))
}

// Function is the page of one complex function.
func (s Site) Function(p ProjectRef, id int64) string {
	return s.project(p, "metric", "ccissues", number(id))
}

// DuplicateFiles is the page of a project's duplicate files.
func (s Site) DuplicateFiles(p ProjectRef) string { return s.project(p, "metric", "dupfiles") }

// DuplicateFile is the page of one duplicate file.
func (s Site) DuplicateFile(p ProjectRef, id int64) string {
	return s.project(p, "metric", "dupfiles", number(id))
}

// Lines is the page of a project's line counts.
func (s Site) Lines(p ProjectRef) string { return s.project(p, "metric", "clocs") }

// ScanHistory is the page of a project's scans.
func (s Site) ScanHistory(p ProjectRef) string { return s.project(p, "scan-history") }

// Job is the page of one job. Its address holds the ID of the job, not that of the scan.
func (s Site) Job(j JobRef) string { return s.project(j.Project, "scan-history", number(j.ID)) }

func (s Site) scheme(r SchemeRef, tab string) string {
	return s.analysis(r.Repo, "schemes", number(r.ID), tab)
}

func (s Site) project(p ProjectRef, segments ...string) string {
	return s.analysis(p.Repo, append([]string{"projects", number(p.ID)}, segments...)...)
}

func (s Site) analysis(r RepoRef, segments ...string) string {
	return s.page(append([]string{"t", r.Org, "p", r.Team, "code-analysis", "repos", number(r.ID)}, segments...)...)
}

func number(id int64) string { return strconv.FormatInt(id, 10) }
