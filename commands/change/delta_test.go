package change_test

import (
	"slices"
	"tcabot/api"
	"tcabot/commands/change"
	"tcabot/commands/change/changetest"
	"tcabot/commands/screen/screentest"
	"testing"
)

// TestBetween compares hand-made histories, newest first, with marks.
func TestBetween(t *testing.T) {
	history := []api.Scan{
		changetest.Counted(14, 2, changetest.Open(0, 1), changetest.Open(1, 5, 4), 3, 2),
		changetest.Ended(13, 10, 211),
		changetest.Counted(12, 12, changetest.Open(1, 1, 2), changetest.Open(1, 4, 7), 1, 1),
		changetest.Counted(11, 30, changetest.Open(0, 2), changetest.Open(0, 3, 5), 0, 1),
		changetest.Counted(10, 54, changetest.Open(0, 1, 5), changetest.Open(0, 1, 5), 0, 0),
	}
	partless := slices.Clone(history)
	partless[0] = changetest.Ended(14, 2, 1)
	for _, tt := range []struct {
		name  string
		scans []api.Scan
		part  bool // the scans do not reach back to the mark
		mark  change.Mark
		told  []api.Severity

		opened                          api.SeverityCounts
		news, fixed, resolved, reopened int
		open, change, failed            int
		lastFailed, first, changed, cut bool
		scan                            int64 // of the new mark
	}{
		{
			name: "several scans since the mark", scans: history, mark: changetest.Mark(11, changetest.Open(0, 3, 5), 1),
			opened: changetest.Open(1, 2, 2), news: 5, fixed: 4, resolved: 1, reopened: 2, open: 10, change: 2, failed: 1, changed: true, scan: 14,
		},
		{
			name: "one", scans: history, mark: changetest.Mark(13, changetest.Open(1, 4, 7), 1),
			opened: changetest.Open(0, 1), news: 1, fixed: 3, resolved: 1, reopened: 1, open: 10, change: -2, changed: true, scan: 14,
		},
		{name: "none", scans: history, mark: changetest.Mark(14, changetest.Open(1, 5, 4), 2), open: 10, scan: 14},
		{
			name: "severities", scans: history, mark: changetest.Mark(11, changetest.Open(0, 3, 5), 1), told: []api.Severity{api.SeverityFatal, api.SeverityError},
			opened: changetest.Open(1, 2), news: 3, fixed: 4, resolved: 1, reopened: 2, open: 10, change: 2, failed: 1, changed: true, scan: 14,
		},
		{
			name: "of a severity none is new", scans: history, mark: changetest.Mark(13, changetest.Open(1, 4, 7), 1), told: []api.Severity{api.SeverityFatal},
			fixed: 3, resolved: 1, reopened: 1, open: 10, change: -2, changed: true, scan: 14,
		},
		{
			name: "no mark", scans: history,
			opened: changetest.Open(1, 2, 2), news: 5, fixed: 4, resolved: 1, reopened: 2, open: 10, change: 2, failed: 1, changed: true, scan: 14,
		},
		{name: "no mark, nothing older than a day", scans: history[:3], open: 10, failed: 1, first: true, changed: true, scan: 14},
		{
			name: "no mark, older ones failed", scans: []api.Scan{history[0], changetest.Ended(11, 30, 211), changetest.Ended(10, 54, 211)},
			open: 10, first: true, changed: true, scan: 14,
		},
		{name: "no mark, never scanned"},
		{name: "mark, scans are gone", mark: changetest.Mark(9, changetest.Open(1, 1), 0), open: 2, scan: 9},
		{
			name: "mark of a scan that no longer exists", scans: history[:3], mark: changetest.Mark(11, changetest.Open(0, 3, 5), 1),
			opened: changetest.Open(1, 2, 2), news: 5, fixed: 4, resolved: 1, reopened: 2, open: 10, change: 2, failed: 1, changed: true, scan: 14,
		},
		{name: "mark newer than every scan", scans: history, mark: changetest.Mark(5000, changetest.Open(1, 5, 4), 2), open: 10, scan: 14},
		{
			name: "mark older than what was looked at", scans: history, part: true, mark: changetest.Mark(3, changetest.Open(0, 3, 5), 0),
			opened: changetest.Open(1, 5, 7), news: 13, fixed: 4, resolved: 2, open: 10, change: 2, failed: 1, changed: true, cut: true, scan: 14,
		},
		{
			name: "failures alone", scans: []api.Scan{changetest.Ended(13, 1, 211), changetest.Ended(12, 2, 203), history[3]}, mark: changetest.Mark(11, changetest.Open(0, 3, 5), 1),
			open: 8, failed: 2, lastFailed: true, changed: true, scan: 13,
		},
		{name: "called off is no failure", scans: []api.Scan{changetest.Ended(13, 1, 301), history[3]}, mark: changetest.Mark(11, changetest.Open(0, 3, 5), 1), open: 8, scan: 13},
		{name: "a scan without issues counted", scans: partless, mark: changetest.Mark(12, changetest.Open(1, 4, 7), 1), open: 12, failed: 1, changed: true, scan: 14},
		{name: "nothing to scan", scans: []api.Scan{changetest.Ended(12, 1, 1), history[3]}, mark: changetest.Mark(11, changetest.Open(0, 3, 5), 1), open: 8, scan: 12},
		{
			name: "first counted since", scans: history[:3], mark: change.Mark{Project: 7, Scan: 9},
			opened: changetest.Open(0, 1), news: 1, fixed: 3, resolved: 1, reopened: 1, open: 10, change: -2, failed: 1, first: true, changed: true, scan: 14,
		},
		{name: "under way", scans: append([]api.Scan{changetest.Waiting(15)}, history...), mark: changetest.Mark(14, changetest.Open(1, 5, 4), 2), open: 10, scan: 14},
		{
			name: "only by people", scans: []api.Scan{changetest.Counted(15, 1, changetest.Open(), changetest.Open(0, 3), 0, 4)}, mark: changetest.Mark(14, changetest.Open(0, 5), 2),
			resolved: 2, open: 3, change: -2, changed: true, scan: 15,
		},
	} {
		t.Run(tt.name, func(t *testing.T) {
			tt.mark.Project = 7
			d := change.Between(tt.scans, !tt.part, tt.mark, tt.told, screentest.Then)
			if d.Opened != tt.opened || d.New != tt.news || d.Fixed != tt.fixed {
				t.Errorf("new %+v = %d, fixed %d", d.Opened, d.New, d.Fixed)
			}
			if d.ResolvedChange() != tt.resolved || d.Reopened() != tt.reopened || change.Sum(d.Now.Open) != tt.open || d.OpenChange() != tt.change {
				t.Errorf("resolved %d, reopened %d, open %d (%+d)", d.ResolvedChange(), d.Reopened(), change.Sum(d.Now.Open), d.OpenChange())
			}
			if d.Failed != tt.failed || d.LastFailed != tt.lastFailed || d.First() != tt.first || d.Changed(true) != tt.changed || d.Cut != tt.cut {
				t.Errorf("failed %d, last %v, first %v, changed %v, cut %v", d.Failed, d.LastFailed, d.First(), d.Changed(true), d.Cut)
			}
			if d.Now.Scan != tt.scan || d.Now.Project != 7 {
				t.Errorf("mark of %d at %d", d.Now.Project, d.Now.Scan)
			}
		})
	}
}

// TestSeverityChange checks that a report tells the change of each severity as well as of all.
func TestSeverityChange(t *testing.T) {
	d := change.Between([]api.Scan{changetest.Counted(12, 1, changetest.Open(1), changetest.Open(3, 1), 2, 0)}, true, changetest.Mark(11, changetest.Open(2, 3), 0), nil, screentest.Then)
	if d.Now.Open != changetest.Open(3, 1) || d.Was.Open != changetest.Open(2, 3) || d.OpenChange() != -1 || d.Reopened() != 0 {
		t.Errorf("from %+v to %+v, %+d, reopened %d", d.Was.Open, d.Now.Open, d.OpenChange(), d.Reopened())
	}
	if d.Since != screentest.Moments(0).Time && !d.Since.IsZero() {
		t.Errorf("since %v, and TCA no longer has that scan", d.Since)
	}
}

// TestMetrics compares the metrics, each where both sides know it.
func TestMetrics(t *testing.T) {
	measured := func(id int64, over int, rate float64, code int) api.Scan {
		c := changetest.Ended(id, 1, 0)
		c.Complexity, c.Duplicate, c.Lines = screentest.SomeComplexity(over, 0, 1), screentest.SomeDuplicate(rate, 0, 1), screentest.SomeLines(code, 1)
		return c
	}
	all := change.MarkParts{Complexity: true, Duplication: true, Lines: true}
	for _, tt := range []struct {
		name    string
		mark    change.Mark
		complex int
		rate    float64
		lines   int
	}{
		{"all known", change.Mark{Scan: 5, Complex: 30, Duplicated: 12.5, Code: 900, Has: all}, -1, -0.2, 100},
		{"one known", change.Mark{Scan: 5, Complex: 30, Has: change.MarkParts{Complexity: true}}, -1, 0, 0},
		{"less than is written", change.Mark{Scan: 5, Complex: 29, Duplicated: 12.3449, Code: 1000, Has: all}, 0, 0, 0},
		{"none known", change.Mark{Scan: 5}, 0, 0, 0},
	} {
		t.Run(tt.name, func(t *testing.T) {
			d := change.Between([]api.Scan{measured(6, 29, 12.3401, 1000)}, true, tt.mark, nil, screentest.Then)
			if d.ComplexityChange() != tt.complex || d.DuplicationChange() != tt.rate || d.LinesChange() != tt.lines {
				t.Errorf("got %d, %v, %d", d.ComplexityChange(), d.DuplicationChange(), d.LinesChange())
			}
			if want := tt.complex != 0 || tt.lines != 0; d.Changed(true) != want || d.Changed(false) {
				t.Errorf("changed %v; where metrics are not told, %v", d.Changed(true), d.Changed(false))
			}
		})
	}
	t.Run("kept from the mark", func(t *testing.T) {
		mark := change.Mark{Scan: 5, Complex: 30, Duplicated: 12.5, Code: 900, Has: all}
		d := change.Between([]api.Scan{changetest.Ended(6, 1, 211)}, true, mark, nil, screentest.Then)
		if want := (change.Mark{Scan: 6, Complex: 30, Duplicated: 12.5, Code: 900, Has: all}); d.Now != want {
			t.Errorf("got %+v", d.Now)
		}
	})
}

// TestBetweenComparesLikeComplexity: when a scheme gets another threshold, the functions over it are compared with those that
// were over it before, or with nothing.
func TestBetweenComparesLikeComplexity(t *testing.T) {
	at := func(id int64, hoursAgo, def, own int) api.Scan {
		c := changetest.Ended(id, hoursAgo, 0)
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
		{"only the newest measured it", []api.Scan{at(2, 2, 85, 115), changetest.Ended(1, 30, 0)}, 90, 25, false},
		{"none since", []api.Scan{changetest.Ended(2, 2, 0), at(1, 30, 58, 90)}, 90, 0, false},
	} {
		t.Run(tt.name, func(t *testing.T) {
			mark := change.Mark{Scan: 1, Complex: tt.mark, Has: change.MarkParts{Complexity: true}}
			d := change.Between(tt.scans, true, mark, nil, screentest.Then)
			if got := d.ComplexityChange(); got != tt.want || d.Was.Has.Complexity == tt.unsure {
				t.Errorf("%+d, compared %v, want %+d", got, d.Was.Has.Complexity, tt.want)
			}
		})
	}
}
