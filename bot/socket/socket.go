// Package socket keeps the Socket Mode connections to Slack: envelopes come in, acknowledgements go out. It knows
// nothing of what is asked or answered.
package socket

import (
	"context"
	"encoding/json"
	"fmt"
	"log/slog"
	"sync"
	"tcabot/bot/pool"
	"time"

	gocache "github.com/patrickmn/go-cache"
	"github.com/slack-go/slack"
	"github.com/slack-go/slack/slackevents"
	"github.com/slack-go/slack/socketmode"
	"golang.org/x/sync/errgroup"
)

// Kind is the kind of an envelope's payload.
type Kind int

// The kinds of envelopes, with the type of their payload.
const (
	SlashCommand Kind = iota + 1 // slack.SlashCommand
	Interaction                  // slack.InteractionCallback
	Event                        // slackevents.EventsAPIEvent
)

// Envelope is one delivery from Slack. Slack waits three seconds for its acknowledgement.
type Envelope struct {
	ID      string
	Kind    Kind
	Payload any // see Kind

	acknowledge func(payload any, undelivered func(context.Context))
}

// Ack acknowledges the envelope, with a payload where Slack takes one. It returns at once.
func (e Envelope) Ack(payload any) { e.acknowledge(payload, nil) }

// AckAnswer is Ack with a payload that must not be lost: when the acknowledgement could not be written, undelivered is
// called to bring the answer in another way.
func (e Envelope) AckAnswer(payload any, undelivered func(context.Context)) {
	e.acknowledge(payload, undelivered)
}

// Handler acts on an envelope. It must return at once: while it runs, the pings of its connection go unanswered.
type Handler func(Envelope)

// Timing says how long a Listener waits.
type Timing struct {
	Ping    time.Duration // longest silence of Slack's pings before a connection counts as dead
	Stagger time.Duration // between the openings of two connections, so that Slack does not recycle them at the same moment
}

// Defaults is the timing of production.
func Defaults() Timing { return Timing{Ping: 30 * time.Second, Stagger: 200 * time.Millisecond} }

const (
	// ackWorkers is how many acknowledgements may wait for room in their connection's queue, which is nearly always free.
	ackWorkers = 64
	// acksWaiting is how many more may wait for one of them; Slack gives up on each after three seconds.
	acksWaiting = 4096
	// ackLimit bounds the wait for room in a connection's queue; after it Slack has given up anyway.
	ackLimit = 2500 * time.Millisecond
	// answerMemory is how long the answer of an acknowledgement is kept in case that it could not be written.
	answerMemory = time.Minute
	// repeatMemory is how long it is remembered that an acknowledgement was repeated.
	repeatMemory = 10 * time.Minute
)

// Listener keeps some connections to Slack.
type Listener struct {
	client      *slack.Client
	connections int
	timing      Timing
	handle      Handler
	log         *slog.Logger

	acks     *pool.Pool
	answers  *gocache.Cache // how to deliver the answers that went into acknowledgements, by envelope
	repeated *gocache.Cache // envelopes whose acknowledgement was sent again
}

// New makes a Listener with so many connections. The client needs the app-level token.
func New(client *slack.Client, connections int, timing Timing, handle Handler, log *slog.Logger) *Listener {
	return &Listener{
		client: client, connections: connections, timing: timing, handle: handle, log: log, acks: pool.New(ackWorkers, acksWaiting),
		answers: gocache.New(answerMemory, answerMemory), repeated: gocache.New(repeatMemory, time.Minute),
	}
}

// Run keeps the connections until ctx ends, and returns when they are closed and their acknowledgements are written. An
// error means that Slack refuses the credentials for good.
func (l *Listener) Run(ctx context.Context) error {
	var acks sync.WaitGroup
	acks.Go(func() { l.acks.Run(context.WithoutCancel(ctx)) })
	group, groupCtx := errgroup.WithContext(ctx)
	for number := range l.connections {
		group.Go(func() error { return l.keep(groupCtx, number) })
	}
	err := group.Wait()
	l.acks.Close()
	acks.Wait()
	return err
}

// dispatch takes one event off a connection.
func (l *Listener) dispatch(ctx context.Context, client *socketmode.Client, ev socketmode.Event, log *slog.Logger) {
	switch ev.Type {
	case socketmode.EventTypeHello:
		log.InfoContext(ctx, "connected", "connections", ev.Request.NumConnections)
	case socketmode.EventTypeConnectionError:
		if failed, ok := ev.Data.(*slack.ConnectionErrorEvent); ok {
			log.WarnContext(ctx, "cannot connect, trying again", "cause", cause(failed.ErrorObj), "attempt", failed.Attempt, "pause", failed.Backoff)
		}
	case socketmode.EventTypeSlashCommand:
		if cmd, ok := ev.Data.(slack.SlashCommand); ok {
			l.handle(l.envelope(ctx, client, ev.Request.EnvelopeID, SlashCommand, cmd))
		}
	case socketmode.EventTypeInteractive:
		if call, ok := ev.Data.(slack.InteractionCallback); ok {
			l.handle(l.envelope(ctx, client, ev.Request.EnvelopeID, Interaction, call))
		}
	case socketmode.EventTypeEventsAPI:
		if event, ok := ev.Data.(slackevents.EventsAPIEvent); ok {
			l.handle(l.envelope(ctx, client, ev.Request.EnvelopeID, Event, event))
		}
	case socketmode.EventTypeErrorBadMessage:
		if bad, ok := ev.Data.(*socketmode.ErrorBadMessage); ok {
			log.WarnContext(ctx, "undecodable message", "bytes", len(bad.Message), "cause", cause(bad.Cause))
			if id := envelopeID(bad.Message); id != "" {
				l.ack(ctx, client, id, nil)
			}
		}
	case socketmode.EventTypeErrorWriteFailed:
		if failed, ok := ev.Data.(*socketmode.ErrorWriteFailed); ok && failed.Response != nil {
			log.WarnContext(ctx, "acknowledgement not written", "envelope", failed.Response.EnvelopeID, "cause", cause(failed.Cause))
			l.unwritten(ctx, client, failed.Response.EnvelopeID)
		}
	default:
	}
}

func (l *Listener) envelope(ctx context.Context, client *socketmode.Client, id string, kind Kind, payload any) Envelope {
	return Envelope{ID: id, Kind: kind, Payload: payload, acknowledge: func(payload any, undelivered func(context.Context)) {
		if undelivered != nil {
			l.answers.SetDefault(id, undelivered)
		}
		l.ack(ctx, client, id, payload)
	}}
}

// ack acknowledges an envelope. The connection's loop never waits for room in the queue that it empties itself.
func (l *Listener) ack(ctx context.Context, client *socketmode.Client, id string, payload any) {
	l.later(ctx, id, func(ctx context.Context) {
		limited, cancel := context.WithTimeout(ctx, ackLimit)
		defer cancel()
		if err := client.AckCtx(limited, id, payload); err != nil {
			l.log.WarnContext(ctx, "cannot acknowledge", "envelope", id, "cause", cause(err))
			l.unwritten(ctx, client, id)
		}
	})
}

// unwritten makes up for an acknowledgement that was lost with its connection: it is sent again, without its payload,
// on the next one, and the answer it held is delivered in another way.
func (l *Listener) unwritten(ctx context.Context, client *socketmode.Client, id string) {
	if l.repeated.Add(id, true, gocache.DefaultExpiration) == nil {
		l.ack(ctx, client, id, nil)
	}
	if undelivered, ok := l.answers.Get(id); ok {
		l.answers.Delete(id)
		l.later(ctx, id, undelivered.(func(context.Context)))
	}
}

// later runs a task beside the connection's loop. Without room for it, or after the last connection closed, Slack would
// no longer wait for what it does.
func (l *Listener) later(ctx context.Context, id string, task func(context.Context)) {
	if err := l.acks.Go(task); err != nil {
		l.log.ErrorContext(ctx, "cannot acknowledge", "envelope", id, "error", err)
	}
}

// envelopeID finds the identity of an envelope whose payload cannot be decoded; empty when there is none.
func envelopeID(raw []byte) string {
	var e struct {
		EnvelopeID string `json:"envelope_id"`
	}
	if json.Unmarshal(raw, &e) != nil {
		return ""
	}
	return e.EnvelopeID
}

// refused is the error of a Listener whose credentials Slack does not take.
func refused(err error) error {
	return fmt.Errorf("connect to Slack: it refuses SLACK_APP_TOKEN, make a new one in the app's settings: %w", err)
}
