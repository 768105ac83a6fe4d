package target

import (
	"strings"
	"tcabot/api"
	"tcabot/commands/command"
	"tcabot/commands/kit"
	"tcabot/commands/line"

	"unicode/utf8"
)

// LineOf gives the line that shows what a page of this TCA's web shows. Pages of other sites, and pages there is no
// screen for, give none.
func LineOf(site api.Site, url string) (string, bool) {
	if !site.Has(bareURL(url)) {
		return "", false
	}
	a, ok := readURL(url)
	if !ok {
		return "", false
	}
	words := a.words()
	for len(words) > 2 && utf8.RuneCountInString(command.Join(words)) > command.MaxLine {
		words = words[:len(words)-1] // filters: without one of them, more is shown
	}
	if len(words) == 0 {
		return "", false
	}
	return command.Join(words), true
}

// words is the line for a page, word by word.
func (a address) words() []string {
	team := a.Org + "/" + a.team
	repo := team + "#" + kit.Number(a.repo)
	project := repo + "/" + kit.Number(a.project)
	one := kit.Number(a.Id)
	switch a.Page {
	case pageOrg:
		return []string{"org", a.Org}
	case pageTools:
		return []string{"tools", a.Org}
	case PageTool:
		return []string{"tool", one, a.Org}
	case pageTemplates:
		return []string{"templates", a.Org}
	case pageTeam:
		return []string{"team", team}
	case pageRepos:
		return []string{"repos", team}
	case pageRepo:
		return []string{"repo", repo}
	case pageProjects:
		return []string{"projects", repo}
	case pageScheme:
		return a.SchemeWords(repo)
	case pageOverview:
		return []string{"overview", project}
	case pageIssues:
		return append([]string{"issues", project}, a.issueFilters()...)
	case PageIssue:
		return []string{"issue", one, project}
	case pageComplexity:
		return []string{"complexity", project}
	case PageComplexFile:
		return []string{"complexity-file", one, project}
	case PageFunction:
		return []string{"function", one, project}
	case pageDuplication:
		return []string{"duplication", project}
	case PageDuplicate:
		return []string{"duplicate", one, project}
	case pageLines:
		return []string{"lines", project}
	case pageScans:
		return []string{"scans", project}
	case PageJob:
		return []string{"job", one, project}
	case pageUser:
		return []string{"whoami"}
	default:
		return nil
	}
}

func (a address) SchemeWords(repo string) []string {
	words := []string{"scheme", kit.Number(a.Id), repo}
	tabs := map[string]string{"codelint": "lint", "codemetric": "metrics", "filters": "paths", "branchs": "branches"}
	if tab := tabs[a.tab]; tab != "" {
		words = append(words, "tab:"+tab)
	}
	return words
}

// issueFilters turns the query of the web's list of issues into filters of ours. What does not fit is left out: the
// page is shown wider, never wrong.
func (a address) issueFilters() []string {
	var words []string
	add := func(key, filter string, named func(int64) string) {
		var values []string
		for part := range strings.SplitSeq(a.query.Get(key), ",") {
			if n, ok := ParseID(part); ok && named(n) != "" {
				values = append(values, named(n))
			}
		}
		if len(values) > 0 {
			words = append(words, filter+":"+strings.Join(values, ","))
		}
	}
	add("severity", "severity", func(n int64) string { return known(api.Severity(n)) })
	add("state", "state", func(n int64) string { return known(api.IssueState(n)) })
	add("resolution", "resolution", func(n int64) string { return known(api.Resolution(n)) })
	text := func(key, filter string) {
		if v := a.query.Get(key); line.NarrowTo("issues", "", filter, v) != "" {
			words = append(words, filter+":"+v)
		}
	}
	text("author", "author")
	text("file_path", "path")
	text("checkrule_display_name", "rule")
	text("checktool_name", "tool")
	return words
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
