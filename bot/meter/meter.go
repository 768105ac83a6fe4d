// Package meter counts and times what the parts of the bot do. It knows no monitoring system: a part has meters, says in a
// method Stats what they show, and bot/monitor reports that. The zero value of every meter is ready to use, and all of them
// are safe for concurrent use.
package meter

import (
	"maps"
	"sync"
	"sync/atomic"
	"time"
)

// bounds are the upper bounds of the groups in which a Timer counts. Three seconds are what Slack waits for an
// acknowledgement.
var bounds = [...]time.Duration{
	5 * time.Millisecond, 10 * time.Millisecond, 25 * time.Millisecond, 50 * time.Millisecond, 100 * time.Millisecond, 250 * time.Millisecond,
	500 * time.Millisecond, time.Second, 3 * time.Second, 5 * time.Second, 10 * time.Second, 15 * time.Second, 30 * time.Second,
}

// Timer counts events by how long they took.
type Timer struct {
	groups [len(bounds) + 1]atomic.Uint64 // the last one is of what took longer than all bounds
	sum    atomic.Int64
}

// Add counts an event.
func (t *Timer) Add(took time.Duration) {
	group := 0
	for group < len(bounds) && took > bounds[group] {
		group++
	}
	t.groups[group].Add(1)
	t.sum.Add(int64(took))
}

// Times are what a Timer counted.
type Times struct {
	Count  uint64
	Sum    time.Duration
	Within map[time.Duration]uint64 // how many took at most so long
}

// Times returns what was counted so far.
func (t *Timer) Times() Times {
	s := Times{Sum: time.Duration(t.sum.Load()), Within: make(map[time.Duration]uint64, len(bounds))}
	for group := range t.groups {
		s.Count += t.groups[group].Load()
		if group < len(bounds) {
			s.Within[bounds[group]] = s.Count
		}
	}
	return s
}

// Timers are a Timer for each key. Keys are words of the program, never text from outside, so that there are few.
type Timers[K comparable] struct{ all table[K, Timer] }

// Add counts an event.
func (t *Timers[K]) Add(key K, took time.Duration) { t.all.at(key).Add(took) }

// Times returns what was counted so far.
func (t *Timers[K]) Times() map[K]Times {
	times := map[K]Times{}
	for key, timer := range t.all.copied() {
		times[key] = timer.Times()
	}
	return times
}

// Counts are a count for each key. Keys are words of the program, never text from outside, so that there are few.
type Counts[K comparable] struct{ all table[K, atomic.Int64] }

// Add counts an event.
func (c *Counts[K]) Add(key K) { c.all.at(key).Add(1) }

// Counts returns what was counted so far.
func (c *Counts[K]) Counts() map[K]int64 {
	counts := map[K]int64{}
	for key, n := range c.all.copied() {
		counts[key] = n.Load()
	}
	return counts
}

// table makes a value for each key when it is first asked for.
type table[K comparable, V any] struct {
	mu  sync.RWMutex
	all map[K]*V
}

func (t *table[K, V]) at(key K) *V {
	t.mu.RLock()
	v := t.all[key]
	t.mu.RUnlock()
	if v != nil {
		return v
	}
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.all == nil {
		t.all = map[K]*V{}
	}
	if t.all[key] == nil {
		t.all[key] = new(V)
	}
	return t.all[key]
}

func (t *table[K, V]) copied() map[K]*V {
	t.mu.RLock()
	defer t.mu.RUnlock()
	return maps.Clone(t.all)
}
