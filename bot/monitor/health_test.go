package monitor

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"sync"
	"sync/atomic"
	"tcabot/api"
	"tcabot/bot/socket"
	"testing"
	"testing/synctest"
	"time"
)

// parts are the parts that decide whether the process is ready.
type parts struct {
	fresh atomic.Int64
	pings atomic.Int64
	fails atomic.Bool
	hangs atomic.Bool
}

func (p *parts) State(now time.Time) socket.State {
	return socket.State{Open: 2, Fresh: int(p.fresh.Load()), Heard: now}
}

func (p *parts) Stats() socket.Stats { return socket.Stats{} }

func (p *parts) Ping(ctx context.Context) error {
	p.pings.Add(1)
	if p.hangs.Load() {
		<-ctx.Done()
		return context.Cause(ctx)
	}
	if p.fails.Load() {
		return errors.New("no connection to tcabot:secret@db")
	}
	return nil
}

func begin() (*parts, *Monitor) {
	p := &parts{}
	p.fresh.Store(1)
	return p, New(Sources{Sockets: p, Database: p, TCA: new(TCA)}, slog.New(slog.DiscardHandler))
}

func probe(t *testing.T, m *Monitor, path string) (status int, body report) {
	t.Helper()
	w := httptest.NewRecorder()
	m.handler().ServeHTTP(w, httptest.NewRequestWithContext(t.Context(), http.MethodGet, path, nil))
	if err := json.Unmarshal(w.Body.Bytes(), &body); err != nil {
		t.Fatal(err)
	}
	return w.Code, body
}

func TestReady(t *testing.T) {
	for _, tt := range []struct {
		name            string
		breaks          func(*parts, *Monitor)
		alive, ready    int
		slack, database bool
	}{
		{"nothing is wrong", func(*parts, *Monitor) {}, 200, 200, true, true},
		{"no socket is fresh", func(p *parts, _ *Monitor) { p.fresh.Store(0) }, 200, 503, false, true},
		{"the database fails", func(p *parts, _ *Monitor) { p.fails.Store(true) }, 200, 503, true, false},
		{"the database hangs", func(p *parts, _ *Monitor) { p.hangs.Store(true) }, 200, 503, true, false},
		{"the process stops", func(_ *parts, m *Monitor) { m.Stop() }, 200, 503, true, true},
		{"a part ended by itself", func(_ *parts, m *Monitor) { m.Fail() }, 503, 503, true, true},
		{"TCA fails", func(_ *parts, m *Monitor) { m.from.TCA.Attempted(api.Attempt{Err: api.ErrUnavailable}) }, 200, 200, true, true},
	} {
		t.Run(tt.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				p, m := begin()
				tt.breaks(p, m)
				began := time.Now()
				status, body := probe(t, m, "/readyz")
				if status != tt.ready || body.Ready != (tt.ready == 200) || body.Slack.OK != tt.slack || body.Database.OK != tt.database {
					t.Errorf("status %d: %+v", status, body)
				}
				if took := time.Since(began); took > time.Second {
					t.Errorf("answered after %v", took)
				}
				if status, _ := probe(t, m, "/healthz"); status != tt.alive {
					t.Errorf("alive: status %d, want %d", status, tt.alive)
				}
			})
		})
	}
}

// TestProbesShareAPing: however many probe, the database is asked once a second, and what they are told is not older.
func TestProbesShareAPing(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p, m := begin()
		many := func(want int) {
			var all sync.WaitGroup
			for range 50 {
				all.Go(func() {
					if status, _ := probe(t, m, "/readyz"); status != want {
						t.Errorf("status %d, want %d", status, want)
					}
				})
			}
			all.Wait()
		}
		many(http.StatusOK)
		p.hangs.Store(true)
		many(http.StatusOK)
		if n := p.pings.Load(); n != 1 {
			t.Errorf("the database was asked %d times within a second", n)
		}
		time.Sleep(time.Second) // of the bubble's clock
		many(http.StatusServiceUnavailable)
		if n := p.pings.Load(); n != 2 {
			t.Errorf("the database was asked %d times within two seconds", n)
		}
	})
}

func TestTCAState(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name     string
		requests []error
		state    string
		outcomes map[string]uint64
	}{
		{"none", nil, "not asked yet", nil},
		{"an answer", []error{nil}, "answers", map[string]uint64{"ok": 1}},
		{"a refusal is an answer", []error{fmt.Errorf("get: %w", api.ErrForbidden)}, "answers", map[string]uint64{"forbidden": 1}},
		{"no answer", []error{nil, errors.Join(api.ErrUnavailable, api.ErrTimeout)}, "fails", map[string]uint64{"ok": 1, "timeout": 1}},
		{"not TCA", []error{api.ErrUnexpected}, "fails", map[string]uint64{"unexpected": 1}},
		{"nobody waited", []error{nil, context.Canceled}, "answers", map[string]uint64{"ok": 1, "cancelled": 1}},
		{"it answers again", []error{api.ErrUnavailable, nil}, "answers", map[string]uint64{"unavailable": 1, "ok": 1}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				var tca TCA
				for _, err := range tt.requests {
					tca.Attempted(api.Attempt{Took: time.Second, Err: err})
					time.Sleep(time.Millisecond) // of the bubble's clock
				}
				if got := tca.state().State; got != tt.state {
					t.Errorf("state %q, want %q", got, tt.state)
				}
				times := tca.requests.Times()
				if len(times) != len(tt.outcomes) {
					t.Errorf("counted %v", times)
				}
				for outcome, n := range tt.outcomes {
					if times[outcome].Count != n {
						t.Errorf("%d requests were %s, want %d", times[outcome].Count, outcome, n)
					}
				}
			})
		})
	}
}
