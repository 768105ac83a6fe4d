package socket

import (
	"sync"
	"time"
)

// Count is how many connections to Slack there are.
type Count struct {
	Open      int       // of this Listener, and taking acknowledgements
	Elsewhere int       // how many more of the same app Slack counted when it last greeted; -1 while it has not
	Greeted   time.Time // when that was
}

// tally counts the connections of a Listener for Slack's view of them: from the greeting until they are closed.
type tally struct {
	mu        sync.Mutex
	live      int
	elsewhere int
	greeted   time.Time
}

func newTally() *tally { return &tally{elsewhere: -1} }

// greet counts a connection in. counted is how many Slack says there are, this one included; 0 when it does not say.
func (t *tally) greet(counted int) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.live++
	if counted > 0 {
		t.elsewhere, t.greeted = max(0, counted-t.live), time.Now()
	}
}

// close counts a connection out.
func (t *tally) close() {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.live--
}

// Slots is how many connections a Listener keeps.
func (l *Listener) Slots() int { return l.slots }

// Count counts the connections. Slack's count includes those that it has not yet seen closed, so that one too many may be
// elsewhere for a moment.
func (l *Listener) Count() Count {
	l.mu.Lock()
	open := len(l.open)
	l.mu.Unlock()
	l.tally.mu.Lock()
	defer l.tally.mu.Unlock()
	return Count{Open: open, Elsewhere: l.tally.elsewhere, Greeted: l.tally.greeted}
}
