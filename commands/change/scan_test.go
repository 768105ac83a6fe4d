package change_test

import (
	"tcabot/api"
	"tcabot/commands/change"
	"tcabot/commands/change/changetest"
	"testing"
)

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
