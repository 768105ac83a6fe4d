package socket

import (
	"testing"
	"time"
)

// TestRefusals: Slack refuses the credentials for good when it has refused every connection for a while. One connection
// that is open, or that fails in another way, is enough to go on.
func TestRefusals(t *testing.T) {
	start := time.Date(2026, 11, 20, 9, 0, 0, 0, time.UTC)
	type step struct {
		number  int
		refused bool
		after   time.Duration // since the start
		want    time.Duration // for how long all have been refused
	}
	for _, test := range []struct {
		name        string
		connections int
		steps       []step
	}{
		{"the only one", 1, []step{{0, true, 0, 0}, {0, true, time.Minute, time.Minute}}},
		{"one of two", 2, []step{{0, true, 0, 0}, {0, true, time.Hour, 0}}},
		{"both, one later", 2, []step{{0, true, 0, 0}, {1, true, time.Minute, 0}, {0, true, 3 * time.Minute, 2 * time.Minute}}},
		{"one recovers", 2, []step{{0, true, 0, 0}, {1, true, 0, 0}, {0, false, time.Minute, 0}, {1, true, time.Hour, 0}}},
		{"refused again", 1, []step{{0, true, 0, 0}, {0, false, time.Minute, 0}, {0, true, 2 * time.Minute, 0}, {0, true, 3 * time.Minute, time.Minute}}},
	} {
		t.Run(test.name, func(t *testing.T) {
			r := newRefusals(test.connections)
			for i, s := range test.steps {
				if !s.refused {
					r.end(s.number)
				} else if got := r.since(s.number, start.Add(s.after)); got != s.want {
					t.Errorf("step %d: refused for %v, want %v", i, got, s.want)
				}
			}
		})
	}
}
