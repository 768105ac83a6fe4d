package scans

import (
	"strings"
	"tcabot/api"
	"tcabot/commands/command"
	"tcabot/commands/kit"
	"tcabot/commands/locale"
	"tcabot/commands/screen/screentest"
	"tcabot/commands/target"
	"testing"
)

// goodLatest is a good scan, six of whose issues people have resolved since.
func goodLatest(at target.Branch) latestCard {
	d := latestCard{Branch: at, found: true, stored: screentest.SomeLint(350, 5, 31, 2)}
	l := screentest.SomeLint(344, 5, 31, 2)
	d.scan = api.LatestScan{
		ID: 5007, JobID: 7, Time: screentest.Moments(2), Revision: "ad950a96311320fee4ecc7451de0e7e18e377883", Code: new(api.ResultCode(0)), Message: "success",
		Lint: &api.IssueSummary{Scan: l.Current, Total: l.Total}, Complexity: screentest.SomeComplexity(29, 1, 2), Duplicate: screentest.SomeDuplicate(12.34, 1200, 2),
		Lines: screentest.SomeLines(100_000, 2),
	}
	d.history, d.change = scansOfAllKinds()[2], new(-12)
	for i, name := range []string{"Eslint", "PyLint", "CppCheck"} {
		d.tools = append(d.tools, api.ToolScan{ID: int64(i), Scan: 5007, Name: name, Opened: i, ByState: api.StateCounts{Active: 60 * (i + 1)}})
	}
	return d
}

// badLatest is a scan that failed after good ones.
func badLatest(at target.Branch) latestCard {
	d := latestCard{Branch: at, found: true, stored: screentest.SomeLint(350, 5, 31, 26), tools: goodLatest(at).tools, history: scansOfAllKinds()[3]}
	d.open = api.OpenIssues{Total: 344, BySeverity: []api.OpenCount{{Severity: api.SeverityFatal, Count: 34}, {Severity: api.SeverityInfo, Count: 310}}}
	d.scan = api.LatestScan{
		ID: 5008, JobID: 8, Time: screentest.Moments(1), Revision: "fda189156150c4b11320570b3fe0a852f7826075", Code: new(api.ResultCode(203)), Label: "节点端SCM任务故障",
		Message: "代码拉取失败: fatal: Authentication failed for 'http://git.example.com/x.git/'",
	}
	return d
}

func TestLatestViews(t *testing.T) {
	at := screentest.SomePlace(t, "payments-api", "master")
	line := "latest K9fQ2mXz7Lp/bigteam#12/1200"
	running := latestCard{Branch: at, found: true, scan: api.LatestScan{ID: 5009, JobID: 9, Time: screentest.Moments(0)}, missing: []locale.Key{"latest.part_stored", "latest.part_tools"}, history: scansOfAllKinds()[0]}
	one := goodLatest(at)
	one.scan.Lint.Total, one.scan.Lint.Scan, one.stored, one.tools = api.LintTotal{ByState: api.StateCounts{Active: 1}}, api.LintChange{Opened: 1}, nil, nil
	one.scan.Complexity, one.scan.Duplicate = nil, nil
	old := goodLatest(at) // whose issues were found again since
	old.revision, old.tools, old.history = old.scan.Revision, nil, api.Scan{}
	old.stored = screentest.SomeLint(350, 12, 12, 400)
	old.scan.Lint.Scan.Opened, old.scan.Lint.Scan.Fixed = 10, 6
	worst := goodLatest(screentest.WorstPlace(t))
	worst.scan.Code, worst.scan.Message, worst.scan.Revision = new(api.ResultCode(999)), screentest.WorstText, strings.Repeat("f", 200)
	huge := screentest.SomeLint(9_999_999, 1_234_567, 7_654_321, 2)
	worst.scan.Lint = &api.IssueSummary{Scan: huge.Current, Total: huge.Total}
	for range 20 {
		worst.tools = append(worst.tools, api.ToolScan{Name: strings.Repeat("工具", 64), ByState: huge.Total.ByState, Opened: 1_234_567})
	}
	var all []screentest.Case
	for _, one := range []struct {
		name string
		card latestCard
	}{
		{"latest/good", goodLatest(at)},
		{"latest/failed", badLatest(at)},
		{"latest/running", running},
		{"latest/one", one},
		{"latest/never", latestCard{Branch: at}},
		{"latest/revision", old},
		{"latest/no_revision", latestCard{Branch: at, revision: "<!here>" + strings.Repeat("f", 60)}},
		{"latest/longest", worst},
	} {
		all = append(all, screentest.Case{Name: one.name, Screen: command.Screen{Line: line}, View: func(s command.Screen) kit.Message { return viewLatest(s, one.card) }})
	}
	screentest.Check(t, all)
}

func BenchmarkViewLatest(b *testing.B) {
	d := goodLatest(screentest.SomePlace(b, "payments-api", "master"))
	screentest.BenchScreen(b, "latest K9fQ2mXz7Lp/bigteam#12/1200", func(s command.Screen) kit.Message { return viewLatest(s, d) })
}
