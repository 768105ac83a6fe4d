package jobs_test

import (
	"context"
	"encoding/json"
	"errors"
	"log/slog"
	"slices"
	"sync"
	"tcabot/api/secret"
	"tcabot/bot/jobs"
	"tcabot/bot/seal"
	"tcabot/bot/store"
	"tcabot/bot/store/storetest"
	"tcabot/commands/command"
	"tcabot/commands/digest"
	"tcabot/commands/schedule"
	"tcabot/commands/subscription"
	"tcabot/commands/target"
	"testing"
	"time"
)

func open(tb testing.TB, url string) *store.Store {
	tb.Helper()
	box, err := seal.New(seal.NewKey())
	if err != nil {
		tb.Fatal(err)
	}
	db, err := store.OpenLimited(context.Background(), url, box, time.Minute)
	if err != nil {
		tb.Fatal(err)
	}
	tb.Cleanup(func() { _ = db.Close() })
	who := command.Who{Workspace: "T1", User: "U1"}
	if _, err := db.SaveLink(tb.Context(), command.Link{Who: who, Token: secret.New("x"), Linked: time.Now()}); err != nil {
		tb.Fatal(err)
	}
	return db
}

// someDigest keeps a digest that is due every day at an hour that has passed by a minute.
func someDigest(tb testing.TB, db *store.Store, channel string, now time.Time) digest.Digest {
	tb.Helper()
	due := now.Add(-time.Minute).UTC().Truncate(time.Minute)
	d, err := db.AddDigest(tb.Context(), digest.Digest{
		Subscription: subscription.Subscription{Workspace: "T1", Channel: channel, Owner: "U1", Target: target.Target{Org: "o", Team: "t"}, State: subscription.Active},
		Due:          due,
		When:         schedule.Schedule{At: schedule.At(due.Hour(), due.Minute()), Days: schedule.EveryDay, Zone: time.UTC},
	}, "")
	if err != nil {
		tb.Fatal(err)
	}
	return d
}

// desk is an engine with work that a test decides.
type desk struct {
	*jobs.Engine
	db *store.Store

	mu    sync.Mutex
	tries map[int64]int
	done  chan int64
	do    func(ctx context.Context, try int) error
}

func start(tb testing.TB, db *store.Store, do func(ctx context.Context, try int) error) *desk {
	tb.Helper()
	d := &desk{db: db, tries: map[int64]int{}, done: make(chan int64, 100), do: do}
	var err error
	d.Engine, err = jobs.New(db, jobs.Config{
		Tick: 50 * time.Millisecond, Limit: 5 * time.Second, Rescue: time.Minute, Pause: time.Millisecond, Workers: 8, NoStagger: true,
	}, slog.New(slog.DiscardHandler))
	if err != nil {
		tb.Fatal(err)
	}
	if err := d.Start(tb.Context(), jobs.Work{
		Claim: func(ctx context.Context) error {
			_, err := db.ClaimDigests(ctx, time.Now(), 100, d.enqueue)
			return err
		},
		Deliver: d.deliver,
		Notify:  func(context.Context, jobs.Notice) error { return nil },
	}); err != nil {
		tb.Fatal(err)
	}
	tb.Cleanup(func() { d.Stop(context.Background()) })
	return d
}

func (d *desk) enqueue(ctx context.Context, tx store.Tx, due []store.Occurrence) error {
	return d.Deliver(ctx, tx, due, time.Now())
}

func (d *desk) deliver(ctx context.Context, job jobs.Delivery) error {
	d.mu.Lock()
	d.tries[job.Digest]++
	try := d.tries[job.Digest]
	d.mu.Unlock()
	if err := d.do(ctx, try); err != nil {
		return err
	}
	err := d.db.FinishDelivery(ctx, job.Digest, job.Due, time.Now(), job.End)
	if err == nil {
		d.done <- job.Digest
	}
	return err
}

func (d *desk) wait(tb testing.TB) int64 {
	tb.Helper()
	select {
	case id := <-d.done:
		return id
	case <-time.After(20 * time.Second):
		tb.Fatal("no digest was delivered")
		return 0
	}
}

func (d *desk) until(tb testing.TB, what string, is func() bool) {
	tb.Helper()
	tick := time.NewTicker(10 * time.Millisecond)
	defer tick.Stop()
	for end := time.After(20 * time.Second); !is(); {
		select {
		case <-tick.C:
		case <-end:
			tb.Fatalf("never: %s", what)
		}
	}
}

func TestDueIsDelivered(t *testing.T) {
	storetest.Each(t, func(t *testing.T, url string) {
		db := open(t, url)
		one := someDigest(t, db, "C1", time.Now())
		d := start(t, db, func(_ context.Context, try int) error {
			switch try {
			case 1:
				return errors.New("not now")
			case 2:
				panic("not now either")
			case 3:
				return jobs.SnoozeError{After: time.Millisecond}
			}
			return nil
		})
		if got := d.wait(t); got != one.ID {
			t.Errorf("delivered %d", got)
		}
		run, err := db.DigestDelivery(t.Context(), one.ID)
		if err != nil || !run.Done.Equal(one.Due) || run.Last.IsZero() {
			t.Errorf("then %+v, %v", run, err)
		}
		s, err := d.Stats(t.Context())
		if err != nil || s.Failed["digest_deliver"] != 2 || s.Waiting["retryable"] != 0 {
			t.Errorf("stats %+v, %v", s, err)
		}
		if d.tries[one.ID] != 4 {
			t.Errorf("%d tries, want 4", d.tries[one.ID])
		}
	})
}

// TestSharedWork has three engines on one database: each digest is delivered by one of them.
func TestSharedWork(t *testing.T) {
	storetest.Each(t, func(t *testing.T, url string) {
		db := open(t, url)
		const many = 40
		for range many {
			someDigest(t, db, "C"+string(rune('A'+time.Now().Nanosecond()%26)), time.Now())
		}
		ok := func(context.Context, int) error { return nil }
		all := []*desk{start(t, db, ok), start(t, db, ok), start(t, db, ok)}
		got := map[int64]int{}
		for range many {
			select {
			case id := <-all[0].done:
				got[id]++
			case id := <-all[1].done:
				got[id]++
			case id := <-all[2].done:
				got[id]++
			case <-time.After(20 * time.Second):
				t.Fatalf("only %d of %d were delivered", len(got), many)
			}
		}
		if len(got) != many {
			t.Errorf("%d of %d were delivered, some twice", len(got), many)
		}
	})
}

func TestAskedForNow(t *testing.T) {
	storetest.Each(t, func(t *testing.T, url string) {
		db := open(t, url)
		paused := someDigest(t, db, "C1", time.Now().Add(time.Hour))
		hold := make(chan bool)
		d := start(t, db, func(context.Context, int) error { <-hold; return nil })
		press := func(after time.Duration) {
			if err := d.DeliverNow(t.Context(), paused.ID, time.Now().Add(after), ""); err != nil {
				t.Fatal(err)
			}
		}
		for i := range 3 { // pressed again while it is not done yet
			press(time.Duration(i) * time.Second)
		}
		close(hold)
		d.wait(t)
		d.until(t, "it is over", func() bool {
			s, err := d.Stats(t.Context())
			return err == nil && s.Waiting["running"] == 0
		})
		press(time.Minute) // and when it is
		d.wait(t)
		d.Stop(t.Context())
		if d.tries[paused.ID] != 2 {
			t.Errorf("delivered %d times, want twice", d.tries[paused.ID])
		}
	})
}

// TestStopWaits ends an engine while a job runs: it is finished; one that takes too long is told to end, and is done by
// the next engine.
func TestStopWaits(t *testing.T) {
	storetest.Each(t, func(t *testing.T, url string) {
		db := open(t, url)
		one := someDigest(t, db, "C1", time.Now())
		began := make(chan bool, 1)
		d := start(t, db, func(ctx context.Context, _ int) error {
			began <- true
			<-ctx.Done()
			return ctx.Err()
		})
		<-began
		ctx, cancel := context.WithTimeout(t.Context(), 10*time.Millisecond)
		defer cancel()
		d.Stop(ctx)
		if run, _ := db.DigestDelivery(t.Context(), one.ID); !run.Done.IsZero() {
			t.Error("it was not finished, and is noted as done")
		}
		if next := start(t, db, func(context.Context, int) error { return nil }); next.wait(t) != one.ID {
			t.Error("another was delivered")
		}
	})
}

func TestNotices(t *testing.T) {
	of := func(id int64, channel, owner string) subscription.Subscription {
		return subscription.Subscription{Kind: subscription.Digest, ID: id, Channel: channel, Owner: owner, Reason: subscription.ReasonToken}
	}
	all := jobs.Notices([]subscription.Subscription{of(1, "C1", "U1"), of(2, "C2", "U1"), of(3, "C1", "U1"), of(4, "C1", "U2")})
	if len(all) != 3 || len(all[0].IDs) != 2 || all[0].IDs[1] != 3 {
		t.Errorf("notices: %+v", all)
	}
}

// TestFormerNotices reads the job of a notice that a former version made, which knew digests alone.
func TestFormerNotices(t *testing.T) {
	var n jobs.Notice
	err := json.Unmarshal([]byte(`{"workspace":"T1","channel":"C1","owner":"U1","reason":"token","digests":[3,4]}`), &n)
	if err != nil || n.Kind() != "digest_notice" || n.Reason != subscription.ReasonToken || !slices.Equal(n.IDs, []int64{3, 4}) {
		t.Errorf("read %+v of kind %s, %v", n, n.Kind(), err)
	}
}

// TestJobsAreMadeOrNot makes jobs in a transaction that fails.
func TestJobsAreMadeOrNot(t *testing.T) {
	storetest.Each(t, func(t *testing.T, url string) {
		db := open(t, url)
		one := someDigest(t, db, "C1", time.Now())
		d := &desk{db: db}
		var err error
		d.Engine, err = jobs.New(db, jobs.Config{Tick: time.Hour, Limit: time.Second, Rescue: time.Minute, Pause: time.Second, Workers: 1},
			slog.New(slog.DiscardHandler))
		if err != nil {
			t.Fatal(err)
		}
		broken := errors.New("broken")
		_, err = db.ClaimDigests(t.Context(), time.Now(), 10, func(ctx context.Context, tx store.Tx, due []store.Occurrence) error {
			return errors.Join(d.enqueue(ctx, tx, due), broken)
		})
		s, serr := d.Stats(t.Context())
		if !errors.Is(err, broken) || serr != nil || s.Waiting["available"] != 0 {
			t.Errorf("claimed with %v; stats %+v, %v", err, s, serr)
		}
		if _, err := db.ClaimDigests(t.Context(), time.Now(), 10, d.enqueue); err != nil {
			t.Error(err)
		}
		if s, err := d.Stats(t.Context()); err != nil || s.Waiting["available"] != 1 || s.Oldest > time.Minute {
			t.Errorf("stats %+v, %v", s, err)
		}
		if err := db.RemoveDigest(t.Context(), "T1", one.ID, 1); err != nil {
			t.Error(err)
		}
	})
}
