package gate_test

import (
	"tcabot/commands/change"
	"tcabot/commands/change/changetest"
	"tcabot/commands/gate"
	"testing"
)

// TestCheck tries a gate's edges: what equals a limit is within it, and what is not known is neither.
func TestCheck(t *testing.T) {
	b := change.Delta{New: 3, Was: changetest.Mark(1, changetest.Open(0, 2, 3), 0), Now: changetest.Mark(2, changetest.Open(1, 2, 4), 0)}
	b.Now.Duplicated, b.Now.Has.Duplication = 5.004, true
	for _, tt := range []struct {
		gate            string
		failed, unknown int
	}{
		{"new=3,open=7,fatal=1,error=2,warning=4,duplication=5", 0, 0},
		{"new=2,open=6,fatal=0,error=1,warning=3,duplication=4.99", 6, 0},
		{"complex=0", 0, 1},
		{"new=0,complex=0", 1, 1},
		{"", 0, 0},
		{"open=+2,fatal=+1,error=+0,warning=+1", 0, 0},
		{"open=+1,fatal=+0,error=+0,warning=+0", 3, 0},
		{"duplication=+5,complex=+0", 0, 2},
	} {
		g, err := gate.Read(tt.gate)
		if err != nil {
			t.Fatal(err)
		}
		if r := g.Check(b); len(r.Failed) != tt.failed || r.Unknown != tt.unknown {
			t.Errorf("%s: failed %v, %d unknown", tt.gate, r.Failed, r.Unknown)
		}
	}
	nothing := change.Delta{Was: changetest.Mark(1, changetest.Open(), 0), Now: changetest.Mark(1, changetest.Open(), 0)}
	if r := (gate.Gate{{What: gate.New}, {What: gate.Open}, {What: gate.Fatal}}).Check(nothing); len(r.Failed) > 0 {
		t.Errorf("nothing is more than nothing: %v", r.Failed)
	}
	fresh := change.Delta{Now: changetest.Mark(1, changetest.Open(1), 0)}
	if r := (gate.Gate{{What: gate.New}}).Check(fresh); len(r.Failed) > 0 || r.Unknown != 1 {
		t.Errorf("what is new is not known without anything to compare with: %+v", r)
	}
}
