package store_test

import (
	"tcabot/bot/store"
	"tcabot/commands/command"
	"tcabot/commands/preview"
	"testing"
	"time"

	gocmp "github.com/google/go-cmp/cmp"
)

// TestPreviewChoices: a choice is one person's for one channel, can be replaced and forgotten, follows the channel to its new
// ID, and ends with the account.
func TestPreviewChoices(t *testing.T) {
	each(t, func(t *testing.T, s *store.Store) {
		ctx := t.Context()
		set := func(who command.Who, channel string, c preview.Choice) {
			t.Helper()
			if err := s.SetPreviewChoice(ctx, who, channel, c); err != nil {
				t.Fatal(err)
			}
		}
		check := func(when string, who command.Who, want ...preview.ChannelChoice) {
			t.Helper()
			got, err := s.PreviewChoices(ctx, who)
			if diff := gocmp.Diff(want, got); diff != "" || err != nil {
				t.Errorf("%s: %v %s", when, err, diff)
			}
			for _, channel := range []string{"C1", "C2", "C3"} {
				var want preview.Choice
				for _, c := range got {
					if c.Channel == channel {
						want = c.Choice
					}
				}
				if one, err := s.PreviewChoice(ctx, who, channel); err != nil || one != want {
					t.Errorf("%s: %s has %q, %v", when, channel, one, err)
				}
			}
		}
		check("at first", ann)
		set(ann, "C1", preview.Always)
		set(ann, "C2", preview.Never)
		set(ann, "C2", preview.Always)
		set(bob, "C1", preview.Never)
		check("replaced", ann, preview.ChannelChoice{Channel: "C1", Choice: preview.Always}, preview.ChannelChoice{Channel: "C2", Choice: preview.Always})
		check("another's", bob, preview.ChannelChoice{Channel: "C1", Choice: preview.Never})
		set(ann, "C2", "")
		check("forgotten", ann, preview.ChannelChoice{Channel: "C1", Choice: preview.Always})
		set(bob, "C3", preview.Always)
		for range 2 {
			if err := s.MoveChannel(ctx, ann.Workspace, "C1", "C3"); err != nil {
				t.Fatal(err)
			}
		}
		check("moved", ann, preview.ChannelChoice{Channel: "C3", Choice: preview.Always})
		check("moved to one with a choice", bob, preview.ChannelChoice{Channel: "C3", Choice: preview.Always})
		save(t, s, link(ann))
		if err := s.DeleteLink(ctx, ann); err != nil {
			t.Fatal(err)
		}
		check("after the logout", ann)
		account := link(ann)
		save(t, s, account)
		set(ann, "C1", preview.Always)
		save(t, s, account)
		check("another login of the account", ann, preview.ChannelChoice{Channel: "C1", Choice: preview.Always})
		account.Username = "somebody_else"
		save(t, s, account)
		check("another account", ann)
		check("after another's logout", bob, preview.ChannelChoice{Channel: "C3", Choice: preview.Always})
		if err := s.DeleteWorkspace(ctx, bob.Workspace); err != nil {
			t.Fatal(err)
		}
		check("after the workspace was deleted", bob)
	})
}

// TestPreviewQuestions: a question is answered once, by the person who was asked, within a day, and not after they logged out.
func TestPreviewQuestions(t *testing.T) {
	each(t, func(t *testing.T, s *store.Store) {
		ctx, now := t.Context(), time.Unix(1_700_000_000, 0)
		ask := func(who command.Who, ts string, at time.Time) preview.Question {
			t.Helper()
			q := preview.Question{
				Who: who, Message: preview.Message{Channel: "C1", TS: ts, Thread: "1.0", UnfurlID: "u", Source: "s"},
				Links: []preview.Link{{URL: "https://tca.example.com/?a=1&amp;b=2", Line: "preview x"}}, External: true, Asked: at,
			}
			var err error
			if q.ID, err = s.AskPreview(ctx, q); err != nil {
				t.Fatal(err)
			}
			return q
		}
		take := func(when string, who command.Who, q preview.Question, at time.Time, want bool) {
			t.Helper()
			got, ok, err := s.TakePreview(ctx, who, q.ID, at)
			if err != nil || ok != want {
				t.Errorf("%s: %t, %v", when, ok, err)
			}
			if diff := gocmp.Diff(q, got); ok && diff != "" {
				t.Errorf("%s: %s", when, diff)
			}
		}
		first := ask(ann, "1.1", now)
		if q := ask(ann, "1.2", now.Add(preview.Pause-time.Second)); q.ID != 0 {
			t.Error("asked about another message while a question waits")
		}
		if q := ask(ann, "1.1", now.Add(time.Minute)); q.ID == 0 {
			t.Error("not asked about a link that was edited in")
		}
		if q := ask(bob, "1.2", now); q.ID == 0 {
			t.Error("another person is not asked")
		}
		take("by somebody else", bob, first, now, false)
		take("a day later", ann, first, now.Add(preview.Lifetime), false)
		take("in time", ann, first, now.Add(preview.Lifetime-time.Second), true)
		take("again", ann, first, now, false)
		late := ask(ann, "1.3", now.Add(time.Hour))
		if late.ID == 0 {
			t.Error("not asked again")
		}
		save(t, s, link(ann))
		if err := s.DeleteLink(ctx, ann); err != nil {
			t.Fatal(err)
		}
		take("after the logout", ann, late, now.Add(time.Hour), false)
		old := ask(ann, "1.4", now)
		if err := s.ForgetPreviews(ctx, now.Add(preview.Lifetime)); err != nil {
			t.Fatal(err)
		}
		take("after it was deleted", ann, old, now, false)
	})
}

// TestFirstPreview: a card is shown once in a channel within the pause, and again after it.
func TestFirstPreview(t *testing.T) {
	each(t, func(t *testing.T, s *store.Store) {
		ctx, now := t.Context(), time.Unix(1_700_000_000, 0)
		first := func(workspace, channel, line string, at time.Time, want bool) {
			t.Helper()
			there, err := s.Previewed(ctx, workspace, channel, line, at)
			if err != nil || there == want {
				t.Errorf("previewed: %t, %v", there, err)
			}
			if got, err := s.FirstPreview(ctx, workspace, channel, line, at); err != nil || got != want {
				t.Errorf("%s in %s after %s: %t, %v", line, channel, at.Sub(now), got, err)
			}
		}
		first("T1", "C1", "a", now, true)
		first("T1", "C1", "a", now.Add(preview.Pause-time.Second), false)
		first("T1", "C1", "b", now, true)
		first("T1", "C2", "a", now, true)
		first("T2", "C1", "a", now, true)
		first("T1", "C1", "a", now.Add(preview.Pause), true)
		first("T1", "C1", "a", now.Add(preview.Pause+time.Minute), false)
		if err := s.ForgetPreviews(ctx, now.Add(preview.Pause)); err != nil {
			t.Fatal(err)
		}
		first("T1", "C1", "a", now.Add(preview.Pause+time.Minute), false)
	})
}
