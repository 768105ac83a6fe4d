package store_test

import (
	"tcabot/bot/store"
	"tcabot/commands/target"
	"testing"
)

// TestMoveChannel: what is kept for a channel goes with it, and nothing else; what its new ID has stays.
func TestMoveChannel(t *testing.T) {
	linked(t, func(t *testing.T, s *store.Store) {
		ctx := t.Context()
		one, other := add(t, s, someDigest("C1")), add(t, s, someDigest("C2"))
		for subject, team := range map[string]string{"C1": "former", "C2": "other", "C4": "former", "C5": "own"} {
			if err := s.SetTarget(ctx, target.Subject{Workspace: "T1", ID: subject}, target.Target{Org: "o", Team: team}); err != nil {
				t.Fatal(err)
			}
		}
		for range 2 {
			for from, to := range map[string]string{"C1": "C3", "C4": "C5", "C8": "C9"} {
				if err := s.MoveChannel(ctx, "T1", from, to); err != nil {
					t.Fatal(err)
				}
			}
			if err := s.MoveChannel(ctx, "T2", "C2", "C9"); err != nil { // another workspace
				t.Fatal(err)
			}
		}
		for subject, team := range map[string]string{"C1": "", "C2": "other", "C3": "former", "C4": "", "C5": "own", "C9": ""} {
			if got, err := s.Target(ctx, target.Subject{Workspace: "T1", ID: subject}); err != nil || got.Team != team {
				t.Errorf("the default of %s is %q, want %q, %v", subject, got.Team, team, err)
			}
		}
		if got, err := s.Digest(ctx, "T1", one.ID); err != nil || got.Channel != "C3" || got.Version != one.Version+1 || !got.Due.Equal(one.Due) {
			t.Errorf("moved: %+v, %v", got, err)
		}
		if got, err := s.Digest(ctx, "T1", other.ID); err != nil || got.Channel != "C2" || got.Version != other.Version {
			t.Errorf("not moved: %+v, %v", got, err)
		}
	})
}
