package overview

import (
	"strings"
	"tcabot/api"
	"tcabot/commands/command"
	"tcabot/commands/issues"
	"tcabot/commands/kit"
	"tcabot/commands/screen/screentest"

	"testing"
	"time"
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

func oneScan(code int) api.Scan {
	return api.Scan{
		ID: 71, JobID: 710, Time: api.Time{Time: screentest.Then}, Created: api.Time{Time: screentest.Then}, State: api.ScanClosed, Code: new(api.ResultCode(code)), Creator: "张伟",
		Total: api.Span{Duration: 254 * time.Second},
	}
}

func oneOverview() api.Overview {
	lint := &api.LintScan{Opened: 5, Fixed: 11}
	lint.Current.Opened, lint.Current.Fixed = 5, 11
	lint.Current.BySeverity = api.SeverityCounts{Fatal: 1, Error: 3, Warning: 1}
	lint.Total.ByState = api.StateCounts{Active: 1206, Resolved: 38, Closed: 412}
	lint.Total.BySeverity.Fatal.Active, lint.Total.BySeverity.Error.Active = 43, 1080
	lint.Total.BySeverity.Warning.Active, lint.Total.BySeverity.Info.Active = 41, 42
	return api.Overview{
		Lint:       lint,
		Complexity: &api.ComplexityScan{Default: api.ComplexitySummary{Threshold: 20, Over: 137, OverDiff: -4}},
		Duplicate:  &api.DuplicateScan{Rate: 8.27, LinesDiff: 30, Default: api.DuplicateSummary{VeryHigh: api.DuplicateRisk{Files: 1}}},
		Lines:      &api.LineScan{LineCounts: api.LineCounts{Code: 66_598, Comment: 6100, Total: 72_698, AddedCode: 120, DeletedCode: 20}},
	}
}

func TestAnalysisViews(t *testing.T) {
	at, far := screentest.UsualPlace(t), screentest.WorstPlace(t)
	list := issues.IssueList{Branch: at, Page: api.Page[api.Issue]{Total: 206, At: screentest.Then}}
	for i, v := range api.Severities() {
		list.Page.Items = append(list.Page.Items, oneIssue(int64(i+1), v, "G404: Use of weak random number generator (math/rand instead of crypto/rand)"))
	}
	list.Page.Items[3].Author, list.Page.Items[3].Message = "", ""
	longest := issues.IssueList{Branch: far, Page: api.Page[api.Issue]{Total: 1_000_000, Offset: 999_980, At: screentest.Then}}
	for range 10 {
		longest.Page.Items = append(longest.Page.Items, farIssue())
	}
	detail := issues.IssueCard{
		Branch: at, Rule: api.Rule{Text: api.RuleText{Text: "math/rand 不是密码学安全的随机源。\n\n应使用 crypto/rand。"}, Solution: "Use crypto/rand."},
		Comments: api.Page[api.IssueComment]{Items: []api.IssueComment{{Action: "修改处理方式", Message: "误报", Creator: "张伟", Created: api.Time{Time: screentest.Then}}}},
		Code:     api.CodeFile{Lines: []api.CodeLine{{Number: 40, Text: "func id() int {"}, {Number: 41, Text: "\treturn rand.Int()"}, {Number: 42, Text: "}"}}},
	}
	detail.Issue = api.IssueDetail{Issue: oneIssue(7, api.SeverityFatal, "G404: Use of weak random number generator"), Category: api.CategorySecurity, Places: []api.Place{{Line: 41}, {Line: 90}}}
	bare := issues.IssueCard{Branch: at, Missing: []string{"issue.part_comments", "issue.part_rule", "issue.part_code"}}
	bare.Issue = api.IssueDetail{Issue: api.Issue{ID: 8, State: api.IssueClosed, Severity: 9, Resolution: 77}}
	huge := issues.IssueCard{Branch: far, Rule: api.Rule{Text: api.RuleText{Text: strings.Repeat("说明 `x`\n", 2000)}}}
	huge.Issue = api.IssueDetail{Issue: farIssue(), Category: api.CategoryOther, Places: make([]api.Place, 60)}
	for i := range 9 {
		huge.Code.Lines = append(huge.Code.Lines, api.CodeLine{Number: 1_000_000 + i, Text: strings.Repeat("码", 2000)})
	}
	huge.Issue.Places[0].Line = 1_000_004
	now := overviewCard{Branch: at, now: oneOverview(), scans: api.Page[api.Scan]{Items: []api.Scan{oneScan(0)}}}
	failed := overviewCard{Branch: at, scans: api.Page[api.Scan]{Items: []api.Scan{oneScan(203)}}, missing: []string{"overview.part_now"}}
	running := overviewCard{Branch: far, now: oneOverview(), scans: api.Page[api.Scan]{Items: []api.Scan{oneScan(0)}}}
	running.scans.Items[0].Code, running.scans.Items[0].State = nil, api.ScanRunning
	screentest.Screens(t, map[string]func(command.Screen) kit.Message{
		"issues": func(s command.Screen) kit.Message { return issues.ViewIssues(s, list) },
		"issues_none": func(s command.Screen) kit.Message {
			s.Line = "issues x severity:fatal state:active"
			return issues.ViewIssues(s, issues.IssueList{Branch: at})
		},
		"issues_longest": func(s command.Screen) kit.Message {
			s.Line = "issues " + far.Word() + ` "author:` + strings.Repeat("x", 340) + `"`
			return issues.ViewIssues(s, longest)
		},
		"issue":            func(s command.Screen) kit.Message { return issues.ViewIssue(s, detail) },
		"issue_bare":       func(s command.Screen) kit.Message { return issues.ViewIssue(s, bare) },
		"issue_longest":    func(s command.Screen) kit.Message { return issues.ViewIssue(s, huge) },
		"overview":         func(s command.Screen) kit.Message { return viewOverview(s, now) },
		"overview_failed":  func(s command.Screen) kit.Message { return viewOverview(s, failed) },
		"overview_running": func(s command.Screen) kit.Message { return viewOverview(s, running) },
		"overview_never":   func(s command.Screen) kit.Message { return viewOverview(s, overviewCard{Branch: at}) },
	})
}

func BenchmarkViewIssues(b *testing.B) {
	d := issues.IssueList{Branch: screentest.UsualPlace(b), Page: api.Page[api.Issue]{Total: 206, At: screentest.Then}}
	for i := range command.PageSize {
		d.Page.Items = append(d.Page.Items, oneIssue(int64(i), api.SeverityError, "G404: Use of weak random number generator"))
	}
	screentest.BenchScreen(b, "x "+screentest.UsualPlace(b).Word(), screentest.Of(issues.ViewIssues, d))
}

func BenchmarkViewIssue(b *testing.B) {
	d := issues.IssueCard{Branch: screentest.UsualPlace(b), Issue: api.IssueDetail{Issue: oneIssue(1, api.SeverityError, "G404"), Places: []api.Place{{Line: 4}}}}
	screentest.BenchScreen(b, "x "+screentest.UsualPlace(b).Word(), screentest.Of(issues.ViewIssue, d))
}

func BenchmarkViewOverview(b *testing.B) {
	d := overviewCard{Branch: screentest.UsualPlace(b), now: oneOverview(), scans: api.Page[api.Scan]{Items: []api.Scan{oneScan(0)}}}
	screentest.BenchScreen(b, "x "+screentest.UsualPlace(b).Word(), screentest.Of(viewOverview, d))
}
