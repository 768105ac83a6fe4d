package store_test

import (
	"tcabot/bot/store"
	"tcabot/commands/watch"
	"testing"
	"time"
)

// TestDeleteWorkspaceDeletesWatches: nothing of a workspace is kept.
func TestDeleteWorkspaceDeletesWatches(t *testing.T) {
	each(t, func(t *testing.T, s *store.Store) {
		save(t, s, link(ann))
		if _, _, err := s.AddWatch(t.Context(), someWatch("C1", 7), enqueued(new(int))); err != nil {
			t.Fatal(err)
		}
		if err := s.DeleteWorkspace(t.Context(), ann.Workspace); err != nil {
			t.Fatal(err)
		}
		if n, err := s.CountWatches(t.Context()); err != nil || n > 0 {
			t.Errorf("%d are kept, %v", n, err)
		}
	})
}

// TestMoveChannelMovesWatches: a watch goes with its channel.
func TestMoveChannelMovesWatches(t *testing.T) {
	each(t, func(t *testing.T, s *store.Store) {
		save(t, s, link(ann))
		w, _, err := s.AddWatch(t.Context(), someWatch("C1", 7), enqueued(new(int)))
		if err != nil {
			t.Fatal(err)
		}
		state := store.WatchState{Watch: w, MessageChannel: "C1", Message: "1.2", Edited: thursday}
		if err := s.SaveWatchMessage(t.Context(), state); err != nil {
			t.Fatal(err)
		}
		if err := s.MoveChannel(t.Context(), ann.Workspace, "C1", "C3"); err != nil {
			t.Fatal(err)
		}
		all, err := s.WatchesIn(t.Context(), ann.Workspace, "C3")
		if err != nil || len(all) != 1 {
			t.Fatalf("in the new channel: %+v, %v", all, err)
		}
		if now, err := s.WatchState(t.Context(), state.ID); err != nil || now.MessageChannel != "C3" {
			t.Errorf("its message: %+v, %v", now, err)
		}
	})
}

// TestLostWatchEnds: a watch whose job was lost does not count for ever.
func TestLostWatchEnds(t *testing.T) {
	each(t, func(t *testing.T, s *store.Store) {
		save(t, s, link(ann))
		w := someWatch("C1", 7)
		if _, _, err := s.AddWatch(t.Context(), w, enqueued(new(int))); err != nil {
			t.Fatal(err)
		}
		for _, tt := range []struct {
			age  time.Duration
			want int
		}{{watch.MaxAge + 23*time.Hour, 1}, {watch.MaxAge + 25*time.Hour, 0}} {
			if err := s.ForgetWatches(t.Context(), w.Begun.Add(tt.age)); err != nil {
				t.Fatal(err)
			}
			if n, err := s.CountWatches(t.Context()); err != nil || n != tt.want {
				t.Errorf("%d after %v, %v", n, tt.age, err)
			}
		}
	})
}
