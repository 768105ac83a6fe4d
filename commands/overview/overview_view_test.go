package overview

import (
	"tcabot/api"
	"tcabot/commands/command"
	"tcabot/commands/kit"
	"tcabot/commands/locale"
	"tcabot/commands/screen/screentest"
	"testing"
	"time"
)

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

func TestOverviewViews(t *testing.T) {
	at, far := screentest.UsualPlace(t), screentest.WorstPlace(t)
	now := overviewCard{Branch: at, change: new(3), now: oneOverview(), scans: api.Page[api.Scan]{Items: []api.Scan{oneScan(0)}}}
	failed := overviewCard{Branch: at, scans: api.Page[api.Scan]{Items: []api.Scan{oneScan(203)}}, missing: []locale.Key{"overview.part_now"}}
	running := overviewCard{Branch: far, now: oneOverview(), scans: api.Page[api.Scan]{Items: []api.Scan{oneScan(0)}}}
	running.scans.Items[0].Code, running.scans.Items[0].State = nil, api.ScanRunning
	screentest.Screens(t, map[string]func(command.Screen) kit.Message{
		"overview/usual":   func(s command.Screen) kit.Message { return viewOverview(s, now) },
		"overview/failed":  func(s command.Screen) kit.Message { return viewOverview(s, failed) },
		"overview/running": func(s command.Screen) kit.Message { return viewOverview(s, running) },
		"overview/never":   func(s command.Screen) kit.Message { return viewOverview(s, overviewCard{Branch: at}) },
	})
}

func BenchmarkViewOverview(b *testing.B) {
	d := overviewCard{Branch: screentest.UsualPlace(b), now: oneOverview(), scans: api.Page[api.Scan]{Items: []api.Scan{oneScan(0)}}}
	screentest.BenchScreen(b, "x "+screentest.UsualPlace(b).Word(), screentest.Of(viewOverview, d))
}
