package overview

import (
	"strings"
	"tcabot/api"
	"tcabot/commands/command"
	"tcabot/commands/gate"
	"tcabot/commands/kit"
	"tcabot/commands/locale"
	"tcabot/commands/screen/screentest"
	"tcabot/commands/verdict"
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
	lint.Scan.ID, lint.Scan.Time = 71, api.Time{Time: screentest.Then}
	lint.Current.Opened, lint.Current.Fixed = 5, 11
	lint.Current.BySeverity = api.SeverityCounts{Fatal: 1, Error: 3, Warning: 1}
	lint.Total.ByState = api.StateCounts{Active: 1206, Resolved: 38, Closed: 412}
	lint.Total.BySeverity.Fatal.Active, lint.Total.BySeverity.Error.Active = 43, 1080
	lint.Total.BySeverity.Warning.Active, lint.Total.BySeverity.Info.Active = 41, 42
	return api.Overview{
		Lint:       lint,
		Complexity: &api.ComplexityScan{Default: api.ComplexitySummary{Threshold: 20, Over: 137, OverDiff: -4}},
		Duplicate:  &api.DuplicateScan{Rate: 8.27, LinesDiff: 2740, Default: api.DuplicateSummary{VeryHigh: api.DuplicateRisk{Files: 1}}},
		Lines:      &api.LineScan{LineCounts: api.LineCounts{Code: 66_598, Comment: 6100, Total: 72_698, AddedCode: 120, DeletedCode: 20}},
	}
}

func TestOverviewViews(t *testing.T) {
	at, far := screentest.UsualPlace(t), screentest.WorstPlace(t)
	now := overviewCard{Branch: at, change: new(3), now: oneOverview(), scans: []api.Scan{oneScan(0)}}
	failed := overviewCard{Branch: at, scans: []api.Scan{oneScan(203)}, missing: []locale.Key{"overview.part_now"}}
	running := overviewCard{Branch: far, now: oneOverview(), scans: []api.Scan{oneScan(0)}}
	running.scans[0].Code, running.scans[0].State, running.scans[0].ID = nil, api.ScanRunning, 72
	since := now
	since.scans = []api.Scan{oneScan(203)}
	since.scans[0].ID = 72
	judged := now
	judged.verdict = verdict.Verdict{Site: at.Site, Ref: at.Ref, Gated: true, Gate: gate.Result{Failed: []gate.Failure{{Limit: gate.Limit{What: gate.New}, Have: 5}, {Limit: gate.Limit{What: gate.Fatal, Most: 40}, Have: 43}}}}
	judged.verdict.Delta.New = 5
	for i, severity := range []api.Severity{api.SeverityFatal, api.SeverityError, api.SeverityError} {
		judged.verdict.Worst = append(judged.verdict.Worst, verdict.Issue{Issue: api.Issue{
			ID: int64(881_000 - i), Severity: severity, Message: "Possible nil pointer dereference of the response", Author: []string{"zhangwei", "", "王芳"}[i], Path: "internal/payment/gateway/adapter/http_client.go",
		}})
	}
	passed := judged
	passed.verdict.Gate.Failed, passed.verdict.Worst = nil, nil
	passed.now.Lint = new(*now.now.Lint)
	passed.now.Lint.Current = api.LintChange{}
	partly := now
	partly.verdict.Missing = []locale.Key{"part.new_issues"}
	screentest.Screens(t, map[string]func(command.Screen) kit.Message{
		"overview/gate failed":  func(s command.Screen) kit.Message { return viewOverview(s, judged) },
		"overview/gate passed":  func(s command.Screen) kit.Message { return viewOverview(s, passed) },
		"overview/list missing": func(s command.Screen) kit.Message { return viewOverview(s, partly) },
		"overview/usual":        func(s command.Screen) kit.Message { return viewOverview(s, now) },
		"overview/failed":       func(s command.Screen) kit.Message { return viewOverview(s, failed) },
		"overview/failed_since": func(s command.Screen) kit.Message { return viewOverview(s, since) },
		"overview/running":      func(s command.Screen) kit.Message { return viewOverview(s, running) },
		"overview/never":        func(s command.Screen) kit.Message { return viewOverview(s, overviewCard{Branch: at}) },
	})
}

// TestOverviewDatesItsFigures: new issues are those of a scan that is named and dated, and it is said when that is not the
// newest one.
func TestOverviewDatesItsFigures(t *testing.T) {
	earlier := screentest.Then.Add(-26 * time.Hour)
	for _, tt := range []struct {
		name  string
		code  int // of the newest scan
		state api.ScanState
		id    int64
		older bool
	}{
		{"the newest scan", 0, api.ScanClosed, 71, false},
		{"a failed one since", 203, api.ScanClosed, 72, true},
		{"a cancelled one since", 301, api.ScanClosed, 72, true},
		{"one with nothing to scan since", 1, api.ScanClosed, 72, true},
		{"one that runs", -1, api.ScanRunning, 72, true},
		{"one that waits", -1, api.ScanWaiting, 72, true},
		{"one that stores its results", -1, api.ScanStoring, 72, true},
	} {
		for _, lang := range locale.Languages() {
			t.Run(tt.name+"/"+string(lang), func(t *testing.T) {
				newest := oneScan(tt.code)
				if newest.ID, newest.State = tt.id, tt.state; tt.state != api.ScanClosed {
					newest.Code = nil
				}
				d := overviewCard{Branch: screentest.UsualPlace(t), now: oneOverview(), scans: []api.Scan{newest}}
				d.now.Lint.Scan.Time = api.Time{Time: earlier}
				s := command.Screen{Words: locale.In(lang), Command: "/tca"}
				text := command.Plain(viewOverview(s, d).Text())
				if older := strings.Contains(text, command.Plain(s.Say("overview.older"))); older != tt.older {
					t.Errorf("says that the figures are older: %v\n%s", older, text)
				}
				if !strings.Contains(text, earlier.Format("2006-01-02 15:04")) {
					t.Errorf("the scan that found the new issues is not dated:\n%s", text)
				}
			})
		}
	}
}

func BenchmarkViewOverview(b *testing.B) {
	d := overviewCard{Branch: screentest.UsualPlace(b), now: oneOverview(), scans: []api.Scan{oneScan(0)}}
	screentest.BenchScreen(b, "x "+screentest.UsualPlace(b).Word(), screentest.Of(viewOverview, d))
}
