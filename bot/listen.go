package bot

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"time"

	"github.com/slack-go/slack"
	"github.com/slack-go/slack/slackevents"
	"github.com/slack-go/slack/socketmode"
)

const (
	// readLimit bounds one frame.
	readLimit = 4 << 20
	// restartPause is waited before a connection that ended with an error is tried again.
	restartPause = time.Second
)

// supervise keeps one Socket Mode connection. It returns only when ctx ends or Slack refuses the credentials for good.
func (b *Bot) supervise(ctx context.Context, number int) error {
	log := b.log.With("connection", number)
	if !pause(ctx, time.Duration(number)*b.times.Stagger) {
		return nil
	}
	for {
		client := socketmode.New(b.slack, socketmode.OptionPingInterval(b.times.Ping), socketmode.OptionReadLimit(readLimit),
			socketmode.OptionDialer(dialer()))
		err := b.connect(ctx, client, log)
		switch {
		case ctx.Err() != nil:
			return nil //nolint:nilerr // it ended because it was told to
		case fatal(err):
			return fmt.Errorf("connect to Slack: it refuses SLACK_APP_TOKEN, make a new one in the app's settings: %w", err)
		}
		log.WarnContext(ctx, "connection ended, opening another", "error", safe(err))
		if !pause(ctx, restartPause) {
			return nil
		}
	}
}

func (b *Bot) connect(ctx context.Context, client *socketmode.Client, log *slog.Logger) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	drained := make(chan struct{})
	go func() {
		defer close(drained)
		for {
			select {
			case ev := <-client.Events:
				b.handle(ctx, client, ev, log)
			case <-ctx.Done():
				return
			}
		}
	}()
	err := client.RunContext(ctx)
	cancel()
	<-drained
	return err
}

// fatal reports whether trying again cannot help.
func fatal(err error) bool {
	if err == nil {
		return false
	}
	switch err.Error() { // slack-go gives Slack's codes as text
	case "invalid_auth", "account_inactive", "not_authed", "token_revoked":
		return true
	}
	code, ok := errors.AsType[slack.StatusCodeError](err)
	return ok && code.Code == http.StatusNotFound
}

// safe is an error's kind without its text, which may hold the connection's address and so its ticket.
func safe(err error) string { return fmt.Sprintf("%T", err) }

func pause(ctx context.Context, d time.Duration) bool {
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-t.C:
		return true
	case <-ctx.Done():
		return false
	}
}

// handle takes one event off the socket. Nothing here waits for anybody: while it runs, pings go unanswered.
func (b *Bot) handle(ctx context.Context, client *socketmode.Client, ev socketmode.Event, log *slog.Logger) {
	switch ev.Type {
	case socketmode.EventTypeHello:
		log.InfoContext(ctx, "connected", "connections", ev.Request.NumConnections)
	case socketmode.EventTypeConnectionError:
		log.WarnContext(ctx, "cannot connect, trying again")
	case socketmode.EventTypeSlashCommand:
		if cmd, ok := ev.Data.(slack.SlashCommand); ok {
			b.slash(client, ev.Request.EnvelopeID, cmd)
		}
	case socketmode.EventTypeInteractive:
		if call, ok := ev.Data.(slack.InteractionCallback); ok {
			b.interactive(client, ev.Request.EnvelopeID, call)
		}
	case socketmode.EventTypeEventsAPI:
		b.ack(client, ev.Request.EnvelopeID, nil)
		if event, ok := ev.Data.(slackevents.EventsAPIEvent); ok {
			b.event(event)
		}
	case socketmode.EventTypeErrorBadMessage:
		if bad, ok := ev.Data.(*socketmode.ErrorBadMessage); ok {
			log.WarnContext(ctx, "undecodable message", "bytes", len(bad.Message))
			if id := envelopeID(bad.Message); id != "" {
				b.ack(client, id, nil)
			}
		}
	case socketmode.EventTypeErrorWriteFailed:
		if failed, ok := ev.Data.(*socketmode.ErrorWriteFailed); ok && failed.Response != nil {
			b.unwritten(client, failed.Response.EnvelopeID)
		}
	default:
	}
}

// envelopeID finds the identity of an envelope whose payload cannot be decoded.
func envelopeID(raw []byte) string {
	var e struct {
		EnvelopeID string `json:"envelope_id"`
	}
	if json.Unmarshal(raw, &e) != nil {
		return ""
	}
	return e.EnvelopeID
}

// ackPatience bounds the wait for room in a connection's queue; after it Slack has given up anyway.
const ackPatience = 2500 * time.Millisecond

// ack acknowledges an envelope. The queue is nearly always free; when it is not, the wait is not the socket loop's.
func (b *Bot) ack(client *socketmode.Client, envelope string, payload any) {
	b.side.Go(func() {
		ctx, cancel := context.WithTimeout(b.work, ackPatience)
		defer cancel()
		if err := client.AckCtx(ctx, envelope, payload); err != nil {
			b.log.WarnContext(ctx, "cannot acknowledge", "envelope", envelope)
			b.unwritten(client, envelope)
		}
	})
}

// unwritten mends an acknowledgement that was lost with its connection: it goes out again, bare, on the next one, and
// the answer it held goes the other way.
func (b *Bot) unwritten(client *socketmode.Client, envelope string) {
	if b.once("unwritten " + envelope) {
		b.ack(client, envelope, nil)
	}
	if again, ok := b.acked.Get(envelope); ok {
		b.acked.Delete(envelope)
		b.side.Go(again.(func()))
	}
}
