package socket

import (
	"context"
	"errors"
	"log/slog"
	"net/http"
	"strconv"
	"sync"
	"tcabot/api/redact"
	"time"

	"github.com/gorilla/websocket"
	"github.com/slack-go/slack"
	"github.com/slack-go/slack/socketmode"
)

const (
	// readLimit bounds one frame.
	readLimit = 4 << 20
	// restartPause is waited before a connection that ended with an error is opened again.
	restartPause = time.Second
)

// keep maintains one connection. It returns only when ctx ends or Slack rejects the credentials permanently.
func (l *Listener) keep(ctx context.Context, number int) error {
	log := l.log.With("connection", number)
	if !pause(ctx, time.Duration(number)*l.timing.Stagger) {
		return nil
	}
	for {
		client := socketmode.New(l.client, socketmode.OptionPingInterval(l.timing.Ping), socketmode.OptionReadLimit(readLimit),
			socketmode.OptionDialer(dialer()))
		err := l.connect(ctx, client, log)
		switch {
		case ctx.Err() != nil:
			return nil //nolint:nilerr // it ended because it was told to
		case fatal(err):
			return refused(err)
		}
		log.WarnContext(ctx, "connection ended, opening another", "cause", cause(err))
		if !pause(ctx, restartPause) {
			return nil
		}
	}
}

// connect runs slack-go's client, which reconnects by itself, and takes its events until it ends.
func (l *Listener) connect(ctx context.Context, client *socketmode.Client, log *slog.Logger) error {
	ctx, cancel := context.WithCancel(ctx)
	var events sync.WaitGroup
	defer events.Wait()
	defer cancel()
	events.Go(func() {
		for {
			select {
			case ev := <-client.Events:
				l.dispatch(ctx, client, ev, log)
			case <-ctx.Done():
				return
			}
		}
	})
	return client.RunContext(ctx)
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

// cause describes why a connection failed. The error's own text may hold the connection's address and so its ticket.
func cause(err error) string {
	if answer, ok := errors.AsType[slack.SlackErrorResponse](err); ok {
		return "slack answered " + answer.Err
	}
	if status, ok := errors.AsType[slack.StatusCodeError](err); ok {
		return "slack answered HTTP " + strconv.Itoa(status.Code)
	}
	if _, ok := errors.AsType[*slack.RateLimitedError](err); ok {
		return "slack answered HTTP 429"
	}
	if closed, ok := errors.AsType[*websocket.CloseError](err); ok {
		return "closed with code " + strconv.Itoa(closed.Code)
	}
	if errors.Is(err, websocket.ErrBadHandshake) {
		return "no websocket is spoken there"
	}
	return redact.Cause(err)
}

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
