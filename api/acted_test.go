package api

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"testing"
	"testing/synctest"
	"time"
)

func TestMayHaveActed(t *testing.T) {
	failed := func(status int, kinds ...kindError) *Error {
		e := &Error{Status: status, kind: kinds[0]}
		if len(kinds) > 1 {
			e.detail = kinds[1]
		}
		return e
	}
	for _, tt := range []struct {
		name string
		err  error
		want bool
	}{
		{"success", nil, false},
		{"not sent", failed(0, ErrInvalid), false},
		{"not sent: a name that no path can have", failed(404, ErrNotFound), false},
		{"no connection", request{method: "POST"}.unsent(failed(0, ErrUnavailable, ErrRefused)), false},
		{"the caller left before", request{method: "POST"}.unsent(context.Canceled), false},
		{"no answer in time", failed(0, ErrUnavailable, ErrTimeout), true},
		{"cut connection", failed(0, ErrUnavailable), true},
		{"cut in the middle of the answer", failed(200, ErrUnavailable), true},
		{"unreadable 200", failed(200, ErrUnexpected), true},
		{"oversized 200", failed(201, ErrUnexpected), true},
		{"200 with a code", failed(200, ErrInvalid), false},
		{"redirect", failed(302, ErrUnexpected), false},
		{"rejected", failed(400, ErrInvalid), false},
		{"unfinished", failed(400, ErrInvalid, ErrUnfinished), false},
		{"not created", failed(400, ErrInvalid, ErrNotCreated), false},
		{"token", failed(401, ErrUnauthorized), false},
		{"right", failed(403, ErrForbidden), false},
		{"unreadable 403", failed(403, ErrUnexpected), false},
		{"conflict", failed(409, ErrConflict), false},
		{"too many", failed(429, ErrRateLimited), false},
		{"500", failed(500, ErrUnavailable), true},
		{"oversized 500", failed(500, ErrUnexpected), true},
		{"502", failed(502, ErrUnavailable), true},
		{"503", failed(503, ErrUnavailable), true},
		{"504", failed(504, ErrUnavailable), true},
		{"the caller's deadline", context.DeadlineExceeded, true},
		{"the caller left", context.Canceled, true},
		{"another cause", errors.New("shutting down"), true},
		{"wrapped", fmt.Errorf("start: %w", failed(502, ErrUnavailable)), true},
		{"wrapped rejection", fmt.Errorf("start: %w", failed(403, ErrForbidden)), false},
	} {
		if got := MayHaveActed(tt.err); got != tt.want {
			t.Errorf("%s: %t, want %t", tt.name, got, tt.want)
		}
	}
}

// silence never answers.
type silence struct{}

func (silence) RoundTrip(r *http.Request) (*http.Response, error) {
	<-r.Context().Done()
	return nil, r.Context().Err()
}

// TestLeftBeforeItWasSent: a request that still waits for its owner's other ones has changed nothing when its caller leaves.
func TestLeftBeforeItWasSent(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c, err := New(Config{URL: "http://tca.invalid", Transport: silence{}})
		if err != nil {
			t.Fatal(err)
		}
		c = c.As(c.token, "somebody")
		cancel := func(ctx context.Context) error { return c.CancelJob(ctx, JobRef{Project: anyProject, ID: 3}, "x") }
		var sent []error
		done := make(chan error)
		ctx, leave := context.WithTimeoutCause(t.Context(), time.Second, errPatience)
		defer leave()
		for range perLogin + 2 {
			go func() { done <- cancel(ctx) }()
		}
		unsent := 0
		for range perLogin + 2 {
			err := <-done
			if !errors.Is(err, errPatience) {
				t.Errorf("got %v", err)
			}
			if MayHaveActed(err) {
				sent = append(sent, err)
			} else {
				unsent++
			}
		}
		if len(sent) != perLogin || unsent != 2 {
			t.Errorf("%d may have been sent, %d were not", len(sent), unsent)
		}
	})
}
