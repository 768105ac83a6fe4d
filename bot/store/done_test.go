package store_test

import (
	"context"
	"errors"
	"sync/atomic"
	"tcabot/bot/store"
	"tcabot/commands/subscription"
	"testing"
	"time"
)

// TestOnce has many do the same at once: one does it, whoever fails leaves it to others, and in the end it is forgotten.
func TestOnce(t *testing.T) {
	each(t, func(t *testing.T, s *store.Store) {
		ctx := t.Context()
		var done atomic.Int32
		write := func(context.Context, store.Tx) error {
			done.Add(1)
			return nil
		}
		together(t, crowd, func(int) error {
			_, err := s.Once(ctx, "write", "envelope 1", write)
			return err
		})
		if n := done.Load(); n != 1 {
			t.Errorf("done %d times", n)
		}
		broken := errors.New("broken")
		if first, err := s.Once(ctx, "write", "envelope 2", func(context.Context, store.Tx) error { return broken }); first || !errors.Is(err, broken) {
			t.Errorf("failed: %t, %v", first, err)
		}
		for _, tt := range []struct {
			id    string
			first bool
		}{{"envelope 2", true}, {"envelope 2", false}, {"envelope 1", false}, {"", true}, {"", true}, {"envelope 3", true}} {
			if first, err := s.First(ctx, tt.id); err != nil || first != tt.first {
				t.Errorf("%q: first %t, %v", tt.id, first, err)
			}
		}
		for _, tt := range []struct {
			after time.Duration
			first bool
		}{{23 * time.Hour, false}, {25 * time.Hour, true}} {
			if err := s.ForgetDone(ctx, time.Now().Add(tt.after)); err != nil {
				t.Fatal(err)
			}
			if first, err := s.First(ctx, "envelope 1"); err != nil || first != tt.first {
				t.Errorf("after %v: first %t, %v", tt.after, first, err)
			}
		}
	})
}

// TestDigestAndExportOnce: what Slack delivers again makes no second row, and finds the first one.
func TestDigestAndExportOnce(t *testing.T) {
	each(t, func(t *testing.T, s *store.Store) {
		ctx, d := t.Context(), someDigest("C1")
		save(t, s, link(ann))
		var ids [crowd]int64
		together(t, crowd, func(i int) error {
			got, err := s.AddDigest(ctx, d, "envelope 1")
			ids[i] = got.ID
			return err
		})
		for _, id := range ids {
			if id != ids[0] || id == 0 {
				t.Fatalf("digests %v", ids)
			}
		}
		if other, err := s.AddDigest(ctx, d, "envelope 2"); err != nil || other.ID == ids[0] {
			t.Errorf("asked anew: %d, %v", other.ID, err)
		}
		if err := s.RemoveDigest(ctx, "T1", ids[0], 1); err != nil {
			t.Fatal(err)
		}
		if _, err := s.AddDigest(ctx, d, "envelope 1"); !errors.Is(err, subscription.ErrNone) {
			t.Errorf("deleted meanwhile: %v", err)
		}
		e := store.Export{ID: "X1", Who: ann, Asked: "envelope 1 export", Generation: 1}
		if err := s.AddExport(ctx, e, 5, time.Now()); err != nil {
			t.Fatal(err)
		}
		if err := s.DeleteExport(ctx, e.ID); err != nil {
			t.Fatal(err)
		}
		e.ID = "X2"
		if err := s.AddExport(ctx, e, 5, time.Now()); !errors.Is(err, store.ErrDone) {
			t.Errorf("the same export again: %v", err)
		}
	})
}
