package watch

import (
	"context"
	"errors"
	"log/slog"
	"tcabot/api"
	"tcabot/bot/jobs"
	"tcabot/bot/store"
	"tcabot/commands/command"
	"tcabot/commands/watch"
	"testing"
	"time"
)

// slowStore reads a watch whose scan is being started, and answers a long time later: the process did not run in between.
type slowStore struct {
	Store
	begun time.Time
	later func()
}

func (s *slowStore) WatchState(context.Context, int64) (store.WatchState, error) {
	defer s.later()
	return store.WatchState{Watch: watch.Watch{ID: 1, Begun: s.begun}}, nil
}

func (s *slowStore) Link(context.Context, command.Who) (command.Link, error) {
	return command.Link{}, nil
}

// TestStateGrowsOldUnread: how long a start has been under way is counted until the state was read, and not until it was
// looked at: meanwhile the scan may have been started.
func TestStateGrowsOldUnread(t *testing.T) {
	now := time.Now()
	db := &slowStore{begun: now, later: func() { now = now.Add(time.Hour) }}
	tca, err := api.New(api.Config{URL: "http://127.0.0.1:1"})
	if err != nil {
		t.Fatal(err)
	}
	s := New(Config{Now: func() time.Time { return now }, Start: time.Second, Give: time.Second, Poll: time.Second}, db, nil, nil, nil, nil, tca, slog.New(slog.DiscardHandler))
	var snooze jobs.SnoozeError
	if err := s.Look(t.Context(), jobs.WatchRun{Watch: 1}); !errors.As(err, &snooze) {
		t.Errorf("the look ends with %v, want another one", err)
	}
}
