package api

import (
	"context"
	"errors"
	"net/http"
	"time"

	"github.com/sethvargo/go-retry"
)

const (
	attempts   = 3
	firstPause = 100 * time.Millisecond
	// longestPause bounds what a server may ask for: who waits longer is better told.
	longestPause = 30 * time.Second
)

// retry sends a request, a GET up to three times: it changes nothing, so asking again is safe. Only what may pass by
// itself is tried again; a 500 of TCA's comes again every time. Nothing is waited for beyond the caller's deadline.
func (c *Client) retry(ctx context.Context, method, route, path string, body []byte) ([]byte, error) {
	if method != http.MethodGet {
		return c.once(ctx, method, route, path, body)
	}
	var pause time.Duration // what the server asked for
	steps := retry.WithMaxRetries(attempts-1, retry.WithJitterPercent(30, retry.NewExponential(firstPause)))
	backoff := retry.BackoffFunc(func() (time.Duration, bool) {
		next, stop := steps.Next()
		next = max(next, pause)
		if deadline, ok := ctx.Deadline(); next > longestPause || ok && time.Until(deadline) < next {
			return 0, true
		}
		return next, stop
	})
	var data []byte
	err := retry.Do(ctx, backoff, func(ctx context.Context) error {
		var err error
		data, err = c.once(ctx, method, route, path, body)
		if e, ok := errors.AsType[*Error](err); ok && e.passing() {
			pause = e.RetryAfter
			return retry.RetryableError(err)
		}
		return err
	})
	if err != nil && ctx.Err() != nil {
		return nil, context.Cause(ctx)
	}
	return data, err
}

// passing reports whether the same request may well succeed a moment later. A server that used up an attempt's time is
// not asked again: the person is waiting.
func (e *Error) passing() bool {
	switch e.Status {
	case 0:
		return !e.timedOut
	case http.StatusTooManyRequests, http.StatusBadGateway, http.StatusServiceUnavailable, http.StatusGatewayTimeout:
		return true
	default:
		return false
	}
}
