package api

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"time"

	"github.com/sethvargo/go-retry"
)

const (
	attempts   = 3
	firstPause = 100 * time.Millisecond
	// longestPause bounds the pause that a server can ask for. Beyond it the caller gets the error instead.
	longestPause = 30 * time.Second
)

// retry sends a request, and a GET up to three times, because it changes nothing. It repeats only failures that may be
// temporary, which a 500 of TCA's is not, and never waits beyond the caller's deadline. Work with a Budget pays for each.
// For each attempt the answer is decoded into what out returns.
func (c *Client) retry(ctx context.Context, r request, out func() any) error {
	if r.method != http.MethodGet {
		return c.once(ctx, r, out())
	}
	var pause time.Duration // requested by the server
	steps := retry.WithMaxRetries(attempts-1, retry.WithJitterPercent(30, retry.NewExponential(firstPause)))
	backoff := retry.BackoffFunc(func() (time.Duration, bool) {
		next, stop := steps.Next()
		next = max(next, pause)
		if deadline, ok := ctx.Deadline(); next > longestPause || ok && time.Until(deadline) < next {
			return 0, true
		}
		return next, stop
	})
	err := retry.Do(ctx, backoff, func(ctx context.Context) error {
		err := c.once(ctx, r, out())
		if e, ok := errors.AsType[*Error](err); ok && e.temporary() {
			if spent := Spend(ctx); spent != nil {
				return fmt.Errorf("%w: %w", spent, err)
			}
			pause = e.RetryAfter
			return retry.RetryableError(err)
		}
		return err
	})
	if err != nil && ctx.Err() != nil {
		return context.Cause(ctx)
	}
	return err
}

// temporary reports whether the same request may succeed a moment later. After a timeout it is not repeated, because a person
// is waiting; nor does a certificate become trusted.
func (e *Error) temporary() bool {
	switch e.Status {
	case 0:
		return e.detail != ErrTimeout && e.detail != ErrUntrusted
	case http.StatusTooManyRequests, http.StatusBadGateway, http.StatusServiceUnavailable, http.StatusGatewayTimeout:
		return true
	default:
		return false
	}
}
