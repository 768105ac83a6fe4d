package store_test

import (
	"errors"
	"strings"
	"tcabot/api/secret"
	"tcabot/bot/store"
	"tcabot/commands/command"
	"tcabot/commands/target"
	"testing"
	"time"
)

// TestTextIsKept stores what people and TCA may write, as value and, where it is short, as key.
func TestTextIsKept(t *testing.T) {
	texts := map[string]string{
		"empty": "", "quotes": `'; DROP TABLE links; -- "`, "placeholders": "? $1 ?1 :a @b %s %00", "backslashes": `\x00 \' \`, "blanks": " \t\r\n ",
		"four bytes": "😀𠜎🏳️‍🌈", "right to left": "\u202eabc\u202c", "composed": "\u00e9", "decomposed": "e\u0301", "replacement": "\ufffd\uffff", "controls": "\x01\x1f\x7f\u0085",
		"a million": strings.Repeat("安x😀?", 120_000),
	}
	each(t, func(t *testing.T, s *store.Store) {
		ctx := t.Context()
		for name, text := range texts {
			w := command.Who{Workspace: "T1", User: name}
			if len(text) < 1000 {
				w.User = text
			}
			l := command.Link{Who: w, Username: text, Nickname: text, Token: secret.New(text), Linked: time.Unix(1, 0)}
			save(t, s, l)
			if got, err := s.Link(ctx, w); err != nil || got.Username != text || got.Nickname != text || !got.Token.Equal(l.Token) {
				t.Errorf("%s: link with a name of %d bytes, want %d (%v)", name, len(got.Username), len(text), err)
			}
			sub, target := target.Subject{Workspace: "T1", ID: w.User}, target.Target{Org: text, Team: text, Repo: 1}
			if err := s.SetTarget(ctx, sub, target); err != nil {
				t.Errorf("%s: %v", name, err)
			}
			if got, err := s.Target(ctx, sub); err != nil || got != target {
				t.Errorf("%s: target of %d bytes, want %d (%v)", name, len(got.Org), len(text), err)
			}
			e := store.Export{ID: name, Who: w, Channel: "D1", Message: "1.2", Line: text, Generation: 1}
			if err := s.AddExport(ctx, e, 1, time.Unix(1, 0)); err != nil {
				t.Errorf("%s: %v", name, err)
			}
			if got, err := s.DeadExports(ctx, time.Unix(2, 0)); err != nil || len(got) != 1 || got[0].ID != e.ID || got[0].Line != e.Line || got[0].Who != e.Who {
				t.Errorf("%s: %d exports (%v)", name, len(got), err)
			}
			if err := s.DeleteExport(ctx, e.ID); err != nil {
				t.Error(err)
			}
		}
	})
}

// TestTextIsRefused tries what PostgreSQL cannot keep. SQLite could, or would cut it; neither does.
func TestTextIsRefused(t *testing.T) {
	each(t, func(t *testing.T, s *store.Store) {
		ctx, now := t.Context(), time.Unix(1, 0)
		save(t, s, link(ann))
		for _, bad := range []string{"a\x00b", "\x00", "a\xffb", "\xed\xa0\x80"} {
			w := command.Who{Workspace: "T1", User: bad}
			sub := target.Subject{Workspace: bad, ID: "C1"}
			calls := map[string]func() error{
				"link": func() error { _, err := s.Link(ctx, w); return err },
				"save": func() error { _, err := s.SaveLink(ctx, command.Link{Who: w}); return err },
				"nickname": func() error {
					l := link(ann)
					l.Nickname = bad
					_, err := s.SaveLink(ctx, l)
					return err
				},
				"delete":           func() error { return s.DeleteLink(ctx, w) },
				"delete workspace": func() error { return s.DeleteWorkspace(ctx, bad) },
				"target":           func() error { _, err := s.Target(ctx, sub); return err },
				"set target":       func() error { return s.SetTarget(ctx, sub, target.Target{Org: "o"}) },
				"target's team": func() error {
					return s.SetTarget(ctx, target.Subject{Workspace: "T1", ID: "C1"}, target.Target{Org: "o", Team: bad})
				},
				"language":     func() error { _, err := s.Language(ctx, w); return err },
				"set language": func() error { return s.SetLanguage(ctx, ann, bad) },
				"export": func() error {
					return s.AddExport(ctx, store.Export{ID: "X", Who: ann, Line: bad, Generation: 1}, 1, now)
				},
				"beat":   func() error { _, err := s.BeatExport(ctx, bad, now); return err },
				"cancel": func() error { _, err := s.CancelExport(ctx, ann, bad); return err },
				"place":  func() error { return s.PlaceExport(ctx, store.Export{ID: bad}) },
				"forget": func() error { return s.DeleteExport(ctx, bad) },
				"claim":  func() error { _, err := s.ClaimExport(ctx, bad, now, now); return err },
			}
			for name, call := range calls {
				if err := call(); !errors.Is(err, store.ErrText) {
					t.Errorf("%s with %q: %v, want ErrText", name, bad, err)
				}
			}
		}
		if got, err := s.Link(ctx, ann); err != nil || got.Nickname != "安" || got.Generation != 1 {
			t.Errorf("after what was refused: %+v, %v", got, err)
		}
		n := exportsOf(t, s, ann)
		target, targetErr := s.Target(ctx, target.Subject{Workspace: "T1", ID: "C1"})
		language, languageErr := s.Language(ctx, ann)
		if err := errors.Join(targetErr, languageErr); err != nil || n != 0 || !target.IsZero() || language != "" {
			t.Errorf("something was written: %d exports, %v, %q, %v", n, target, language, err)
		}
	})
}
