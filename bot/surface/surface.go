// Package surface is every way of asking, one file each: it reads what Slack delivers, makes a question of it, and
// delivers the answer where that surface shows it.
package surface

import (
	"context"
	"log/slog"
	"sync"
	"tcabot/api/crash"
	"tcabot/bot/deliver"
	"tcabot/bot/dispatch"
	"tcabot/bot/pool"
	"tcabot/bot/recent"
	"tcabot/commands/subscription"
	"time"

	gocache "github.com/patrickmn/go-cache"
	"github.com/slack-go/slack"
	"github.com/slack-go/slack/slackevents"
	"golang.org/x/sync/singleflight"
)

// Timing is how long people wait before they get a reply.
type Timing struct {
	Grace   time.Duration // how long the acknowledgement of a slash command waits for an answer that is already at hand; negative: it never has one
	Working time.Duration // after this the person is told that it takes longer
	Home    time.Duration // how long App Home waits for TCA before it shows what is known without it
	Form    time.Duration // how long a form that asks TCA stays unanswered; Slack waits three seconds, the way included
}

// Defaults is the timing of production.
func Defaults() Timing {
	return Timing{Grace: 40 * time.Millisecond, Working: 2 * time.Second, Home: time.Second, Form: 2500 * time.Millisecond}
}

// Config is what the surfaces need to know.
type Config struct {
	Workspace  string // whose people are answered
	Enterprise string // whose people are answered, too, as people of the workspace; empty for none
	Bot        string // the bot's own user ID
	Command    string // the slash command as people type it
	Timing     Timing
	Policy     subscription.Policy // where links may be previewed
	Now        func() time.Time
}

const (
	// refusers is how many questions are refused at the same time, and refusalsWaiting how many more may wait for it.
	refusers, refusalsWaiting = 16, 1024
	// eventWorkers is how many events are acted on at the same time, and eventsWaiting how many more may wait for it.
	eventWorkers, eventsWaiting = 16, 1024
	// seenMemory is how long it is remembered that something was acted on: as long as Slack may deliver it again. An envelope
	// with a command or a press is delivered again within seconds, or never.
	seenMemory, envelopeMemory = 10 * time.Minute, time.Minute
)

// Surfaces takes what Slack delivers. Its methods are safe for concurrent use.
type Surfaces struct {
	parts Parts
	conf  Config
	log   *slog.Logger

	refusals *pool.Pool
	events   *pool.Pool
	seen     *gocache.Cache // events and modals that were acted on
	presses  *presses
	homes    *homes
	sending  singleflight.Group // submissions of forms that change something, by view

	envelopes *recent.Set // that were acted on

	intake sync.RWMutex // is held for reading while an envelope is taken
	closed bool
}

// New makes the surfaces of the parts that they use.
func New(parts Parts, conf Config, log *slog.Logger) *Surfaces {
	return &Surfaces{
		parts: parts, conf: conf, log: log, refusals: pool.New(refusers, refusalsWaiting), events: pool.New(eventWorkers, eventsWaiting),
		seen: gocache.New(seenMemory, time.Minute), presses: newPresses(), homes: newHomes(), envelopes: recent.NewSet(envelopeMemory),
	}
}

// Run acts on events, and refuses what nobody can answer now, until the Surfaces are closed and the last of it is done.
func (s *Surfaces) Run(ctx context.Context) {
	panicked := func(ctx context.Context, err error) { s.parts.Dispatcher.Panicked(ctx, err) }
	var all sync.WaitGroup
	all.Go(func() { s.refusals.Run(ctx, panicked) })
	all.Go(func() { s.events.Run(ctx, panicked) })
	all.Wait()
}

// CloseEvents lets no more events in: Slack delivers them again, to whoever listens then. Questions are still refused.
func (s *Surfaces) CloseEvents() { s.events.Close() }

// Close lets nothing more in: what comes now is not acknowledged, and Slack delivers it again, to whoever listens then.
func (s *Surfaces) Close() {
	s.intake.Lock()
	defer s.intake.Unlock()
	s.closed = true
	s.events.Close()
	s.refusals.Close()
}

// Wait waits until closed Surfaces have done everything, or ctx ends.
func (s *Surfaces) Wait(ctx context.Context) error {
	if err := s.events.Wait(ctx); err != nil {
		return err
	}
	return s.refusals.Wait(ctx)
}

// Acknowledger acknowledges one envelope of Slack's. Its methods return at once.
type Acknowledger interface {
	// Ack acknowledges, with a payload where Slack takes one.
	Ack(payload any)
	// AckAnswer is Ack with an answer; undelivered is called when it was lost on the way.
	AckAnswer(payload any, undelivered func(context.Context))
}

// Handle acts on an envelope and returns at once. Payloads of a kind it does not know are acknowledged; nothing is after Close.
func (s *Surfaces) Handle(envelope string, payload any, to Acknowledger) {
	defer func() {
		if v := recover(); v != nil {
			s.unhandled(envelope, payload, to, crash.Of(v))
		}
	}()
	s.intake.RLock()
	defer s.intake.RUnlock()
	if s.closed {
		return
	}
	switch p := payload.(type) {
	case slack.SlashCommand:
		s.handleSlash(envelope, p, to)
	case slack.InteractionCallback:
		s.handleInteraction(envelope, p, to)
	case slackevents.EventsAPIEvent:
		s.handleEvent(p, to)
	default:
		to.Ack(nil)
	}
}

// first reports whether this is the first time that a thing is seen.
func (s *Surfaces) first(kind, id string) bool {
	return s.seen.Add(kind+" "+id, true, gocache.DefaultExpiration) == nil
}

// firstEnvelope reports whether this is the first time that an envelope is seen.
func (s *Surfaces) firstEnvelope(id string) bool {
	return s.envelopes.First(id)
}

// firstAnywhere reports whether this is the first time that a thing is seen by any process. It is for what cannot be taken
// back, and not for an acknowledgement: it asks the database. If that does not respond, the thing counts as new.
func (s *Surfaces) firstAnywhere(ctx context.Context, id string) bool {
	first, err := s.parts.Done.First(ctx, id)
	if err != nil {
		s.log.WarnContext(ctx, "cannot tell whether another process has acted", "error", err)
		return true
	}
	return first
}

// address is where the answer to a question goes.
func address(q dispatch.Question, url string) deliver.Address {
	return deliver.Address{URL: url, Who: q.Who, Channel: q.Channel, Thread: q.Thread, Words: q.Words}
}

// refuse has a refusal delivered, beside the connection's loop. Without room for it nothing more can be done.
func (s *Surfaces) refuse(q dispatch.Question, refusal func(context.Context)) {
	if err := s.refusals.Go(func(ctx context.Context) { refusal(traced(ctx, q)) }); err != nil {
		s.log.Error("a question is neither answered nor rejected", "request", q.ID, "surface", q.Surface.String(), "error", err)
	}
}
