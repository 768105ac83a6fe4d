package socket

import (
	"context"
	"errors"
	"log/slog"
	"sync"
	"time"

	"github.com/sethvargo/go-retry"
	"github.com/slack-go/slack"
)

// retryJitter spreads the retries of replicas that lost Slack at the same moment, in percent.
const retryJitter = 20

// keep maintains one connection: another is opened when Slack asks the present one to go, and when it breaks. It returns
// when ctx ends, or with an error when Slack refuses the credentials for good.
func (l *Listener) keep(ctx context.Context, number int) error {
	log := l.log.With("connection", number)
	var running sync.WaitGroup
	defer running.Wait()
	if !pause(ctx, time.Duration(number)*l.timing.Stagger) {
		return nil
	}
	var former, present *connection
	backoff := l.backoff()
	for {
		next, err := l.connect(ctx, log)
		if ctx.Err() != nil {
			next.discard()
			return nil
		}
		if err != nil {
			l.meters.reconnects.Add(reasonFailed)
			if err := l.failed(ctx, number, err, log); err != nil {
				return err
			}
			if !pause(ctx, l.wait(backoff, err)) {
				return nil
			}
			continue
		}
		l.refusals.end(number)
		former.end() // Slack allows ten at a time
		present.replaced()
		former, present = present, next
		running.Go(func() { next.run(ctx) })
		opened := time.Now()
		select {
		case <-next.leaving:
			l.meters.reconnects.Add(next.reason)
		case <-ctx.Done():
			return nil
		}
		if !pause(ctx, l.rest(next, time.Since(opened), &backoff)) {
			return nil
		}
	}
}

// failed logs that a connection could not be opened. The error says that Slack refuses the credentials for good.
func (l *Listener) failed(ctx context.Context, number int, err error, log *slog.Logger) error {
	if !credentials(err) {
		l.refusals.end(number)
		log.WarnContext(ctx, "cannot connect to Slack, trying again", "cause", cause(err))
		return nil
	}
	log.ErrorContext(ctx, "Slack refuses SLACK_APP_TOKEN, trying again", "cause", cause(err))
	if l.refusals.since(number, time.Now()) >= l.timing.Refused {
		return refused(err)
	}
	return nil
}

// backoff is how long to wait before each try.
func (l *Listener) backoff() retry.Backoff {
	return retry.WithJitterPercent(retryJitter, retry.WithCappedDuration(l.timing.Longest, retry.NewExponential(l.timing.Retry)))
}

// rest is how long to wait before a connection is replaced that lived for a time: not at all as a rule, longer each time while
// Slack closes what it has just opened, and long where it says that it wants none.
func (l *Listener) rest(left *connection, lived time.Duration, backoff *retry.Backoff) time.Duration {
	switch {
	case left.switchedOff.Load():
		return l.timing.Longest
	case lived > l.timing.Longest:
		*backoff = l.backoff()
		return 0
	default:
		return l.wait(*backoff, nil)
	}
}

// wait is how long to wait before the next try after an error.
func (l *Listener) wait(backoff retry.Backoff, err error) time.Duration {
	d, _ := backoff.Next()
	if limited, ok := errors.AsType[*slack.RateLimitedError](err); ok {
		d = max(d, limited.RetryAfter)
	}
	if _, many := errors.AsType[greetingError](err); many { // ten connections are open already
		d = l.timing.Longest
	}
	return min(d, l.timing.Longest)
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

// refusals tells since when Slack refuses the credentials on every connection. Slack now and then refuses a healthy token,
// so a refusal counts only when no connection is open or fails in another way.
type refusals struct {
	mu    sync.Mutex
	began []time.Time // by number of the connection; zero while it is not refused
}

func newRefusals(connections int) *refusals { return &refusals{began: make([]time.Time, connections)} }

// end notes that a connection is open, or fails for another reason.
func (r *refusals) end(number int) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.began[number] = time.Time{}
}

// since notes a refusal and returns for how long all connections have been refused.
func (r *refusals) since(number int, now time.Time) time.Duration {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.began[number].IsZero() {
		r.began[number] = now
	}
	latest := r.began[number]
	for _, began := range r.began {
		if began.IsZero() {
			return 0
		}
		if began.After(latest) {
			latest = began
		}
	}
	return now.Sub(latest)
}
