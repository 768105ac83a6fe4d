package fleet

import (
	"context"
	"math/rand/v2"
	"net/http"
	"tcabot/api/apitest"
	"tcabot/bot/bottest"
	"tcabot/bot/store/storetest"
	"testing"
	"time"
)

// trouble begins one fault and returns what ends it.
type trouble struct {
	name  string
	begin func() (end func())
}

// ofSlack are faults of Slack: calls fail, are refused or lost, and sockets close.
func (p *port) ofSlack() []trouble {
	inject := func(all ...bottest.Fault) func() func() {
		return func() func() {
			var ends []func()
			for i, f := range all {
				f.Seed = uint64(i)
				ends = append(ends, p.slack.Inject(f))
			}
			return func() {
				for _, end := range ends {
					end()
				}
			}
		}
	}
	return []trouble{
		{"Slack answers 500", inject(bottest.Fault{Method: "*", Status: http.StatusInternalServerError, Chance: .3})},
		{"Slack answers 429", inject(bottest.Fault{Method: "*", Status: http.StatusTooManyRequests, RetryAfter: 1, Chance: .2})},
		{"Slack cuts connections", inject(
			bottest.Fault{Method: "chat.postMessage", Drop: true, After: true, Chance: .3},
			bottest.Fault{Method: "*", Drop: true, Chance: .2},
		)},
		{"all sockets close", func() func() { p.slack.Drop(); return func() {} }},
		{"Slack recycles sockets", func() func() { p.slack.Disconnect("refresh_requested", 10); return func() {} }},
	}
}

// ofTCA are faults of TCA.
func (p *port) ofTCA() []trouble {
	inject := func(f apitest.Fault) func() func() { return func() func() { return p.tca.Inject(f) } }
	return []trouble{
		{"TCA is down", inject(apitest.Down())},
		{"TCA answers 500", inject(apitest.Traceback())},
		{"TCA answers garbage", inject(apitest.Malformed())},
		{"TCA answers a web page", inject(apitest.WebPage())},
		{"TCA is slow", inject(apitest.Slow(time.Second))},
		{"TCA cuts connections", inject(apitest.Fault{Drop: true})},
	}
}

// ofDatabase are faults of PostgreSQL.
func ofDatabase(t *testing.T, url string) []trouble {
	t.Helper()
	return []trouble{
		{"the database cuts connections", func() func() { storetest.Cut(t, url); return func() {} }},
		{"the database refuses connections", func() func() { return storetest.TakeAway(t, url) }},
	}
}

// weather has Slack, TCA and the sockets fail at random, until the context ends.
func (c *chaos) weather(ctx context.Context, seed uint64) {
	random := rand.New(rand.NewPCG(seed, 1))
	all := append(c.ofSlack(), c.ofTCA()...)
	for ctx.Err() == nil {
		c.happens(ctx, all[random.IntN(len(all))], random)
	}
}

// storm has one fault after the other, until the context ends.
func (s *soak) storm(ctx context.Context, t *testing.T) {
	t.Helper()
	all := append(append(s.ofSlack(), s.ofTCA()...), ofDatabase(t, s.url)...)
	for ctx.Err() == nil {
		end := all[s.random.IntN(len(all))].begin()
		pass(ctx, between(s.random, 100*time.Millisecond, 500*time.Millisecond))
		end()
		if s.pause > 0 { // fair weather for most of a long soak
			pass(ctx, between(s.random, 500*time.Millisecond, 3*time.Second))
		}
	}
}

func between(random *rand.Rand, least, most time.Duration) time.Duration {
	return least + time.Duration(random.Int64N(int64(most-least)))
}

// pass lets time pass.
func pass(ctx context.Context, d time.Duration) {
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-t.C:
	case <-ctx.Done():
	}
}
