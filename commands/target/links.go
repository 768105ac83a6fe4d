package target

import (
	"strings"
	"tcabot/api"
	"tcabot/commands/line"
)

// Page returns the line that shows the same as a page of this TCA server. It is empty for pages of other sites, and for
// pages without a corresponding screen.
func Page(site api.Site, url string) (line.Line, bool) {
	if !site.Has(url) {
		return line.Line{}, false
	}
	a, ok := readURL(url)
	if !ok {
		return line.Line{}, false
	}
	shown := a.line()
	return shown, !shown.IsZero()
}

// line is the line for a page.
func (a Address) line() line.Line {
	team := api.TeamRef{Org: a.Org, Team: a.team}
	repo := api.RepoRef{TeamRef: team, ID: a.repo}
	project := api.ProjectRef{Repo: repo, ID: a.project}
	switch a.Page {
	case PageOrg:
		return line.Org(a.Org)
	case PageTools:
		return line.Tools(a.Org)
	case PageTool:
		return line.Tool(a.Org, a.ID)
	case PageTemplates:
		return line.Templates(a.Org)
	case PageTeam:
		return line.Team(team)
	case PageRepos:
		return line.Repos(team)
	case PageRepo:
		return line.Repo(repo)
	case PageProjects:
		return line.Projects(repo)
	case PageScheme:
		scheme := line.Scheme(api.SchemeRef{Repo: repo, ID: a.ID})
		if tab := a.SchemeTab(); tab != "" {
			return scheme.With("tab", tab)
		}
		return scheme
	case PageUser:
		return line.Whoami()
	default:
		return a.projectLine(project)
	}
}

// projectLine is the line for a page about an analysed branch.
func (a Address) projectLine(p api.ProjectRef) line.Line {
	switch a.Page {
	case PageOverview:
		return line.Overview(p)
	case PageIssues:
		return a.issueFilters(line.Issues(p))
	case PageIssue:
		return line.Issue(p, a.ID)
	case PageComplexity:
		return line.Complexity(p)
	case PageComplexFile:
		return line.ComplexityFile(p, a.ID)
	case PageFunction:
		return line.Function(p, a.ID)
	case PageDuplication:
		return line.Duplication(p)
	case PageDuplicate:
		return line.Duplicate(p, a.ID)
	case PageLines:
		return line.Lines(p)
	case PageScans:
		return line.Scans(p)
	case PageJob:
		return line.Job(p, a.ID)
	default:
		return line.Line{}
	}
}

// SchemeTab is the scheme command's word for a tab of a scheme's page; empty for the first tab.
func (a Address) SchemeTab() string {
	tabs := map[string]string{"codelint": "lint", "codemetric": "metrics", "filters": "paths", "branchs": "branches"}
	return tabs[a.tab]
}

// issueFilters converts the query of TCA's issue list to filters of the issues command. A parameter without an equivalent
// is dropped: the list may be longer than the page, but never a different one.
func (a Address) issueFilters(issues line.Line) line.Line {
	add := func(key, filter string, named func(int64) string) {
		var values []string
		for part := range strings.SplitSeq(a.query.Get(key), ",") {
			if n, ok := ParseID(part); ok && named(n) != "" {
				values = append(values, named(n))
			}
		}
		if len(values) > 0 {
			issues = issues.With(filter, strings.Join(values, ","))
		}
	}
	add("severity", "severity", func(n int64) string { return known(api.Severity(n)) })
	add("state", "state", func(n int64) string { return known(api.IssueState(n)) })
	add("resolution", "resolution", func(n int64) string { return known(api.Resolution(n)) })
	text := func(key, filter string) {
		if narrowed := issues.Exactly(filter, a.query.Get(key)); !narrowed.IsZero() {
			issues = narrowed
		}
	}
	text("author", "author")
	text("file_path", "path")
	text("checkrule_display_name", "rule")
	text("checktool_name", "tool")
	return issues
}

// known is the word of a value that TCA knows.
func known[T interface {
	Valid() bool
	String() string
}](v T,
) string {
	if !v.Valid() {
		return ""
	}
	return v.String()
}
