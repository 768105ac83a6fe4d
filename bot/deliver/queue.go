package deliver

import (
	"cmp"
	"context"
	"errors"
	"math"
	"slices"
	"sync"
	"time"
)

// queue is where calls wait for their turn. Nobody drives it but those who come, those who leave and one timer, which is
// only set while somebody waits for time to pass.
type queue struct {
	conf Config

	mu       sync.Mutex
	lanes    map[method]*lane
	channels map[string]*bucket // those of late
	crowded  int                // how many channels are looked through for idle ones
	waiting  [priorities]int
	arrivals uint64
	timer    *time.Timer
}

// place is one call's in the queue. It keeps it when it has to be sent again.
type place struct {
	method   method
	channel  string // whose pace it is bound to; empty for none
	priority Priority
	arrival  uint64
	now      bool          // its turn is now or never
	turn     chan struct{} // closed when it may go
}

func newQueue(conf Config) *queue {
	q := &queue{conf: conf, lanes: map[method]*lane{}, channels: map[string]*bucket{}, crowded: fewChannels}
	for _, table := range []map[method]limit{limits, readLimits} {
		for m, limit := range table {
			q.lanes[m] = &lane{limit: limit.limiter(conf.RateUnit), channels: map[string]time.Time{}}
		}
	}
	return q
}

// wait returns when it is the place's turn, and leave is to be called then. With an error, ErrBusy, errWaits or
// the context's, nothing may be sent.
func (q *queue) wait(ctx context.Context, p *place) error {
	if err := q.enter(ctx, p); err != nil {
		return err
	}
	select {
	case <-p.turn:
	case <-ctx.Done():
		q.abandon(p)
		return ended(ctx)
	}
	if ctx.Err() != nil { // both at once
		q.abandon(p)
		return ended(ctx)
	}
	return nil
}

func ended(ctx context.Context) error { return errors.Join(ctx.Err(), context.Cause(ctx)) }

func (q *queue) enter(ctx context.Context, p *place) error {
	q.mu.Lock()
	defer q.mu.Unlock()
	switch {
	case ctx.Err() != nil:
		return ended(ctx)
	case p.arrival == 0 && q.waiting[p.priority] >= q.conf.Waiting:
		return ErrBusy
	case p.arrival == 0:
		q.arrivals++
		p.arrival = q.arrivals
	}
	p.turn = make(chan struct{})
	q.waiting[p.priority]++
	q.lanes[p.method].enter(p)
	q.move()
	if p.now && q.lanes[p.method].remove(p) {
		q.waiting[p.priority]--
		return errWaits
	}
	return nil
}

// abandon takes out of the queue who no longer waits, or gives back a turn that came too late.
func (q *queue) abandon(p *place) {
	q.mu.Lock()
	defer q.mu.Unlock()
	if q.lanes[p.method].remove(p) {
		q.waiting[p.priority]--
	} else if p.channel != "" {
		q.channels[p.channel].busy = false
	}
	q.move()
}

// leave ends a turn. The second in the channel counts from now: Slack took the message earlier, by its own clock, so the
// next one will be a second later by that clock, too, however long either was on its way. landed is the channel a post
// to a person went to. With a pause nothing more of the method is sent before it is over, there or at all.
func (q *queue) leave(p *place, landed string, pause time.Duration) {
	q.mu.Lock()
	defer q.mu.Unlock()
	now := time.Now()
	if p.channel != "" {
		b := q.channels[p.channel]
		b.busy = false
		b.charge(now)
		if landed != "" && landed != p.channel {
			q.bucket(landed, now).charge(now)
		}
	}
	if pause > 0 {
		q.lanes[p.method].pauseFor(p, now, pause)
	}
	q.move()
}

// paused is how much longer Slack wants nothing from a place.
func (q *queue) paused(p *place) time.Duration {
	q.mu.Lock()
	defer q.mu.Unlock()
	return q.lanes[p.method].paused(p, time.Now())
}

const never = time.Duration(math.MaxInt64)

// move lets go whose turn it is, and sees to it that it is called when the next one's may be. Needs the lock, as all
// that follows.
func (q *queue) move() {
	now, next := time.Now(), never
	for _, k := range q.lanes {
		next = min(next, q.moveLane(k, now))
	}
	if q.timer != nil {
		q.timer.Stop()
		q.timer = nil
	}
	if next < never {
		q.timer = time.AfterFunc(next, func() {
			q.mu.Lock()
			defer q.mu.Unlock()
			q.move()
		})
	}
}

// moveLane returns when to look at the lane again, if nobody comes or leaves before. A channel that has to wait holds
// up nobody but its own.
func (q *queue) moveLane(k *lane, now time.Time) time.Duration {
	for len(k.queue) > 0 {
		if wait := k.until.Sub(now); wait > 0 {
			return wait
		}
		if wait := delay(k.limit, now); wait > 0 {
			return wait
		}
		soonest := never
		i := slices.IndexFunc(k.queue, func(p *place) bool {
			wait := max(q.channels[p.channel].delay(now), k.channels[p.channel].Sub(now))
			soonest = min(soonest, wait)
			return wait <= 0
		})
		if i < 0 {
			return soonest
		}
		p := k.queue[i]
		k.queue = slices.Delete(k.queue, i, i+1)
		k.limit.AllowN(now, 1)
		if p.channel != "" {
			q.bucket(p.channel, now).busy = true
		}
		q.waiting[p.priority]--
		close(p.turn)
	}
	return never
}

func (q *queue) stats() Stats {
	q.mu.Lock()
	defer q.mu.Unlock()
	s := Stats{Waiting: map[Priority]int{}, Channels: len(q.channels)}
	for p, n := range q.waiting {
		s.Waiting[Priority(p)] = n
	}
	return s
}

// before is the order of the queue.
func before(a, b *place) int {
	return cmp.Or(cmp.Compare(a.priority, b.priority), cmp.Compare(a.arrival, b.arrival))
}
