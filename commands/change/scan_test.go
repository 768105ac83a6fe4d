package change_test

import (
	"tcabot/api"
	"tcabot/commands/change"
	"tcabot/commands/change/changetest"
	"testing"
)

// TestSinceMark compares a scan with a former state, which may be older than the scans that TCA lists.
func TestSinceMark(t *testing.T) {
	measured := func(id int64, hoursAgo, over int) api.Scan {
		c := changetest.Counted(id, hoursAgo, changetest.Open(0, 1), changetest.Open(0, int(id)), 0, 0)
		c.Complexity = &api.ComplexityScan{Default: api.ComplexitySummary{Threshold: 20, Over: over}}
		return c
	}
	newest := []api.Scan{changetest.Waiting(9), measured(8, 1, 30), measured(7, 2, 28), measured(6, 3, 25)}
	old := changetest.Mark(3, changetest.Open(0, 1), 0)
	old.Complex, old.Has.Complexity = 11, true
	at7, _ := change.After(newest, 7)
	for _, tt := range []struct {
		name           string
		mark           change.Mark
		whole          bool
		scan           int64
		news, open     int
		complex        int
		ok, cut, known bool
	}{
		{name: "between the scans", mark: at7, whole: true, scan: 8, news: 1, open: 1, complex: 2, ok: true, known: true},
		{name: "itself", mark: at7, whole: true, scan: 7, ok: true, known: true},
		{name: "before all of them", mark: old, whole: true, scan: 8, news: 3, open: 7, complex: 19, ok: true, known: true},
		{name: "before more than are listed", mark: old, scan: 8, news: 3, open: 7, ok: true, cut: true},
		{name: "has not ended", mark: at7, whole: true, scan: 9},
		{name: "not listed", mark: at7, whole: true, scan: 5},
		{name: "no state", whole: true, scan: 8},
	} {
		d, ok := change.SinceMark(newest, tt.whole, tt.scan, tt.mark)
		if ok != tt.ok || d.New != tt.news || d.OpenChange() != tt.open || d.ComplexityChange() != tt.complex || d.Cut != tt.cut || d.Was.Has.Complexity != tt.known {
			t.Errorf("%s: ok %v, %d new, %+d open, complexity %+d, cut %v, known %v", tt.name, ok, d.New, d.OpenChange(), d.ComplexityChange(), d.Cut, d.Was.Has.Complexity)
		}
	}
}

// TestOfScan compares each scan of a history with the state before it, whatever came after.
func TestOfScan(t *testing.T) {
	running := changetest.Waiting(6)
	newest := []api.Scan{
		running,
		changetest.Counted(5, 1, changetest.Open(1), changetest.Open(2, 2), 0, 0),
		changetest.Ended(4, 2, 211),
		changetest.Counted(3, 3, changetest.Open(0, 2), changetest.Open(1, 2), 4, 0),
		changetest.Counted(2, 4, changetest.Open(1, 4), changetest.Open(1, 4), 0, 0),
	}
	for _, tt := range []struct {
		scan                    int64
		ok, first, failed       bool
		was, news, fixed, openN int
	}{
		{scan: 6},
		{scan: 7},
		{scan: 5, ok: true, was: 4, news: 1, openN: 4},
		{scan: 4, ok: true, failed: true, was: 3, openN: 3},
		{scan: 3, ok: true, was: 2, news: 2, fixed: 4, openN: 3},
		{scan: 2, ok: true, first: true, openN: 5},
	} {
		d, ok := change.OfScan(newest, tt.scan)
		if ok != tt.ok {
			t.Errorf("scan %d: ok %v", tt.scan, ok)
			continue
		}
		if d.First() != tt.first || d.LastFailed != tt.failed || d.Was.Scan != int64(tt.was) || d.New != tt.news || d.Fixed != tt.fixed || change.Sum(d.Now.Open) != tt.openN {
			t.Errorf("scan %d: first %v, failed %v, was %d, %d new, %d fixed, %d open", tt.scan, d.First(), d.LastFailed, d.Was.Scan, d.New, d.Fixed, change.Sum(d.Now.Open))
		}
	}
}
