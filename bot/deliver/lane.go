package deliver

import (
	"maps"
	"slices"
	"time"

	"golang.org/x/time/rate"
)

// lane is the queue of one method, first come first.
type lane struct {
	limit *rate.Limiter
	until time.Time // nothing goes before, because Slack said so
	queue []*place

	channels map[string]time.Time // the same for single channels
}

// longLimit is longer than any of Slack's limits on a method, which are by the minute: who asks to wait longer means the
// channel.
const longLimit = time.Minute

// pauseFor stops what Slack has no room for: the channel of the place if that is what Slack means, else the whole lane.
func (k *lane) pauseFor(p *place, now time.Time, pause time.Duration) {
	if p.channel == "" || pause <= longLimit {
		k.pause(now.Add(pause))
		return
	}
	maps.DeleteFunc(k.channels, func(_ string, until time.Time) bool { return !until.After(now) })
	k.channels[p.channel] = now.Add(pause)
}

// paused is how much longer Slack wants nothing from a place.
func (k *lane) paused(p *place, now time.Time) time.Duration {
	return max(0, k.until.Sub(now), k.channels[p.channel].Sub(now))
}

func (k *lane) enter(p *place) {
	i, _ := slices.BinarySearchFunc(k.queue, p, before)
	k.queue = slices.Insert(k.queue, i, p)
}

// remove reports whether it was still in the lane.
func (k *lane) remove(p *place) bool {
	i, found := slices.BinarySearchFunc(k.queue, p, before)
	if found {
		k.queue = slices.Delete(k.queue, i, i+1)
	}
	return found
}

// pause stops the lane. Somebody else used up what we counted on, so afterwards it starts with one, not with a burst.
func (k *lane) pause(until time.Time) {
	if until.Before(k.until) {
		return
	}
	k.until = until
	if spare := int(k.limit.TokensAt(until)) - 1; spare > 0 {
		k.limit.AllowN(until, spare)
	}
}

// bucket is a channel's pace: one at a time, and a second from each to the next. Slack lets short bursts pass, but says
// neither how short nor how often.
type bucket struct {
	limit *rate.Limiter
	busy  bool // something is on its way there
}

// delay is how long until the channel takes the next one; never while one is on its way. No bucket: at once.
func (b *bucket) delay(now time.Time) time.Duration {
	switch {
	case b == nil:
		return 0
	case b.busy:
		return never
	default:
		return delay(b.limit, now)
	}
}

func (b *bucket) charge(now time.Time) { b.limit.ReserveN(now, 1) }

// fewChannels may be remembered without a look for idle ones.
const fewChannels = 128

// bucket finds a channel's, or makes it. One that is full and idle is no different from one that is not there, so those
// are dropped when they become many: what stays is bounded by what can be sent within a second.
func (q *queue) bucket(channel string, now time.Time) *bucket {
	if b := q.channels[channel]; b != nil {
		return b
	}
	if len(q.channels) >= q.crowded {
		for name, b := range q.channels {
			if b.delay(now) <= 0 {
				delete(q.channels, name)
			}
		}
		q.crowded = max(fewChannels, 2*len(q.channels))
	}
	b := &bucket{limit: rate.NewLimiter(rate.Every(q.conf.RateUnit), 1)}
	q.channels[channel] = b
	return b
}
