package issues

import (
	"strings"
	"tcabot/api"
	"tcabot/commands/command"
	"tcabot/commands/kit"
	"tcabot/commands/locale"
	"tcabot/commands/paged"
	"tcabot/commands/screen"
	"tcabot/commands/screen/screentest"
	"tcabot/commands/target"
	"testing"
)

func oneIssue(id int64, v api.Severity, msg string) api.Issue {
	return api.Issue{
		ID: id, Path: "src/pay/charge.go", Rule: "G404", RuleName: "弱随机数", Tool: "gosec", Message: msg, State: api.IssueActive, Author: "zhouqiang",
		Severity: v, Revision: "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b", Committed: api.Time{Time: screentest.Then},
	}
}

func farIssue() api.Issue {
	i := oneIssue(99_999_999_999, api.SeverityWarning, strings.Repeat("很长的消息 <!channel> *x* ", 24))
	i.Path, i.RuleName, i.Author = strings.Repeat("深/", 256)+"末.go", strings.Repeat("规则", 127), strings.Repeat("作者;", 85)
	i.State, i.Resolution = api.IssueResolved, api.ResolutionFalsePositive
	return i
}

func TestIssueViews(t *testing.T) {
	at, far := screentest.UsualPlace(t), screentest.WorstPlace(t)
	list := issueList{Branch: at, Page: api.Page[api.Issue]{Total: 206, At: screentest.Then}}
	for i, v := range api.Severities() {
		list.Page.Items = append(list.Page.Items, oneIssue(int64(i+1), v, "G404: Use of weak random number generator (math/rand instead of crypto/rand)"))
	}
	list.Page.Items[3].Author, list.Page.Items[3].Message = "", ""
	longest := issueList{Branch: far, Page: api.Page[api.Issue]{Total: 1_000_000, Offset: 999_980, At: screentest.Then}}
	for range 10 {
		longest.Page.Items = append(longest.Page.Items, farIssue())
	}
	detail := issueCard{
		Branch: at, Rule: api.Rule{Text: api.RuleText{Text: "math/rand 不是密码学安全的随机源。\n\n应使用 crypto/rand。"}, Solution: "Use crypto/rand."},
		Comments: api.Page[api.IssueComment]{Items: []api.IssueComment{{Action: "修改处理方式", Message: "误报", Creator: "张伟", Created: api.Time{Time: screentest.Then}}}},
		Code:     screen.Code{CodeFile: api.CodeFile{Lines: []api.CodeLine{{Number: 40, Text: "func id() int {"}, {Number: 41, Text: "\treturn rand.Int()"}, {Number: 42, Text: "}"}}}},
	}
	detail.Issue = api.IssueDetail{Issue: oneIssue(7, api.SeverityFatal, "G404: Use of weak random number generator"), Category: api.CategorySecurity, Places: []api.Place{{Line: 41}, {Line: 90}}}
	bare := issueCard{Branch: at, Missing: []locale.Key{"issue.part_comments", "issue.part_rule", "part.code"}}
	bare.Issue = api.IssueDetail{Issue: api.Issue{ID: 8, State: api.IssueClosed, Severity: 9, Resolution: 77}}
	huge := issueCard{Branch: far, Rule: api.Rule{Text: api.RuleText{Text: strings.Repeat("说明 `x`\n", 2000)}}}
	huge.Issue = api.IssueDetail{Issue: farIssue(), Category: api.CategoryOther, Places: make([]api.Place, 60)}
	for i := range 9 {
		huge.Code.Lines = append(huge.Code.Lines, api.CodeLine{Number: 1_000_000 + i, Text: strings.Repeat("码", 2000)})
	}
	huge.Issue.Places[0].Line = 1_000_004
	screentest.Screens(t, map[string]func(command.Screen) kit.Message{
		"issues/usual":  func(s command.Screen) kit.Message { return viewIssues(s, list) },
		"issue/usual":   func(s command.Screen) kit.Message { return viewIssue(s, detail) },
		"issue/bare":    func(s command.Screen) kit.Message { return viewIssue(s, bare) },
		"issue/longest": func(s command.Screen) kit.Message { return viewIssue(s, huge) },
	})
	fresh := list
	fresh.found = target.Found{Scan: 5014, At: screentest.Then}
	since := list
	since.found, since.unsorted = target.Found{Scan: 5001, At: screentest.Then, Pin: "v1.4"}, true
	onlyNew := []command.Narrowing{{Name: "new"}}
	screentest.Check(t, []screentest.Case{
		{Name: "issues/new", Screen: command.Screen{Line: "issues x --new", Sheet: true}, View: screentest.Of(viewIssues, fresh)},
		{Name: "issues/since", Screen: command.Screen{Line: "issues x since:v1.4", Sheet: true}, View: screentest.Of(viewIssues, since)},
		{Name: "issues/none-new", Screen: command.Screen{Line: "issues x --new", Sheet: true, Narrowed: onlyNew}, View: screentest.Of(viewIssues, issueList{Branch: at, counted: true, found: fresh.found})},
		{Name: "issues/none-open", Screen: command.Screen{Line: "issues x state:active", Sheet: true, Narrowed: []command.Narrowing{{Name: "state", Value: "active"}}}, View: screentest.Of(viewIssues, issueList{Branch: at, counted: true})},
		{Name: "issues/none", Screen: command.Screen{Line: "issues x severity:fatal state:active", Sheet: true}, View: screentest.Of(viewIssues, issueList{Branch: at})},
		{Name: "issues/longest", Screen: command.Screen{Line: "issues " + far.Word() + ` "author:` + strings.Repeat("x", 340) + `"`, Sheet: true}, View: screentest.Of(viewIssues, longest)},
	})
}

func BenchmarkViewIssues(b *testing.B) {
	d := issueList{Branch: screentest.UsualPlace(b), Page: api.Page[api.Issue]{Total: 206, At: screentest.Then}}
	for i := range paged.PageSize {
		d.Page.Items = append(d.Page.Items, oneIssue(int64(i), api.SeverityError, "G404: Use of weak random number generator"))
	}
	screentest.BenchScreen(b, "x "+screentest.UsualPlace(b).Word(), screentest.Of(viewIssues, d))
}

func BenchmarkViewIssue(b *testing.B) {
	d := issueCard{Branch: screentest.UsualPlace(b), Issue: api.IssueDetail{Issue: oneIssue(1, api.SeverityError, "G404"), Places: []api.Place{{Line: 4}}}}
	screentest.BenchScreen(b, "x "+screentest.UsualPlace(b).Word(), screentest.Of(viewIssue, d))
}
