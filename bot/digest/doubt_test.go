package digest_test

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"sync/atomic"
	"tcabot/api"
	"tcabot/api/secret"
	delivery "tcabot/bot/digest"
	"tcabot/bot/jobs"
	"tcabot/bot/seal"
	"tcabot/bot/store"
	"tcabot/bot/store/storetest"
	subscriptions "tcabot/bot/subscription"
	"tcabot/commands/command"
	"tcabot/commands/digest"
	"tcabot/commands/schedule"
	"tcabot/commands/subscription"
	"tcabot/commands/target"
	"testing"
	"time"
)

// engine keeps the jobs that are made.
type engine struct {
	due     []store.Occurrence
	now     time.Time
	notices []jobs.Notice
}

func (e *engine) Deliver(_ context.Context, _ store.Tx, due []store.Occurrence, now time.Time) error {
	e.due, e.now = append(e.due, due...), now
	return nil
}

func (*engine) DeliverNow(context.Context, int64, time.Time, string) error { return nil }

func (e *engine) Notify(_ context.Context, _ store.Tx, notices []jobs.Notice) error {
	e.notices = append(e.notices, notices...)
	return nil
}

// stage is a digest of a person's, a TCA that answers with one status, and a clock that a test moves.
type stage struct {
	service *delivery.Service
	url     string // of the database
	db      *store.Store
	engine  *engine
	status  atomic.Int32
	now     time.Time
	digest  digest.Digest
}

const doubt = 10 * time.Minute

func newStage(t *testing.T) *stage {
	t.Helper()
	// Far from the machine's time: whoever asks that finds it out.
	s := &stage{engine: &engine{}, now: time.Date(2031, 3, 3, 9, 0, 0, 0, time.UTC)}
	box, err := seal.New(seal.NewKey())
	if err != nil {
		t.Fatal(err)
	}
	s.url = storetest.SQLiteWithTables(t)
	if s.db, err = store.OpenLimited(t.Context(), s.url, box, time.Minute); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.db.Close() })
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		status := int(s.status.Load())
		w.Header().Set("Content-Type", "application/json")
		w.WriteHeader(status)
		_, _ = fmt.Fprintf(w, `{"data":null,"code":%d,"msg":"no","status_code":%d}`, status, status)
	}))
	t.Cleanup(server.Close)
	tca, err := api.New(api.Config{URL: server.URL, Timeout: time.Second, Cache: delivery.Memory(1<<20, time.Second, nil)})
	if err != nil {
		t.Fatal(err)
	}
	who := command.Who{Workspace: "T1", User: "U1"}
	if _, err := s.db.SaveLink(t.Context(), command.Link{Who: who, Token: secret.New("0123456789abcdef0123456789abcdef01234567"), Linked: s.now}); err != nil {
		t.Fatal(err)
	}
	s.digest, err = s.db.AddDigest(t.Context(), digest.Digest{
		Subscription: subscription.Subscription{Workspace: who.Workspace, Channel: "C1", Owner: who.User, Target: target.Target{Org: "o", Team: "t", Repo: 1, Project: 2}, State: subscription.Active},
		When:         schedule.Schedule{At: schedule.At(9, 0), Days: schedule.EveryDay, Zone: time.UTC},
		Due:          s.now,
	}, "")
	if err != nil {
		t.Fatal(err)
	}
	now := func() time.Time { return s.now }
	owners := subscriptions.New(subscriptions.Config{Doubt: doubt, Now: now}, s.db, s.engine, nil, nil, nil, slog.New(slog.DiscardHandler))
	s.service = delivery.New(delivery.Config{Pause: 5 * time.Second, Now: now}, s.db, s.engine, nil, nil, owners, nil, tca, slog.New(slog.DiscardHandler))
	return s
}

// deliver has the digest delivered while TCA answers with a status, and returns for how long the job is put off.
func (s *stage) deliver(t *testing.T, status int, since time.Time) time.Duration {
	t.Helper()
	s.status.Store(int32(status))
	err := s.service.Work().Deliver(t.Context(), jobs.Delivery{Digest: s.digest.ID, Due: s.digest.Due, Since: since, Created: time.Now()})
	snooze, ok := errors.AsType[jobs.SnoozeError](err)
	if err != nil && !ok {
		t.Fatalf("delivery while TCA answers %d: %v", status, err)
	}
	return snooze.After
}

func (s *stage) state(t *testing.T) (subscription.State, subscription.Reason) {
	t.Helper()
	d, err := s.db.Digest(t.Context(), "T1", s.digest.ID)
	if err != nil {
		t.Fatal(err)
	}
	return d.State, d.Reason
}

// TestReasonsAreDoubtedApart has TCA answer 404, and ten minutes later 401: neither was so for long.
func TestReasonsAreDoubtedApart(t *testing.T) {
	s := newStage(t)
	for _, step := range []struct {
		status    int
		suspended subscription.Reason
	}{
		{status: http.StatusNotFound},
		{status: http.StatusUnauthorized},
		{status: http.StatusForbidden},
		{status: http.StatusUnauthorized},
		{status: http.StatusUnauthorized, suspended: subscription.ReasonToken},
	} {
		wait := s.deliver(t, step.status, s.now)
		state, reason := s.state(t)
		if reason != step.suspended || (step.suspended == "") != (state == subscription.Active) {
			t.Errorf("after %d it is %s for %q, want %q", step.status, state, reason, step.suspended)
		}
		if want := doubt; step.suspended == "" && wait != want {
			t.Errorf("after %d it waits for %v, want %v", step.status, wait, want)
		}
		s.now = s.now.Add(doubt)
	}
	if len(s.engine.notices) != 1 || s.engine.notices[0].Reason != subscription.ReasonToken {
		t.Errorf("notices: %+v", s.engine.notices)
	}
}

// TestUnreadableTokenIsDoubted has a token that cannot be read: perhaps another replica can, or its owner connects again in
// time; else the digest is suspended for that reason, with one notice.
func TestUnreadableTokenIsDoubted(t *testing.T) {
	for name, connects := range map[string]bool{"for long": false, "until the owner connects": true} {
		t.Run(name, func(t *testing.T) {
			s := newStage(t)
			storetest.Exec(t, s.url, `UPDATE links SET token = 'damaged'`)
			if wait := s.deliver(t, http.StatusNotFound, s.now); wait != doubt {
				t.Errorf("waits for %v, want %v", wait, doubt)
			}
			if state, _ := s.state(t); state != subscription.Active {
				t.Error("suspended at once")
			}
			s.now = s.now.Add(doubt)
			want := subscription.ReasonSealed
			if connects {
				want = ""
				link := command.Link{Who: command.Who{Workspace: "T1", User: "U1"}, Token: secret.New("0123456789abcdef0123456789abcdef01234567"), Linked: s.now}
				if _, err := s.db.SaveLink(t.Context(), link); err != nil {
					t.Fatal(err)
				}
			}
			s.deliver(t, http.StatusNotFound, s.now)
			if _, reason := s.state(t); reason != want {
				t.Errorf("suspended for %q, want %q", reason, want)
			}
			if n := len(s.engine.notices); (n == 1) == connects || n > 1 {
				t.Errorf("%d notices", n)
			}
		})
	}
}

// TestDoubtGoesByTheClock has TCA refuse the token twice, at no more than a moment of the machine's from each other.
func TestDoubtGoesByTheClock(t *testing.T) {
	s := newStage(t)
	s.deliver(t, http.StatusUnauthorized, s.now)
	s.now = s.now.Add(doubt - time.Second)
	s.deliver(t, http.StatusUnauthorized, s.now)
	if state, _ := s.state(t); state != subscription.Active {
		t.Error("suspended before the time is over")
	}
	s.now = s.now.Add(time.Second)
	s.deliver(t, http.StatusUnauthorized, s.now)
	if state, _ := s.state(t); state != subscription.Suspended {
		t.Error("not suspended when the time is over")
	}
}

// TestTroubleIsWaitedFor has TCA in trouble: the longer the digest has been due, the longer the pauses.
func TestTroubleIsWaitedFor(t *testing.T) {
	s := newStage(t)
	for after, want := range map[time.Duration]time.Duration{
		0: 5 * time.Second, time.Minute: 15 * time.Second, 20 * time.Minute: 5 * time.Minute, 3 * time.Hour: 10 * time.Minute,
	} {
		if got := s.deliver(t, http.StatusServiceUnavailable, s.now.Add(-after)); got != want {
			t.Errorf("after %v it waits for %v, want %v", after, got, want)
		}
	}
	if state, _ := s.state(t); state != subscription.Active {
		t.Error("suspended because TCA is in trouble")
	}
}

// TestClaimGoesByTheClock claims what is due, once, and tells the engine what time it is.
func TestClaimGoesByTheClock(t *testing.T) {
	s := newStage(t)
	for range 2 {
		if err := s.service.Work().Claim(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	if len(s.engine.due) != 1 || !s.engine.due[0].Due.Equal(s.digest.Due) || !s.engine.now.Equal(s.now) {
		t.Errorf("claimed %+v at %v", s.engine.due, s.engine.now)
	}
}
