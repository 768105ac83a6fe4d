package store_test

import (
	"sync"
	"sync/atomic"
	"tcabot/bot/store"
	"testing"
)

// greets reports whether the bot is to introduce itself.
func greets(t *testing.T, s *store.Store, workspace, channel string) bool {
	t.Helper()
	first, err := s.Greet(t.Context(), workspace, channel)
	if err != nil {
		t.Fatal(err)
	}
	return first
}

// TestGreet: the bot introduces itself once in a channel, whatever ID it has, and not where it posts already; after the app
// was removed it does so again.
func TestGreet(t *testing.T) {
	linked(t, func(t *testing.T, s *store.Store) {
		add(t, s, someDigest("C2"))
		for i, want := range []struct {
			workspace, channel string
			greets             bool
		}{{"T1", "C1", true}, {"T1", "C1", false}, {"T2", "C1", true}, {"T1", "C2", false}, {"T1", "C3", true}} {
			if greets(t, s, want.workspace, want.channel) != want.greets {
				t.Errorf("%d: greets %t, want %t", i, !want.greets, want.greets)
			}
		}
		for range 2 {
			if err := s.MoveChannel(t.Context(), "T1", "C1", "C9"); err != nil {
				t.Fatal(err)
			}
		}
		if greets(t, s, "T1", "C9") {
			t.Error("it introduces itself again after the channel's ID has changed")
		}
		if err := s.DeleteWorkspace(t.Context(), "T1"); err != nil {
			t.Fatal(err)
		}
		if !greets(t, s, "T1", "C9") || greets(t, s, "T2", "C1") {
			t.Error("a workspace was deleted, and another was not")
		}
	})
}

// TestGreetTogether: of several processes one introduces the bot.
func TestGreetTogether(t *testing.T) {
	each(t, func(t *testing.T, s *store.Store) {
		var all sync.WaitGroup
		var n atomic.Int32
		for range 8 {
			all.Go(func() {
				if first, err := s.Greet(t.Context(), "T1", "C1"); err != nil {
					t.Error(err)
				} else if first {
					n.Add(1)
				}
			})
		}
		all.Wait()
		if n.Load() != 1 {
			t.Errorf("%d of them are told to", n.Load())
		}
	})
}
