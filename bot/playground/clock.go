package playground

import (
	"sync"
	"time"
	_ "time/tzdata" // for machines without time zones of their own
)

// clock is the playground's time: this machine's, put forward. It never goes back.
type clock struct {
	mu    sync.Mutex
	ahead time.Duration
	moved chan struct{} // closed, and made anew, when the clock is put forward
}

func newClock() *clock { return &clock{moved: make(chan struct{})} }

// Now is what everything in the playground takes for the time.
func (c *clock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return time.Now().Add(c.ahead)
}

// Morning puts the clock forward to ten o'clock of the next day in the playground's zone.
func (c *clock) Morning() {
	c.mu.Lock()
	defer c.mu.Unlock()
	now := time.Now().Add(c.ahead).In(zone)
	c.forward(time.Date(now.Year(), now.Month(), now.Day()+1, 10, 0, 0, 0, zone).Sub(now))
}

// Forward puts the clock forward.
func (c *clock) Forward(by time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.forward(max(0, by))
}

// forward needs the lock.
func (c *clock) forward(by time.Duration) {
	c.ahead += by
	close(c.moved)
	c.moved = make(chan struct{})
}

// Moved is closed when the clock is put forward the next time.
func (c *clock) Moved() <-chan struct{} {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.moved
}

// zone is where the playground is: most of its people are there.
var zone = mustZone("Asia/Shanghai")

func mustZone(name string) *time.Location {
	z, err := time.LoadLocation(name)
	if err != nil {
		panic(err) // zones are part of the program
	}
	return z
}
