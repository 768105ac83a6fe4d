package visits_test

import (
	"context"
	"errors"
	"log/slog"
	"sync"
	"tcabot/bot/visits"
	"tcabot/commands/command"
	"tcabot/commands/target"
	"testing"
)

// store notes what is saved, once the gate is open.
type store struct {
	gate chan struct{}

	mu    sync.Mutex
	saved []string
}

func (s *store) SaveVisit(_ context.Context, _ target.Visitor, v target.Visit) error {
	<-s.gate
	s.mu.Lock()
	defer s.mu.Unlock()
	s.saved = append(s.saved, v.Name)
	if v.Name == "lost" {
		return errors.New("database is gone")
	}
	return nil
}

func (s *store) Visits(context.Context, command.Who, string) ([]target.Visit, error) { return nil, nil }

// TestKeeper: nobody waits for the database, visits are saved in their order, also after one that failed, and those that were
// taken are saved before the end.
func TestKeeper(t *testing.T) {
	s := &store{gate: make(chan struct{})}
	k := visits.New(s, slog.New(slog.DiscardHandler))
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		k.Run(context.Background())
	}()
	for _, name := range []string{"a", "lost", "b"} {
		k.Keep(target.Visitor{}, target.Visit{Name: name})
	}
	for range 1000 { // more than can wait: not even that blocks
		k.Keep(target.Visitor{}, target.Visit{Name: "more"})
	}
	k.Close()
	k.Keep(target.Visitor{}, target.Visit{Name: "late"})
	close(s.gate)
	if err := k.Wait(t.Context()); err != nil {
		t.Fatal(err)
	}
	<-ended
	if len(s.saved) < 4 || len(s.saved) > 400 || s.saved[0] != "a" || s.saved[1] != "lost" || s.saved[2] != "b" {
		t.Errorf("saved %d: %q…", len(s.saved), s.saved[:min(4, len(s.saved))])
	}
	for _, name := range s.saved {
		if name == "late" {
			t.Error("saved what came after the end")
		}
	}
}
