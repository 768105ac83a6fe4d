package fleet

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"strings"
	"sync"
	"tcabot/api"
	"tcabot/api/apitest"
	"tcabot/bot/bottest"
	"testing"
	"time"
)

// crowd uses the bots in every way, and notes what it is told.
type crowd struct {
	*port
	*ledger
	client  *api.Client
	digests map[string]int64 // the number of each person's digest

	begun sync.Mutex
	scans map[int64]int // that were started, by repository
}

// person does one thing after the other, in a channel of their own.
type person struct {
	id, channel string
	dice        *rand.Rand
	list        bottest.MessageRef // whose pages are turned
	watches     int                // that were accepted
}

// gathered has so many people beside so many bots that are not there yet, with a digest and a follow each.
func gathered(t *testing.T, database string, people, repos int, seed uint64, change ...func(*bottest.Options)) (*crowd, []*person) {
	t.Helper()
	l := newLedger()
	var all []*person
	var ids []string
	for i := range people {
		p := &person{id: fmt.Sprintf("U0OWNER%03d", i+1), channel: channel(i), dice: rand.New(rand.NewPCG(seed, uint64(i)))}
		all, ids = append(all, p), append(ids, p.id)
	}
	c := &crowd{ledger: l, digests: map[string]int64{}, scans: map[int64]int{}}
	c.port = furnished(t, database, time.Now, ids, people, repos, append(change, func(o *bottest.Options) { o.OnMessage = l.heard })...)
	c.client = c.port.client(t)
	return c, all
}

// lookup has a random line of one kind that only reads: half of them were asked before.
func (c *crowd) lookup(p *person) string {
	repo := c.repos[p.dice.IntN(len(c.repos))]
	branch := fmt.Sprintf("fleet/team#%d/%d", repo, apitest.ProjectID(repo, 0, 0))
	switch n := p.dice.IntN(10); {
	case n < 4:
		return "repos fleet/team"
	case n < 6:
		return "repos fleet/team " + unheardOf(p.dice)
	case n < 8:
		return "issues " + branch
	default:
		return "overview " + branch
	}
}

// unheardOf is a word that nobody has searched for.
func unheardOf(dice *rand.Rand) string {
	const letters = "gjkpqvwxz" // no word of a command can be made of them
	var word strings.Builder
	for range 12 {
		word.WriteByte(letters[dice.IntN(len(letters))])
	}
	return word.String()
}

// act does one thing, and returns when it is acknowledged or Slack's patience is over.
func (c *crowd) act(ctx context.Context, p *person) (*question, error) {
	switch n := p.dice.IntN(100); {
	case n < 30 && p.list.TS != "":
		return c.turn(ctx, p)
	case n < 33 && c.digests[p.id] != 0:
		return c.asked(ctx, p, fmt.Sprint("digest now ", c.digests[p.id]))
	case n < 38:
		return c.watch(ctx, p)
	}
	return c.asked(ctx, p, c.lookup(p))
}

// asked types a command.
func (c *crowd) asked(ctx context.Context, p *person, line string) (*question, error) {
	q := c.asks(p.id, line)
	var err error
	q.delivery, err = c.slack.Slash(ctx, p.id, p.channel, "/tca", line)
	return q, err
}

// turn presses one of the buttons that turn pages.
func (c *crowd) turn(ctx context.Context, p *person) (*question, error) {
	buttons := []string{"run/next", "run/previous"}
	if p.dice.IntN(2) == 0 {
		buttons[0], buttons[1] = buttons[1], buttons[0]
	}
	var err error
	for _, button := range buttons {
		q := c.asks(p.id, button)
		if q.delivery, err = c.slack.Click(ctx, p.id, p.list, button); err == nil || errors.Is(err, bottest.ErrNoSocket) || ctx.Err() != nil {
			return q, err
		}
	}
	p.list = bottest.MessageRef{} // what stands there is not a list any more
	return c.asked(ctx, p, "repos fleet/team")
}

// watch starts a scan, past the bot, and has its end posted in the person's channel.
func (c *crowd) watch(ctx context.Context, p *person) (*question, error) {
	repo := c.repos[p.dice.IntN(len(c.repos))]
	job, ok := c.begin(ctx, repo)
	if !ok {
		return c.asked(ctx, p, c.lookup(p))
	}
	q, err := c.asked(ctx, p, fmt.Sprintf("watch %d fleet/team#%d/%d --here", job, repo, apitest.ProjectID(repo, 0, 0)))
	if err == nil && q.delivery.Acked {
		p.watches++
	}
	return q, err
}

// begin starts a scan of some seconds, unless TCA is in trouble.
func (c *crowd) begin(ctx context.Context, repo int64) (job int64, ok bool) {
	c.begun.Lock()
	defer c.begun.Unlock()
	c.tca.Plan(apitest.ProjectID(repo, 0, 0), apitest.Plan{Opens: 1, Fixes: 1, Initialising: 3 * time.Second, Running: 2 * time.Second, Queued: time.Second, Storing: time.Second})
	made, err := c.client.StartScan(ctx, project(repo), api.StartOptions{Force: true})
	if err != nil {
		return 0, false
	}
	c.scans[repo]++
	return made.JobID, true
}

// looks notes which list the person has before them after an answer.
func (p *person) looks(s *bottest.Server, q *question) {
	if q.line != "repos fleet/team" {
		return
	}
	for _, m := range s.Messages(p.id, p.channel) {
		if m.EnvelopeID == q.delivery.EnvelopeID {
			p.list = m.Ref()
		}
	}
}

// online waits until a bot is connected.
func (c *crowd) online(ctx context.Context) error {
	changed, stop := c.slack.Changes()
	defer stop()
	for c.slack.Connections() == 0 {
		select {
		case <-changed:
		case <-ctx.Done():
			return context.Cause(ctx)
		}
	}
	return nil
}
