package digest

import (
	"slices"
	"tcabot/api"
	"tcabot/commands/screen/screentest"
	"testing"
)

// counted is a good scan that found new issues and counted what is open.
func counted(id int64, hoursAgo int, opened, open api.SeverityCounts, fixed, resolved int) api.Scan {
	l := &api.LintScan{Opened: sum(opened), Fixed: fixed, Current: api.LintChange{Opened: sum(opened), Fixed: fixed, BySeverity: opened}}
	l.Total.ByState = api.StateCounts{Active: sum(open), Resolved: resolved}
	l.Total.BySeverity.Fatal.Active, l.Total.BySeverity.Error.Active = open.Fatal, open.Error
	l.Total.BySeverity.Warning.Active, l.Total.BySeverity.Info.Active = open.Warning, open.Info
	return api.Scan{ID: id, Time: screentest.Moments(hoursAgo), State: api.ScanClosed, Code: new(api.ResultCode(0)), Lint: l}
}

func ended(id int64, hoursAgo int, code api.ResultCode) api.Scan {
	return api.Scan{ID: id, Time: screentest.Moments(hoursAgo), State: api.ScanClosed, Code: new(code)}
}

func waiting(id int64) api.Scan {
	return api.Scan{ID: id, Time: screentest.Moments(0), Created: screentest.Moments(0), State: api.ScanWaiting}
}

// sev counts fatal, error, warning and info.
func sev(counts ...int) api.SeverityCounts {
	counts = append(counts, 0, 0, 0, 0)
	return api.SeverityCounts{Fatal: counts[0], Error: counts[1], Warning: counts[2], Info: counts[3]}
}

func markOf(scan int64, open api.SeverityCounts, resolved int) Mark {
	return Mark{Project: 7, Scan: scan, Open: open, Resolved: resolved, Has: MarkParts{Lint: true}}
}

// TestDigestDelta compares hand-made histories, newest first, with marks.
func TestDigestDelta(t *testing.T) {
	history := []api.Scan{
		counted(14, 2, sev(0, 1), sev(1, 5, 4), 3, 2),
		ended(13, 10, 211),
		counted(12, 12, sev(1, 1, 2), sev(1, 4, 7), 1, 1),
		counted(11, 30, sev(0, 2), sev(0, 3, 5), 0, 1),
		counted(10, 54, sev(0, 1, 5), sev(0, 1, 5), 0, 0),
	}
	partless := slices.Clone(history)
	partless[0] = ended(14, 2, 1)
	for _, tt := range []struct {
		name  string
		scans []api.Scan
		part  bool // the scans do not reach back to the mark
		mark  Mark
		told  []api.Severity

		opened                          api.SeverityCounts
		news, fixed, resolved, reopened int
		open, change, failed            int
		lastFailed, first, changed, cut bool
		scan                            int64 // of the new mark
	}{
		{
			name: "several scans since the mark", scans: history, mark: markOf(11, sev(0, 3, 5), 1),
			opened: sev(1, 2, 2), news: 5, fixed: 4, resolved: 1, reopened: 2, open: 10, change: 2, failed: 1, changed: true, scan: 14,
		},
		{
			name: "one", scans: history, mark: markOf(13, sev(1, 4, 7), 1),
			opened: sev(0, 1), news: 1, fixed: 3, resolved: 1, reopened: 1, open: 10, change: -2, changed: true, scan: 14,
		},
		{name: "none", scans: history, mark: markOf(14, sev(1, 5, 4), 2), open: 10, scan: 14},
		{
			name: "severities", scans: history, mark: markOf(11, sev(0, 3, 5), 1), told: []api.Severity{api.SeverityFatal, api.SeverityError},
			opened: sev(1, 2), news: 3, fixed: 4, resolved: 1, reopened: 2, open: 10, change: 2, failed: 1, changed: true, scan: 14,
		},
		{
			name: "of a severity none is new", scans: history, mark: markOf(13, sev(1, 4, 7), 1), told: []api.Severity{api.SeverityFatal},
			fixed: 3, resolved: 1, reopened: 1, open: 10, change: -2, changed: true, scan: 14,
		},
		{
			name: "no mark", scans: history,
			opened: sev(1, 2, 2), news: 5, fixed: 4, resolved: 1, reopened: 2, open: 10, change: 2, failed: 1, changed: true, scan: 14,
		},
		{name: "no mark, nothing older than a day", scans: history[:3], open: 10, failed: 1, first: true, changed: true, scan: 14},
		{
			name: "no mark, older ones failed", scans: []api.Scan{history[0], ended(11, 30, 211), ended(10, 54, 211)},
			open: 10, first: true, changed: true, scan: 14,
		},
		{name: "no mark, never scanned"},
		{name: "mark, scans are gone", mark: markOf(9, sev(1, 1), 0), open: 2, scan: 9},
		{
			name: "mark of a scan that no longer exists", scans: history[:3], mark: markOf(11, sev(0, 3, 5), 1),
			opened: sev(1, 2, 2), news: 5, fixed: 4, resolved: 1, reopened: 2, open: 10, change: 2, failed: 1, changed: true, scan: 14,
		},
		{name: "mark newer than every scan", scans: history, mark: markOf(5000, sev(1, 5, 4), 2), open: 10, scan: 14},
		{
			name: "mark older than what was looked at", scans: history, part: true, mark: markOf(3, sev(0, 3, 5), 0),
			opened: sev(1, 5, 7), news: 13, fixed: 4, resolved: 2, open: 10, change: 2, failed: 1, changed: true, cut: true, scan: 14,
		},
		{
			name: "failures alone", scans: []api.Scan{ended(13, 1, 211), ended(12, 2, 203), history[3]}, mark: markOf(11, sev(0, 3, 5), 1),
			open: 8, failed: 2, lastFailed: true, changed: true, scan: 13,
		},
		{name: "called off is no failure", scans: []api.Scan{ended(13, 1, 301), history[3]}, mark: markOf(11, sev(0, 3, 5), 1), open: 8, scan: 13},
		{name: "a scan without issues counted", scans: partless, mark: markOf(12, sev(1, 4, 7), 1), open: 12, failed: 1, changed: true, scan: 14},
		{name: "nothing to scan", scans: []api.Scan{ended(12, 1, 1), history[3]}, mark: markOf(11, sev(0, 3, 5), 1), open: 8, scan: 12},
		{
			name: "first counted since", scans: history[:3], mark: Mark{Project: 7, Scan: 9},
			opened: sev(0, 1), news: 1, fixed: 3, resolved: 1, reopened: 1, open: 10, change: -2, failed: 1, first: true, changed: true, scan: 14,
		},
		{name: "under way", scans: append([]api.Scan{waiting(15)}, history...), mark: markOf(14, sev(1, 5, 4), 2), open: 10, scan: 14},
		{
			name: "only by people", scans: []api.Scan{counted(15, 1, sev(), sev(0, 3), 0, 4)}, mark: markOf(14, sev(0, 5), 2),
			resolved: 2, open: 3, change: -2, changed: true, scan: 15,
		},
	} {
		t.Run(tt.name, func(t *testing.T) {
			tt.mark.Project = 7
			d := deltaOf(tt.scans, !tt.part, tt.mark, tt.told, screentest.Then)
			if d.opened != tt.opened || d.news != tt.news || d.fixed != tt.fixed {
				t.Errorf("new %+v = %d, fixed %d", d.opened, d.news, d.fixed)
			}
			if d.resolved() != tt.resolved || d.reopened() != tt.reopened || sum(d.now.Open) != tt.open || d.open() != tt.change {
				t.Errorf("resolved %d, reopened %d, open %d (%+d)", d.resolved(), d.reopened(), sum(d.now.Open), d.open())
			}
			if d.failed != tt.failed || d.lastFailed != tt.lastFailed || d.first() != tt.first || d.changed(true) != tt.changed || d.cut != tt.cut {
				t.Errorf("failed %d, last %v, first %v, changed %v, cut %v", d.failed, d.lastFailed, d.first(), d.changed(true), d.cut)
			}
			if d.now.Scan != tt.scan || d.now.Project != 7 {
				t.Errorf("mark of %d at %d", d.now.Project, d.now.Scan)
			}
		})
	}
}

// TestDigestSeverityChange checks that a report tells the change of each severity as well as of all.
func TestDigestSeverityChange(t *testing.T) {
	d := deltaOf([]api.Scan{counted(12, 1, sev(1), sev(3, 1), 2, 0)}, true, markOf(11, sev(2, 3), 0), nil, screentest.Then)
	if d.now.Open != sev(3, 1) || d.was.Open != sev(2, 3) || d.open() != -1 || d.reopened() != 0 {
		t.Errorf("from %+v to %+v, %+d, reopened %d", d.was.Open, d.now.Open, d.open(), d.reopened())
	}
	if d.since != screentest.Moments(0).Time && !d.since.IsZero() {
		t.Errorf("since %v, and TCA no longer has that scan", d.since)
	}
}

// TestDigestMetrics compares the metrics, each where both sides know it.
func TestDigestMetrics(t *testing.T) {
	measured := func(id int64, over int, rate float64, code int) api.Scan {
		c := ended(id, 1, 0)
		c.Complexity, c.Duplicate, c.Lines = screentest.SomeComplexity(over, 0, 1), screentest.SomeDuplicate(rate, 0, 1), screentest.SomeLines(code, 1)
		return c
	}
	all := MarkParts{Complexity: true, Duplication: true, Lines: true}
	for _, tt := range []struct {
		name    string
		mark    Mark
		complex int
		rate    float64
		lines   int
	}{
		{"all known", Mark{Scan: 5, Complex: 30, Duplicated: 12.5, Code: 900, Has: all}, -1, -0.2, 100},
		{"one known", Mark{Scan: 5, Complex: 30, Has: MarkParts{Complexity: true}}, -1, 0, 0},
		{"less than is written", Mark{Scan: 5, Complex: 29, Duplicated: 12.3449, Code: 1000, Has: all}, 0, 0, 0},
		{"none known", Mark{Scan: 5}, 0, 0, 0},
	} {
		t.Run(tt.name, func(t *testing.T) {
			d := deltaOf([]api.Scan{measured(6, 29, 12.3401, 1000)}, true, tt.mark, nil, screentest.Then)
			if d.complexity() != tt.complex || d.duplication() != tt.rate || d.lines() != tt.lines {
				t.Errorf("got %d, %v, %d", d.complexity(), d.duplication(), d.lines())
			}
			if want := tt.complex != 0 || tt.lines != 0; d.changed(true) != want || d.changed(false) {
				t.Errorf("changed %v; where metrics are not told, %v", d.changed(true), d.changed(false))
			}
		})
	}
	t.Run("kept from the mark", func(t *testing.T) {
		mark := Mark{Scan: 5, Complex: 30, Duplicated: 12.5, Code: 900, Has: all}
		d := deltaOf([]api.Scan{ended(6, 1, 211)}, true, mark, nil, screentest.Then)
		if want := (Mark{Scan: 6, Complex: 30, Duplicated: 12.5, Code: 900, Has: all}); d.now != want {
			t.Errorf("got %+v", d.now)
		}
	})
}

// TestDigestGate tries a gate's edges: what equals a limit is within it, and what is not known is neither.
func TestDigestGate(t *testing.T) {
	b := branchNews{delta: delta{news: 3, was: markOf(1, sev(), 0), now: markOf(2, sev(1, 2, 4), 0)}}
	b.now.Duplicated, b.now.Has.Duplication = 5.004, true
	for _, tt := range []struct {
		gate            string
		failed, unknown int
	}{
		{"new=3,open=7,fatal=1,error=2,warning=4,duplication=5", 0, 0},
		{"new=2,open=6,fatal=0,error=1,warning=3,duplication=4.99", 6, 0},
		{"complex=0", 0, 1},
		{"new=0,complex=0", 1, 1},
		{"", 0, 0},
	} {
		g, err := ReadGate(tt.gate)
		if err != nil {
			t.Fatal(err)
		}
		if failed, unknown := g.check(b); len(failed) != tt.failed || unknown != tt.unknown {
			t.Errorf("%s: failed %v, %d unknown", tt.gate, failed, unknown)
		}
	}
	nothing := branchNews{delta: delta{was: markOf(1, sev(), 0), now: markOf(1, sev(), 0)}}
	if failed, _ := (Gate{{GateNew, 0}, {GateOpen, 0}, {GateFatal, 0}}).check(nothing); len(failed) > 0 {
		t.Errorf("nothing is more than nothing: %v", failed)
	}
	fresh := branchNews{delta: delta{now: markOf(1, sev(1), 0)}}
	if failed, unknown := (Gate{{GateNew, 0}}).check(fresh); len(failed) > 0 || unknown != 1 {
		t.Errorf("what is new is not known without anything to compare with: %v, %d", failed, unknown)
	}
}

// TestDeltaComparesLikeComplexity: when a scheme gets another threshold, the functions over it are compared with those that
// were over it before, or with nothing.
func TestDeltaComparesLikeComplexity(t *testing.T) {
	at := func(id int64, hoursAgo, def, own int) api.Scan {
		c := ended(id, hoursAgo, 0)
		c.Complexity = &api.ComplexityScan{Default: api.ComplexitySummary{Threshold: 20, Over: def}}
		if own != 0 {
			c.Complexity.Custom = &api.ComplexitySummary{Threshold: 15, Over: own}
		}
		return c
	}
	other := at(2, 2, 85, 115)
	other.Complexity.Custom.Threshold = 10
	for _, tt := range []struct {
		name   string
		scans  []api.Scan // newest first
		mark   int
		want   int
		unsure bool
	}{
		{"no threshold of its own", []api.Scan{at(2, 2, 85, 0), at(1, 30, 58, 0)}, 58, 27, false},
		{"always one", []api.Scan{at(2, 2, 85, 115), at(1, 30, 58, 90)}, 90, 25, false},
		{"one since: nothing to compare with", []api.Scan{at(2, 2, 85, 115), at(1, 30, 58, 0)}, 58, 0, true},
		{"no longer one: the default was counted", []api.Scan{at(2, 2, 85, 0), at(1, 30, 58, 90)}, 90, 27, false},
		{"another one", []api.Scan{other, at(1, 30, 58, 90)}, 90, 0, true},
		{"only the newest measured it", []api.Scan{at(2, 2, 85, 115), ended(1, 30, 0)}, 90, 25, false},
		{"none since", []api.Scan{ended(2, 2, 0), at(1, 30, 58, 90)}, 90, 0, false},
	} {
		t.Run(tt.name, func(t *testing.T) {
			mark := Mark{Scan: 1, Complex: tt.mark, Has: MarkParts{Complexity: true}}
			d := deltaOf(tt.scans, true, mark, nil, screentest.Then)
			if got := d.complexity(); got != tt.want || d.was.Has.Complexity == tt.unsure {
				t.Errorf("%+d, compared %v, want %+d", got, d.was.Has.Complexity, tt.want)
			}
		})
	}
}
