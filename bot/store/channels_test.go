package store_test

import (
	"tcabot/bot/store"
	"tcabot/commands/command"
	"tcabot/commands/preview"
	"tcabot/commands/target"
	"testing"
	"time"
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

// TestMoveChannelWithPreviews: a question about links goes with its channel, and is answered there; so does what was shown.
func TestMoveChannelWithPreviews(t *testing.T) {
	linked(t, func(t *testing.T, s *store.Store) {
		ctx := t.Context()
		id, err := s.AskPreview(ctx, preview.Question{Who: ann, Message: preview.Message{Channel: "C1", TS: "1.0"}, Links: []preview.Link{{URL: "u", Line: "l"}}, Asked: thursday})
		if err != nil {
			t.Fatal(err)
		}
		for _, card := range []struct {
			channel, line string
			shown         time.Time
		}{{"C1", "one", thursday}, {"C1", "both", thursday.Add(-time.Minute)}, {"C3", "both", thursday}} {
			if first, err := s.FirstPreview(ctx, "T1", card.channel, card.line, card.shown); err != nil || !first {
				t.Fatalf("%+v: %t, %v", card, first, err)
			}
		}
		for range 2 {
			if err := s.MoveChannel(ctx, "T1", "C1", "C3"); err != nil {
				t.Fatal(err)
			}
		}
		for _, line := range []string{"one", "both"} {
			before, err := s.Previewed(ctx, "T1", "C1", line, thursday)
			after, other := s.Previewed(ctx, "T1", "C3", line, thursday)
			if before || !after || err != nil || other != nil {
				t.Errorf("%s was shown under the former ID: %t, under the new one: %t; %v, %v", line, before, after, err, other)
			}
		}
		if q, ok, err := s.TakePreview(ctx, ann, id, thursday); err != nil || !ok || q.Message.Channel != "C3" || q.Message.TS != "1.0" {
			t.Errorf("the question is %+v, %t, %v", q, ok, err)
		}
	})
}

// TestHomes: of people who opened their App Home it is known where they talk with the bot, until the app is uninstalled.
func TestHomes(t *testing.T) {
	linked(t, func(t *testing.T, s *store.Store) {
		ctx := t.Context()
		home := func(who command.Who, want string) {
			t.Helper()
			if channel, ok, err := s.Home(ctx, who); err != nil || ok != (want != "") || channel != want {
				t.Errorf("%v talks in %q, %t, %v; want %q", who, channel, ok, err, want)
			}
		}
		for _, channel := range []string{"D1", "D1", "D2"} {
			if err := s.SaveHome(ctx, ann, channel); err != nil {
				t.Fatal(err)
			}
		}
		home(ann, "D2")
		home(bob, "")
		home(eve, "")
		if err := s.DeleteLink(ctx, ann); err != nil {
			t.Fatal(err)
		}
		home(ann, "D2")
		if err := s.DeleteWorkspace(ctx, "T1"); err != nil {
			t.Fatal(err)
		}
		home(ann, "")
	})
}
