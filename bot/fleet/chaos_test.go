package fleet

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"strconv"
	"strings"
	"sync"
	"tcabot/api/apitest"
	"tcabot/bot/bottest"
	"tcabot/bot/store/storetest"
	"tcabot/commands/digest"
	"tcabot/commands/follow"
	"tcabot/commands/schedule"
	"tcabot/commands/subscription"
	"testing"
	"time"
)

// seedOf repeats a chaos: each one prints its own.
const seedOf = "TCABOT_CHAOS_SEED"

// chaos is three bots on one PostgreSQL that people use in every way while everything fails.
type chaos struct {
	*crowd
	t       *testing.T
	fleet   []*vessel
	frozen  *storetest.Freezer
	random  *rand.Rand
	idle    chan *person // who may ask something: everybody whose last question was answered
	follows []follow.Follow

	mu      sync.Mutex
	asked   []*question // that were sent
	faults  map[string]int
	watched int // scans that somebody was told are watched
}

// TestChaos has three processes killed, restarted and frozen, their database cut, refused and frozen, their clocks put forward and
// back, their sockets closed, and Slack and TCA fail, while people type commands and press buttons, digests are due, and scans
// are watched and followed. Whatever was acknowledged is answered, once, unless its process was killed before it could; every
// digest arrives once, every watch ends once, and every end of a scan is told once.
func TestChaos(t *testing.T) {
	t.Parallel()
	seed := uint64(time.Now().UnixNano())
	if text := os.Getenv(seedOf); text != "" {
		var err error
		if seed, err = strconv.ParseUint(text, 10, 64); err != nil {
			t.Fatal(err)
		}
	}
	t.Logf("%s=%d", seedOf, seed)
	decks, people, pause := 1, 30, 60*time.Millisecond
	if sized(10) == 10 { // in full
		decks, people, pause = 3, 120, 25*time.Millisecond
	}
	c := newChaos(t, seed, people, people/2, time.Duration(decks)*12*time.Second)
	ctx, cancel := context.WithTimeout(t.Context(), 15*time.Minute)
	defer cancel()
	began := time.Now()
	stormy, calm := context.WithCancel(ctx)
	var all sync.WaitGroup
	all.Go(func() { c.load(stormy, ctx, pause) })
	all.Go(func() { c.weather(stormy, seed) })
	for range decks {
		c.deck(ctx)
	}
	calm()
	all.Wait()
	for _, v := range c.fleet {
		v.jump(t, 0)
	}
	c.settle(time.Since(began))
}

// newChaos makes people, subscriptions and bots. The digests are due within a while.
func newChaos(t *testing.T, seed uint64, people, digests int, while time.Duration) *chaos {
	t.Helper()
	frozen := storetest.Freezable(t)
	c := &chaos{
		t: t, frozen: frozen, random: rand.New(rand.NewPCG(seed, 0)), idle: make(chan *person, people), faults: map[string]int{},
	}
	var all []*person
	c.crowd, all = gathered(t, frozen.URL, people, 20, seed)
	began := time.Now().UTC()
	for i, p := range all {
		c.idle <- p
		to := c.targets[i%len(c.targets)]
		if i < digests {
			due := began.Add(time.Duration(i) * while / time.Duration(digests)).Truncate(time.Second)
			d, err := c.db.AddDigest(t.Context(), digest.Digest{
				Subscription: subscription.Subscription{Workspace: workspace, Channel: p.channel, Owner: p.id, Target: to, Name: fmt.Sprint("digest ", i), State: subscription.Active},
				When:         schedule.Schedule{At: schedule.At(due.Hour(), due.Minute()), Days: schedule.EveryDay, Zone: time.UTC}, Due: due,
			}, "")
			if err != nil {
				t.Fatal(err)
			}
			c.port.digests = append(c.port.digests, d)
		}
		if i < 10 {
			// What a clock shows that was put back is not before they began.
			c.follows = append(c.follows, c.follow(t, p.channel, p.id, to, began.Add(-30*time.Minute)))
		}
	}
	for i := range 3 {
		c.fleet = append(c.fleet, newVessel(t, c.port, fmt.Sprint("bot", i)))
	}
	c.connected(t, len(c.fleet))
	return c
}

// load has people do things until the storm is over, and waits for what they are answered.
func (c *chaos) load(stormy, ctx context.Context, pause time.Duration) {
	var all sync.WaitGroup
	defer all.Wait()
	tick := time.NewTicker(pause)
	defer tick.Stop()
	for i := 0; ; i++ {
		select {
		case <-stormy.Done():
			return
		case <-tick.C:
		}
		if i%20 == 0 {
			c.begin(stormy, c.repos[i/20%len(c.repos)])
		}
		select {
		case p := <-c.idle:
			all.Go(func() { c.one(ctx, p) })
		default: // everybody waits
		}
	}
}

// one is one thing that a person does. Who got no answer asks nothing else: what comes later is known to belong to that.
func (c *chaos) one(ctx context.Context, p *person) {
	q, err := c.act(ctx, p)
	if errors.Is(err, bottest.ErrNoSocket) && q.delivery.Process == "" { // nothing was sent
		c.idle <- p
		return
	}
	c.mu.Lock()
	c.asked = append(c.asked, q)
	c.mu.Unlock()
	if err != nil || !q.delivery.Acked {
		return
	}
	patient, cancel := context.WithTimeout(ctx, 40*time.Second)
	defer cancel()
	if answer, ok := c.first(patient, q); ok {
		if !answer.trouble {
			p.looks(c.slack, q)
			if strings.HasPrefix(q.line, "watch ") && strings.HasPrefix(answer.text, "Watching") {
				c.mu.Lock()
				c.watched++
				c.mu.Unlock()
			}
		}
		c.idle <- p
	}
}

// settle waits until everything is done, prints what became of it, and fails on what was lost or came twice.
func (c *chaos) settle(stormy time.Duration) {
	t := c.t
	t.Helper()
	began := time.Now()
	defer func() { c.table(stormy, time.Since(began)) }()
	c.wait(t, "every digest", patience, func() bool { return len(c.count("tcabot_digest", "digest")) >= len(c.port.digests) })
	c.wait(t, "every end of a scan", patience, func() bool { return sumOf(c.told()) >= sumOf(c.ends()) })
	c.wait(t, "no watch is left", patience, func() bool { left, err := c.db.CountWatches(t.Context()); return err == nil && left == 0 })
	for what, all := range map[string]map[string]int{
		"digest": c.count("tcabot_digest", "digest", "due"), "details of digest": c.count("tcabot_digest_details", "digest", "due"),
		"message of watch": c.count("tcabot_watch", "watch"), "end of watch": c.count("tcabot_watch_result", "watch"),
	} {
		for which, n := range all {
			if n > 1 {
				t.Errorf("%s %s came %d times", what, which, n)
			}
		}
	}
	messages, ends := c.count("tcabot_watch", "watch"), c.count("tcabot_watch_result", "watch")
	if len(messages) != len(ends) || len(messages) < c.watched {
		t.Errorf("%d scans are watched: %d messages, %d ends", c.watched, len(messages), len(ends))
	}
	want, told := c.ends(), c.told()
	for id, n := range want {
		if told[id] != n {
			t.Errorf("follow %d told %d ends of %d", id, told[id], n)
		}
	}
}

// ends is how many ends of scans each follow has to tell.
func (c *chaos) ends() map[int64]int {
	c.begun.Lock()
	defer c.begun.Unlock()
	all := map[int64]int{}
	for _, f := range c.follows {
		for repo, n := range c.scans {
			if f.Covers(repo, apitest.ProjectID(repo, 0, 0)) {
				all[f.ID] += n
			}
		}
	}
	return all
}

// told is how many ends each follow told.
func (c *chaos) told() map[int64]int {
	c.ledger.mu.Lock()
	defer c.ledger.mu.Unlock()
	all := map[int64]int{}
	for _, p := range c.posts {
		if p.Type == "tcabot_follow" {
			id, _ := strconv.ParseInt(p.Payload["follow"], 10, 64)
			all[id] += endsIn(p.text)
		}
	}
	return all
}
