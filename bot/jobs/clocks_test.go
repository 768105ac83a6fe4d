package jobs_test

import (
	"context"
	"log/slog"
	"tcabot/bot/jobs"
	"tcabot/bot/store"
	"tcabot/bot/store/storetest"
	"testing"
	"time"
)

// TestClocks makes jobs by a clock that is a year ahead: a delivery knows since when it is due by that clock, and when
// its job was made by the machine's.
func TestClocks(t *testing.T) {
	storetest.Each(t, func(t *testing.T, url string) {
		db := open(t, url)
		began := time.Now().Add(-time.Second)
		now := began.AddDate(1, 0, 0).Truncate(time.Second)
		one := someDigest(t, db, "C1", now)
		engine, err := jobs.New(db, jobs.Config{
			Tick: time.Hour, Limit: 5 * time.Second, Rescue: time.Minute, Pause: time.Second, Workers: 1, NoStagger: true,
		}, slog.New(slog.DiscardHandler))
		if err != nil {
			t.Fatal(err)
		}
		got := make(chan jobs.Delivery, 2)
		if err := engine.Start(t.Context(), jobs.Work{
			Claim: func(ctx context.Context) error {
				_, err := db.ClaimDigests(ctx, now, 10, func(ctx context.Context, tx store.Tx, due []store.Occurrence) error {
					return engine.Deliver(ctx, tx, due, now)
				})
				return err
			},
			Deliver: func(_ context.Context, d jobs.Delivery) error { got <- d; return nil },
		}); err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { engine.Stop(context.Background()) })
		check := func(due time.Time, onDemand bool) {
			t.Helper()
			select {
			case d := <-got:
				if d.Digest != one.ID || !d.Due.Equal(due) || !d.Since.Equal(now) || d.OnDemand != onDemand {
					t.Errorf("delivery %+v, want due %v, since %v", d, due, now)
				}
				if d.Created.Before(began) || d.Created.After(time.Now().Add(time.Second)) {
					t.Errorf("its job was made at %v", d.Created)
				}
			case <-time.After(20 * time.Second):
				t.Fatal("no digest was delivered")
			}
		}
		check(one.Due, false)
		if err := engine.DeliverNow(t.Context(), one.ID, now, ""); err != nil {
			t.Fatal(err)
		}
		check(now, true)
	})
}
