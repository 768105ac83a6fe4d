package api

import (
	"context"
	"errors"
	"io"
	"net/http"
	"strings"
	"testing"
	"testing/synctest"
	"time"
)

// answers plays a list of answers, the last one for ever. Its clock is the bubble's: nothing here waits in truth.
type answers struct {
	list []answer
	at   []time.Duration // when each request came
	from time.Time
}

type answer struct {
	status int // 0: the network fails; -1: no answer within any time
	after  string
}

func (a *answers) RoundTrip(r *http.Request) (*http.Response, error) {
	next := a.list[min(len(a.at), len(a.list)-1)]
	a.at = append(a.at, time.Since(a.from))
	switch next.status {
	case 0:
		return nil, errors.New("connection refused by http://10.0.0.1:8000")
	case -1:
		<-r.Context().Done()
		return nil, r.Context().Err()
	}
	header := http.Header{"Content-Type": {"application/json"}}
	if next.after != "" {
		header.Set("Retry-After", next.after)
	}
	return &http.Response{StatusCode: next.status, Header: header, Body: io.NopCloser(strings.NewReader(`{"code":0,"data":{}}`))}, nil
}

var errPatience = errors.New("the person waited long enough")

func TestRetry(t *testing.T) {
	const start = "Sat, 01 Jan 2000 00:00:00 GMT" // when time begins in a bubble
	in := func(seconds int) string {
		at, err := http.ParseTime(start)
		if err != nil {
			t.Fatal(err)
		}
		return at.Add(time.Duration(seconds) * time.Second).Format(http.TimeFormat)
	}
	tests := []struct {
		name     string
		method   string // GET when empty
		list     []answer
		patience time.Duration // the caller's; none when zero
		want     error
		pauses   []time.Duration // before each further request
		after    time.Duration   // RetryAfter of the error
		total    time.Duration   // of a call that waits for something else than pauses
	}{
		{name: "good at once", list: []answer{{200, ""}}},
		{name: "good the second time", list: []answer{{503, ""}, {200, ""}}, pauses: []time.Duration{firstPause}},
		{name: "network", list: []answer{{0, ""}, {0, ""}, {200, ""}}, pauses: []time.Duration{firstPause, 2 * firstPause}},
		{name: "three times and no more", list: []answer{{502, ""}, {504, ""}, {503, ""}}, want: ErrUnavailable, pauses: []time.Duration{firstPause, 2 * firstPause}},
		{name: "500 comes again every time", list: []answer{{500, ""}}, want: ErrUnavailable},
		{name: "403 is an answer", list: []answer{{403, "5"}}, want: ErrForbidden, after: 5 * time.Second},
		{name: "seconds", list: []answer{{429, "5"}, {200, ""}}, pauses: []time.Duration{5 * time.Second}},
		{name: "date", list: []answer{{503, in(7)}, {200, ""}}, pauses: []time.Duration{7 * time.Second}},
		{name: "date gone by", list: []answer{{503, in(-60)}, {200, ""}}, pauses: []time.Duration{firstPause}},
		{name: "less than our own pause", list: []answer{{429, "0"}, {200, ""}}, pauses: []time.Duration{firstPause}},
		{name: "negative", list: []answer{{429, "-5"}, {200, ""}}, pauses: []time.Duration{firstPause}},
		{name: "rubbish", list: []answer{{429, "soon"}, {200, ""}}, pauses: []time.Duration{firstPause}},
		{name: "each its own", list: []answer{{429, "3"}, {429, "4"}, {200, ""}}, pauses: []time.Duration{3 * time.Second, 4 * time.Second}},
		{name: "beyond the deadline", list: []answer{{429, "60"}}, patience: 15 * time.Second, want: ErrRateLimited, after: time.Minute},
		{name: "a day is told as an hour", list: []answer{{429, "86400"}}, patience: time.Minute, want: ErrRateLimited, after: time.Hour},
		{name: "within the deadline", list: []answer{{429, "9"}, {200, ""}}, patience: 10 * time.Second, pauses: []time.Duration{9 * time.Second}},
		{name: "time-out is not tried again", list: []answer{{-1, ""}}, want: ErrUnavailable, total: 10 * time.Second},
		{name: "the caller's deadline", list: []answer{{-1, ""}}, patience: 4 * time.Second, want: errPatience, total: 4 * time.Second},
		{name: "POST", method: http.MethodPost, list: []answer{{503, "1"}}, want: ErrUnavailable, after: time.Second},
		{name: "PUT without a network", method: http.MethodPut, list: []answer{{0, ""}}, want: ErrUnavailable},
		{name: "DELETE", method: http.MethodDelete, list: []answer{{429, "2"}}, want: ErrRateLimited, after: 2 * time.Second},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				server := &answers{list: tt.list, from: time.Now()}
				c, err := New(Config{URL: "http://tca.invalid", Transport: server})
				if err != nil {
					t.Fatal(err)
				}
				ctx := t.Context()
				if tt.patience > 0 {
					var cancel context.CancelFunc
					ctx, cancel = context.WithTimeoutCause(ctx, tt.patience, errPatience)
					defer cancel()
				}
				if tt.method == "" {
					tt.method = http.MethodGet
				}
				err = c.retry(ctx, request{method: tt.method, route: "/r/", path: "/r/"}, func() any { return new(struct{}) })
				if !errors.Is(err, tt.want) {
					t.Errorf("got %v, want %v", err, tt.want)
				}
				if e, ok := errors.AsType[*Error](err); ok && e.RetryAfter != tt.after {
					t.Errorf("retry after %v, want %v", e.RetryAfter, tt.after)
				}
				if took := time.Since(server.from); tt.total > 0 && took != tt.total || tt.total == 0 && took != server.at[len(server.at)-1] {
					t.Errorf("took %v, the requests came at %v", took, server.at)
				}
				server.check(t, tt.pauses)
			})
		})
	}
}

// TestRetryWithinBudget: what nobody has asked for is not asked again of a server that is busy.
func TestRetryWithinBudget(t *testing.T) {
	for _, status := range []int{0, 429, 502, 503, 504} {
		server := &answers{list: []answer{{status, ""}}, from: time.Now()}
		c, err := New(Config{URL: "http://tca.invalid", Transport: server})
		if err != nil {
			t.Fatal(err)
		}
		ctx, stop := Budget(t.Context(), 1)
		defer stop()
		if err := Spend(ctx); err != nil { // as a Cache does before the first
			t.Fatal(err)
		}
		err = c.retry(ctx, request{method: http.MethodGet, route: "/r/", path: "/r/"}, func() any { return new(struct{}) })
		if len(server.at) != 1 || !errors.Is(err, ErrBudget) {
			t.Errorf("%d: %d requests, %v", status, len(server.at), err)
		}
	}
}

// check finds whether requests came after the pauses wanted. Our own have a jitter of 30 %, the server's have none.
func (a *answers) check(t *testing.T, pauses []time.Duration) {
	t.Helper()
	if len(a.at) != len(pauses)+1 {
		t.Fatalf("%d requests, want %d", len(a.at), len(pauses)+1)
	}
	for i, want := range pauses {
		got := a.at[i+1] - a.at[i]
		slack := want * 3 / 10
		if want >= time.Second {
			slack = 0
		}
		if got < want-slack || got > want+slack {
			t.Errorf("pause %d: %v, want about %v", i+1, got, want)
		}
	}
}

func TestNothingOfTheNetworkErrorIsKept(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c, err := New(Config{URL: "http://tca.invalid", Transport: &answers{list: []answer{{0, ""}}, from: time.Now()}})
		if err != nil {
			t.Fatal(err)
		}
		if _, err = c.Me(t.Context()); err == nil || strings.Contains(err.Error(), "10.0.0.1") || strings.Contains(err.Error(), "tca.invalid") {
			t.Errorf("got %v", err)
		}
	})
}
