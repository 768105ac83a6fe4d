package api_test

import (
	"errors"
	"net/http"
	"net/http/httptest"
	"tcabot/api"
	"testing"
	"time"
)

// TestHealth: a server is up only when it says what a real one was recorded to say, and its clock is taken from the answer.
func TestHealth(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct {
		answer http.HandlerFunc
		want   error
		at     bool // the time of the server is known
	}{
		"up": {func(w http.ResponseWriter, _ *http.Request) {
			_, _ = w.Write([]byte("main server status check success"))
		}, nil, true},
		"without clock": {func(w http.ResponseWriter, _ *http.Request) { w.Header()["Date"] = nil }, nil, false},
		"gateway":       {func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusBadGateway) }, api.ErrUnavailable, true},
		"something else": {
			func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, "/login", http.StatusFound) }, api.ErrUnexpected, true,
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			var path string
			srv := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				path = r.URL.Path
				if r.Header.Get("Authorization") != "" {
					t.Error("a token was sent")
				}
				tt.answer(w, r)
			}))
			defer srv.Close()
			c, err := api.New(api.Config{URL: srv.URL})
			if err != nil {
				t.Fatal(err)
			}
			h, err := c.Health(t.Context())
			if !errors.Is(err, tt.want) || (err == nil) != (tt.want == nil) {
				t.Errorf("got %v, want %v", err, tt.want)
			}
			if path != "/server/main/healthcheck/" {
				t.Errorf("asked %s", path)
			}
			if got := !h.At.IsZero() && time.Since(h.At) < time.Minute; got != tt.at {
				t.Errorf("the clock is known: %t, want %t", got, tt.at)
			}
		})
	}
}

// TestHealthOfNobody: where nothing answers, the reason is said without the address.
func TestHealthOfNobody(t *testing.T) {
	t.Parallel()
	srv := httptest.NewServer(http.NotFoundHandler())
	srv.Close()
	c, err := api.New(api.Config{URL: srv.URL})
	if err != nil {
		t.Fatal(err)
	}
	_, err = c.Health(t.Context())
	failed, ok := errors.AsType[*api.Error](err)
	if !ok || !errors.Is(err, api.ErrRefused) || failed.Reason() != "connection refused" {
		t.Errorf("got %v", err)
	}
}
