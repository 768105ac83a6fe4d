// Package socket keeps the Socket Mode connections to Slack: envelopes come in, acknowledgements go out. It knows
// nothing of what is asked or answered.
package socket

import (
	"context"
	"log/slog"
	"slices"
	"sync"
	"tcabot/bot/pool"
	"time"

	"github.com/slack-go/slack"
	"golang.org/x/sync/errgroup"
)

// Envelope is one delivery from Slack. Slack waits three seconds for its acknowledgement.
type Envelope struct {
	ID      string
	Payload any // slack.SlashCommand, slack.InteractionCallback or slackevents.EventsAPIEvent

	receipt *receipt
}

// Ack acknowledges the envelope, with a payload where Slack takes one. A json.RawMessage goes out as it is, and must be
// JSON; anything else is encoded. It returns at once.
func (e Envelope) Ack(payload any) { e.receipt.acknowledge(payload, nil) }

// AckAnswer is Ack with a payload that must not be lost: when the acknowledgement could not be written, or Slack takes no
// payload for this envelope, undelivered is called to bring the answer in another way.
func (e Envelope) AckAnswer(payload any, undelivered func(context.Context)) {
	e.receipt.acknowledge(payload, undelivered)
}

// Handler acts on an envelope. It must return at once: while it runs, the pings of its connection go unanswered.
type Handler func(Envelope)

// Timing says how long a Listener waits.
type Timing struct {
	Ping    time.Duration // longest silence before a connection counts as dead; Slack sends pings
	Stagger time.Duration // between the openings of two connections, so that Slack does not recycle them at the same moment
	Leave   time.Duration // how long a connection that Slack asked to go is read after its replacement is open
	Retry   time.Duration // before the first retry of a connection that cannot be opened; each next retry waits longer
	Longest time.Duration // between two tries, also where Slack asks for more: a deaf bot is worse than one call too many
	Refused time.Duration // how long Slack must refuse the credentials on every connection before the Listener gives up
}

// Defaults is the timing of production.
func Defaults() Timing {
	return Timing{
		Ping: 30 * time.Second, Stagger: 200 * time.Millisecond, Leave: 30 * time.Second, Retry: 500 * time.Millisecond,
		Longest: time.Minute, Refused: 3 * time.Minute,
	}
}

const (
	// fallbackWorkers is how many answers are brought in another way at the same time, and fallbacksWaiting how many more
	// may wait for it.
	fallbackWorkers, fallbacksWaiting = 16, 1024
)

// Listener keeps some connections to Slack.
type Listener struct {
	client *slack.Client
	timing Timing
	handle Handler
	log    *slog.Logger

	slots     int
	refusals  *refusals
	receipts  *receipts
	fallbacks *pool.Pool
	tally     *tally
	meters    meters

	mu   sync.Mutex
	open map[*connection]bool // connections that take acknowledgements
	owed []owed               // to be written to the next connection that opens
}

// owed is an acknowledgement that was lost when no connection was open.
type owed struct {
	acknowledgement
	until time.Time // after which Slack no longer waits for it
}

// New makes a Listener with a number of connections. The client needs the app-level token.
func New(client *slack.Client, connections int, timing Timing, handle Handler, log *slog.Logger) *Listener {
	l := &Listener{
		client: client, timing: timing, handle: handle, log: log, slots: connections, refusals: newRefusals(connections),
		fallbacks: pool.New(fallbackWorkers, fallbacksWaiting), open: map[*connection]bool{},
		tally: newTally(),
	}
	l.receipts = newReceipts(l)
	return l
}

// Run keeps the connections until ctx ends, and returns when they are closed and their acknowledgements are written. An
// error means that Slack refuses the credentials for good.
func (l *Listener) Run(ctx context.Context) error {
	var fallbacks sync.WaitGroup
	fallbacks.Go(func() { l.fallbacks.Run(context.WithoutCancel(ctx), l.panicked) })
	group, groupCtx := errgroup.WithContext(ctx)
	for number := range l.slots {
		group.Go(func() error { return l.keep(groupCtx, number) })
	}
	err := group.Wait()
	l.fallbacks.Close()
	fallbacks.Wait()
	return err
}

// panicked logs a panic: the connection and all others go on.
func (l *Listener) panicked(ctx context.Context, err error) {
	l.meters.panics.Add(1)
	l.log.ErrorContext(ctx, "recovered from a panic", "error", err)
}

// opened counts a connection in or out.
func (l *Listener) opened(c *connection, open bool) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if !open {
		delete(l.open, c)
		return
	}
	l.open[c] = true
	for _, o := range l.owed {
		if time.Now().Before(o.until) {
			c.send(o.acknowledgement)
		}
	}
	l.owed = nil
}

// resend writes a frame to one of the open connections, or to the next one that opens while Slack waits for it.
func (l *Listener) resend(a acknowledgement) {
	l.mu.Lock()
	defer l.mu.Unlock()
	for c := range l.open {
		if c.send(a) {
			return
		}
	}
	l.owed = slices.DeleteFunc(l.owed, func(o owed) bool { return time.Now().After(o.until) })
	l.owed = append(l.owed, owed{a, time.Now().Add(doubtful)})
}
