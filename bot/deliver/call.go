package deliver

import (
	"context"
	"errors"
	"log/slog"
	"tcabot/commands/kit"
	"time"
)

// call is one method to be called.
type call struct {
	method   method
	channel  string // whose pace it is bound to
	priority Priority
	again    bool // to do it twice does no harm
	now      bool // it is not worth waiting for
	read     bool // it changes nothing, so that nobody needs to know what became of it
}

const (
	// maxLimited is how often a call is sent again that Slack had no room for: then somebody else is better off with it.
	maxLimited = 5
	// maxAgain is how often a call is tried that may be done twice.
	maxAgain = 3
	// pauseUntold is how long a method rests when Slack does not say how long.
	pauseUntold = 5 * time.Second
	// maxPause is the longest that a method rests, whatever Slack says: then it is asked again. One answer with a wrong
	// time must not silence the bot for days.
	maxPause = 5 * time.Minute
)

// errEmpty is an answer that does not say what it should. slack-go takes a refusal without a reason for a success.
var errEmpty = errors.New("empty answer")

// requireField makes an error of an answer that lacks what every success has.
func requireField(what string, err error) error {
	if err == nil && what == "" {
		return errEmpty
	}
	return err
}

// do calls a method when its turn has come, and again as often as that is safe. once returns the channel in which
// something new stands now.
func (s *Sender) do(ctx context.Context, c call, once func(context.Context) (string, error)) error {
	p := &place{method: c.method, channel: c.channel, priority: c.priority, now: c.now}
	limited, tries := 0, 0
	for {
		if pause := s.queue.paused(p); pause > longLimit { // whoever sends it has better things to do than to wait
			return &Error{Method: string(c.method), Code: "ratelimited", RetryAfter: pause, kind: ErrLater}
		}
		asked := time.Now()
		err := s.queue.wait(ctx, p)
		s.meters.waited.Add(int64(time.Since(asked)))
		if err != nil {
			return &Error{Method: string(c.method), RetryAfter: s.queue.paused(p), kind: ErrLater, cause: err}
		}
		e := s.turn(ctx, c, p, once)
		switch {
		case e == nil:
			return nil
		case e.RetryAfter > 0:
			s.log.WarnContext(ctx, "slack limits the rate of a method", "method", e.Method, "channel", c.channel, "asked_to_wait", e.asked, "waits", e.RetryAfter)
			if limited++; limited > maxLimited {
				return e
			}
		case c.again && (e.kind == ErrUncertain || e.kind == ErrLater):
			e.kind = ErrLater
			if tries++; c.now || tries >= maxAgain || !sleep(ctx, s.conf.RateUnit<<(tries-1)) {
				return e
			}
		default:
			return e
		}
	}
}

// turn takes a turn in the queue and gives it back, whatever happens in between: a channel would be blocked for ever.
func (s *Sender) turn(ctx context.Context, c call, p *place, once func(context.Context) (string, error)) *Error {
	waited := ctx
	if !c.read { // a message cannot be taken back: to look away would only leave nobody knowing what became of it
		ctx = context.WithoutCancel(ctx)
	}
	ctx, cancel := context.WithTimeout(ctx, s.conf.Timeout)
	defer cancel()
	var landed string
	var pause time.Duration
	defer func() { s.queue.leave(p, landed, pause) }()
	began := time.Now()
	landed, err := once(ctx)
	e := classify(p.method, err)
	s.meters.called(p.method, e, time.Since(began))
	if e != nil {
		pause = e.RetryAfter
	}
	if e != nil && c.read && waited.Err() != nil {
		e.kind, e.cause = ErrLater, ended(waited)
	}
	return e
}

// sendForms sends a message in the first of its forms that Slack takes.
func (s *Sender) sendForms(ctx context.Context, c call, m kit.Rendered, once func(context.Context, Form) (string, error)) error {
	for forms := FormsOf(m); ; {
		err := s.do(ctx, c, func(ctx context.Context) (string, error) { return once(ctx, forms[0]) })
		e, refused := errors.AsType[*Error](err)
		if !refused || !e.reword {
			return s.logOurs(ctx, err)
		}
		if !forms.Next(ctx, s.log, e.attrs()...) {
			return err
		}
	}
}

// logOurs logs what is our own mistake or the installation's, and gives the error back.
func (s *Sender) logOurs(ctx context.Context, err error) error {
	if e, ok := errors.AsType[*Error](err); ok && (e.kind == ErrOurs || e.kind == ErrScope) {
		s.log.LogAttrs(ctx, slog.LevelError, "slack refused a call", e.attrs()...)
	}
	return err
}

// sleep reports whether it could.
func sleep(ctx context.Context, d time.Duration) bool {
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-t.C:
		return true
	case <-ctx.Done():
		return false
	}
}
