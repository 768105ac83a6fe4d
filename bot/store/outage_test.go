package store_test

import (
	"errors"
	"slices"
	"sync"
	"tcabot/bot/seal"
	"tcabot/bot/store"
	"tcabot/bot/store/storetest"
	"tcabot/commands/command"
	"testing"
	"time"
)

// everything calls all that a command may call, and expects it to work.
func everything(t *testing.T, s *store.Store) {
	t.Helper()
	ctx := t.Context()
	_, saveErr := s.SaveLink(ctx, link(ann))
	_, linkErr := s.Link(ctx, ann)
	_, exportsErr := s.DeadExports(ctx, time.Unix(1, 0))
	if err := errors.Join(saveErr, linkErr, exportsErr, s.SetLanguage(ctx, ann, "en"), s.Ping(ctx)); err != nil {
		t.Error(err)
	}
}

// TestCutBetweenCalls closes all connections when nobody uses them: nobody shall notice.
func TestCutBetweenCalls(t *testing.T) {
	t.Parallel()
	url := storetest.PostgresWithTables(t)
	s := open(t, url, seal.NewKey())
	calls := []func() error{
		func() error { return s.Ping(t.Context()) },
		func() error { _, err := s.SaveLink(t.Context(), link(ann)); return err },
		func() error { _, err := s.Link(t.Context(), ann); return err },
		func() error { return s.SetLanguage(t.Context(), ann, "en") },
		func() error { _, err := s.DeadExports(t.Context(), time.Unix(1, 0)); return err },
		func() error { return s.DeleteWorkspace(t.Context(), "T9") },
	}
	for i, call := range append(calls, func() error {
		together(t, crowd, func(int) error { return s.SetLanguage(t.Context(), ann, "en") }) // who finds which of the dead connections
		return nil
	}) {
		together(t, crowd, func(int) error { _, err := s.Language(t.Context(), ann); return err }) // opens all the connections it may
		storetest.Cut(t, url)
		if err := call(); err != nil {
			t.Errorf("call %d: %v", i, err)
		}
	}
}

// TestCutDuringCalls closes all connections over and over while they are used. A call either works or says that the
// database was lost; what worked is there.
func TestCutDuringCalls(t *testing.T) {
	t.Parallel()
	url := storetest.PostgresWithTables(t)
	s := open(t, url, seal.NewKey())
	var mu sync.Mutex
	var saved []int64
	lost := 0
	ended := make(chan struct{})
	var all sync.WaitGroup
	for range 16 {
		all.Go(func() {
			for {
				select {
				case <-ended:
					return
				default:
				}
				l, err := s.SaveLink(t.Context(), link(ann))
				_, readErr := s.Link(t.Context(), ann)
				mu.Lock()
				switch {
				case err == nil:
					saved = append(saved, l.Generation)
				case errors.Is(err, store.ErrUnavailable):
					lost++
				default:
					t.Error(err)
				}
				mu.Unlock()
				if readErr != nil && !errors.Is(readErr, store.ErrUnavailable) && !errors.Is(readErr, command.ErrNotLinked) {
					t.Error(readErr)
				}
			}
		})
	}
	for range 8 {
		storetest.Cut(t, url)
	}
	close(ended)
	all.Wait()
	everything(t, s)
	l, err := s.Link(t.Context(), ann)
	if err != nil {
		t.Fatal(err)
	}
	slices.Sort(saved)
	if len(saved) == 0 || len(slices.Compact(slices.Clone(saved))) != len(saved) || l.Generation <= saved[len(saved)-1] {
		t.Errorf("%d saves, %d lost, then generation %d: want each its own, and growing", len(saved), lost, l.Generation)
	}
	t.Logf("%d saves, %d lost", len(saved), lost)
}

// TestAwayAndBack makes the database unreachable for a while.
func TestAwayAndBack(t *testing.T) {
	t.Parallel()
	url := storetest.PostgresWithTables(t)
	s := open(t, url, seal.NewKey())
	everything(t, s)
	giveBack := storetest.TakeAway(t, url)
	_, saveErr := s.SaveLink(t.Context(), link(ann))
	_, linkErr := s.Link(t.Context(), ann)
	_, resealErr := s.Reseal(t.Context())
	for name, err := range map[string]error{
		"save": saveErr, "link": linkErr, "reseal": resealErr, "ping": s.Ping(t.Context()), "language": s.SetLanguage(t.Context(), ann, "en"),
	} {
		if !errors.Is(err, store.ErrUnavailable) {
			t.Errorf("%s while it is away: %v, want ErrUnavailable", name, err)
		}
	}
	box, err := seal.New(seal.NewKey())
	if err != nil {
		t.Fatal(err)
	}
	if _, err := store.Open(t.Context(), url, box); !errors.Is(err, store.ErrUnavailable) {
		t.Errorf("open while it is away: %v, want ErrUnavailable", err)
	}
	giveBack()
	everything(t, s)
}
