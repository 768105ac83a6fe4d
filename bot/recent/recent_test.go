package recent_test

import (
	"strconv"
	"sync"
	"sync/atomic"
	"tcabot/bot/recent"
	"testing"
	"testing/synctest"
	"time"
)

// TestLife: what was seen is remembered for the whole life, whenever that began, and not for ever.
func TestLife(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		for _, wait := range []time.Duration{0, 3 * time.Second, 9 * time.Second, 15 * time.Second, time.Minute} {
			s := recent.NewSet(10 * time.Second)
			time.Sleep(wait) // of the bubble's clock
			for _, step := range []struct {
				after time.Duration
				first bool
			}{{0, true}, {0, false}, {5 * time.Second, false}, {4999 * time.Millisecond, false}, {11 * time.Second, true}, {25 * time.Second, true}} {
				time.Sleep(step.after)
				if got := s.First("E1"); got != step.first {
					t.Errorf("begun %v later, after %v more: first %t", wait, step.after, got)
				}
			}
		}
	})
}

// TestOnce: of many who see the same at once, one is the first.
func TestOnce(t *testing.T) {
	m := recent.NewMap[string, int64](time.Minute)
	var made atomic.Int64
	var all sync.WaitGroup
	for i := range 1000 {
		all.Go(func() {
			if got, _ := m.GetOrAdd(strconv.Itoa(i%10), func() int64 { return made.Add(1) }); got < 1 || got > 10 {
				t.Errorf("got %d", got)
			}
		})
	}
	all.Wait()
	if n := made.Load(); n != 10 {
		t.Errorf("%d were made, want 10", n)
	}
}

// TestSetForgets: what is remembered of a stream does not grow with its length.
func TestSetForgets(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := recent.NewSet(time.Second)
		for i := range 5000 {
			if !s.First(strconv.Itoa(i)) {
				t.Fatalf("%d was seen before", i)
			}
			time.Sleep(10 * time.Millisecond)
		}
		if !s.First("0") || s.First("4999") {
			t.Error("the first is remembered, or the last is not")
		}
	})
}
