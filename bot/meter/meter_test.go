package meter_test

import (
	"sync"
	"tcabot/bot/meter"
	"testing"
	"time"
)

func TestTimers(t *testing.T) {
	t.Parallel()
	var timers meter.Timers[string]
	var all sync.WaitGroup
	for range 8 {
		all.Go(func() {
			for _, took := range []time.Duration{0, 5 * time.Millisecond, 6 * time.Millisecond, 3 * time.Second, time.Minute} {
				timers.Add("ack", took)
			}
		})
	}
	all.Wait()
	got := timers.Times()["ack"]
	if got.Count != 40 || got.Sum != 8*(11*time.Millisecond+63*time.Second) {
		t.Errorf("%d events took %v", got.Count, got.Sum)
	}
	for bound, want := range map[time.Duration]uint64{5 * time.Millisecond: 16, 10 * time.Millisecond: 24, time.Second: 24, 3 * time.Second: 32, 30 * time.Second: 32} {
		if got.Within[bound] != want {
			t.Errorf("%d took at most %v, want %d", got.Within[bound], bound, want)
		}
	}
}

func TestCounts(t *testing.T) {
	t.Parallel()
	var counts meter.Counts[string]
	if len(counts.Counts()) > 0 {
		t.Error("counted nothing, and says something")
	}
	counts.Add("a")
	counts.Add("a")
	counts.Add("b")
	if got := counts.Counts(); len(got) != 2 || got["a"] != 2 || got["b"] != 1 {
		t.Errorf("counted %v", got)
	}
}

// TestAddAllocates nothing: meters stand on the way of every answer.
func TestAddAllocates(t *testing.T) {
	var timers meter.Timers[[2]string]
	var counts meter.Counts[[2]string]
	key := [2]string{"slash", "answered"}
	add := func() {
		timers.Add(key, time.Millisecond)
		counts.Add(key)
	}
	add()
	if n := testing.AllocsPerRun(100, add); n > 0 {
		t.Errorf("%.0f allocations", n)
	}
}
