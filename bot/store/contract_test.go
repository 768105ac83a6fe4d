package store_test

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"tcabot/api/secret"
	"tcabot/bot/seal"
	"tcabot/bot/store"
	"tcabot/bot/store/engine"
	"tcabot/bot/store/storetest"
	"tcabot/commands/command"
	"tcabot/commands/target"
	"testing"
	"time"
)

// The contract: what every method promises, on both engines.

const token = "0123456789abcdef0123456789abcdef01234567"

var (
	ann = command.Who{Workspace: "T1", User: "U1"}
	bob = command.Who{Workspace: "T1", User: "U2"}
	eve = command.Who{Workspace: "T2", User: "U1"}
)

func link(w command.Who) command.Link {
	return command.Link{Who: w, Username: "tca_" + w.User, Nickname: "安", Token: secret.New(token), Linked: time.Unix(1e9, 0)}
}

func open(tb testing.TB, url string, key secret.Text) *store.Store {
	tb.Helper()
	box, err := seal.New(key)
	if err != nil {
		tb.Fatal(err)
	}
	s, err := store.OpenLimited(context.Background(), url, box, patient)
	if err != nil {
		tb.Fatal(err)
	}
	tb.Cleanup(func() { _ = s.Close() })
	return s
}

// patient is the limit of calls in tests of what they do: a busy machine must not be taken for a database that hangs.
const patient = time.Minute

// each runs a test on an empty store of each engine.
func each(t *testing.T, test func(t *testing.T, s *store.Store)) {
	t.Helper()
	storetest.Each(t, func(t *testing.T, url string) { test(t, open(t, url, seal.NewKey())) })
}

func save(tb testing.TB, s *store.Store, l command.Link) command.Link {
	tb.Helper()
	saved, err := s.SaveLink(tb.Context(), l)
	if err != nil {
		tb.Fatal(err)
	}
	return saved
}

func TestLinks(t *testing.T) {
	storetest.Each(t, func(t *testing.T, url string) {
		key := seal.NewKey()
		s := open(t, url, key)
		if _, err := s.Link(t.Context(), ann); !errors.Is(err, command.ErrNotLinked) {
			t.Errorf("nobody linked: %v", err)
		}
		for want := int64(1); want <= 2; want++ {
			if got := save(t, s, link(ann)); got.Generation != want {
				t.Errorf("saved generation %d, want %d", got.Generation, want)
			}
		}
		_ = s.Close()
		s = open(t, url, key) // as after a restart
		got, err := s.Link(t.Context(), ann)
		if err != nil || got.Who != ann || !got.Token.Equal(secret.New(token)) || got.Username != "tca_U1" || got.Nickname != "安" ||
			!got.Linked.Equal(time.Unix(1e9, 0)) || got.Generation != 2 {
			t.Errorf("got %+v, %v", got, err)
		}
		for _, w := range []command.Who{bob, eve} {
			if _, err := s.Link(t.Context(), w); !errors.Is(err, command.ErrNotLinked) {
				t.Errorf("another person: %v", err)
			}
		}
		for range 2 { // nothing to forget is not an error
			if err := s.DeleteLink(t.Context(), ann); err != nil {
				t.Error(err)
			}
		}
		if _, err := s.Link(t.Context(), ann); !errors.Is(err, command.ErrNotLinked) {
			t.Errorf("deleted: %v", err)
		}
		if got := save(t, s, link(ann)); got.Generation != 3 {
			t.Errorf("a new login has generation %d, want 3: a cache key must not come back", got.Generation)
		}
	})
}

// TestUnreadableToken has tokens that no key opens: their owners are not linked, and can log in and out.
func TestUnreadableToken(t *testing.T) {
	storetest.Each(t, func(t *testing.T, url string) {
		for name, spoil := range spoilt {
			t.Run(name, func(t *testing.T) {
				key := seal.NewKey()
				s := open(t, url, key)
				generation := save(t, s, link(ann)).Generation
				save(t, s, link(bob))
				s = open(t, url, spoil(t, url, key))
				l, err := s.Link(t.Context(), ann)
				if !errors.Is(err, command.ErrUnreadable) || !errors.Is(err, command.ErrNotLinked) || l.Generation != generation || !l.Token.IsZero() {
					t.Errorf("read: %+v, %v", l, err)
				}
				if l := save(t, s, link(ann)); l.Generation != generation+1 {
					t.Errorf("a login has generation %d, want %d", l.Generation, generation+1)
				}
				if _, err := s.Link(t.Context(), ann); err != nil {
					t.Errorf("after a login: %v", err)
				}
				_ = s.Close()
				s = open(t, url, spoil(t, url, key))
				if err := s.DeleteLink(t.Context(), ann); err != nil {
					t.Error(err)
				}
				if _, err := s.Link(t.Context(), ann); !errors.Is(err, command.ErrNotLinked) || errors.Is(err, command.ErrUnreadable) {
					t.Errorf("after a logout: %v", err)
				}
			})
		}
	})
}

// spoilt are ways in which the token of ann becomes unreadable. Each returns the key with which the store is opened next.
var spoilt = map[string]func(t *testing.T, url string, key secret.Text) secret.Text{
	"another key": func(*testing.T, string, secret.Text) secret.Text { return seal.NewKey() },
	"damaged row": func(t *testing.T, url string, key secret.Text) secret.Text {
		t.Helper()
		storetest.Exec(t, url, `UPDATE links SET token = (SELECT token FROM links WHERE slack_user = 'U2') WHERE slack_user = 'U1'`)
		return key
	},
	"cut row": func(t *testing.T, url string, key secret.Text) secret.Text {
		t.Helper()
		storetest.Exec(t, url, `UPDATE links SET token = '' WHERE slack_user = 'U1'`)
		return key
	},
}

func TestTargets(t *testing.T) {
	each(t, func(t *testing.T, s *store.Store) {
		channel, other := target.Subject{Workspace: "T1", ID: "C1"}, target.Subject{Workspace: "T2", ID: "C1"}
		for _, want := range []target.Target{
			{},
			{Org: "o", Team: "t"},
			{Org: "o", Team: "u", Repo: 1 << 40, Project: 1<<63 - 1},
			{},
		} {
			if err := s.SetTarget(t.Context(), channel, want); err != nil {
				t.Fatal(err)
			}
			if got, err := s.Target(t.Context(), channel); err != nil || got != want {
				t.Errorf("got %+v, %v, want %+v", got, err, want)
			}
			if got, err := s.Target(t.Context(), other); err != nil || !got.IsZero() {
				t.Errorf("another workspace's: %+v, %v", got, err)
			}
		}
	})
}

func TestLanguages(t *testing.T) {
	each(t, func(t *testing.T, s *store.Store) {
		if got, err := s.Language(t.Context(), ann); err != nil || got != "" {
			t.Errorf("none chosen: %q, %v", got, err)
		}
		for _, want := range []string{"zh-CN", "en", ""} {
			if err := s.SetLanguage(t.Context(), ann, want); err != nil {
				t.Fatal(err)
			}
			if got, err := s.Language(t.Context(), ann); err != nil || got != want {
				t.Errorf("got %q, %v, want %q", got, err, want)
			}
		}
	})
}

func TestExports(t *testing.T) {
	each(t, func(t *testing.T, s *store.Store) {
		ctx, begun := t.Context(), time.Unix(1e9, 0)
		e := store.Export{ID: "X1", Who: ann, Line: "repos 'a b'", Generation: 1}
		if err := s.AddExport(ctx, e, 2, begun); !errors.Is(err, command.ErrNotLinked) {
			t.Errorf("of nobody linked: %v, want ErrNotLinked", err)
		}
		save(t, s, link(ann))
		if err := s.AddExport(ctx, e, 2, begun); err != nil {
			t.Fatal(err)
		}
		if err := s.AddExport(ctx, e, 2, begun); !errors.Is(err, store.ErrConflict) {
			t.Errorf("the same again: %v, want ErrConflict", err)
		}
		if err := s.AddExport(ctx, store.Export{ID: "X2", Who: ann, Generation: 1}, 1, begun); !errors.Is(err, command.ErrManyExports) {
			t.Errorf("one too many: %v, want ErrManyExports", err)
		}
		e.Channel, e.Message = "D1", "1.2"
		if err := s.PlaceExport(ctx, e); err != nil {
			t.Fatal(err)
		}
		if dead, err := s.DeadExports(ctx, begun); err != nil || len(dead) != 0 {
			t.Errorf("dead at once: %v, %v", dead, err)
		}
		if dead, err := s.DeadExports(ctx, begun.Add(time.Second)); err != nil || len(dead) != 1 || dead[0] != (store.Export{ID: e.ID, Who: e.Who, Channel: e.Channel, Message: e.Message, Line: e.Line}) {
			t.Errorf("silent: %v, %v", dead, err)
		}
		if beat, err := s.BeatExport(ctx, e.ID, begun.Add(time.Hour)); err != nil || beat != (store.ExportBeat{Generation: 1}) {
			t.Errorf("beat: %+v, %v", beat, err)
		}
		if dead, err := s.DeadExports(ctx, begun.Add(time.Second)); err != nil || len(dead) != 0 {
			t.Errorf("after a beat: %v, %v", dead, err)
		}
		if found, err := s.CancelExport(ctx, bob, e.ID); err != nil || found {
			t.Errorf("another cancels: %t, %v", found, err)
		}
		if found, err := s.CancelExport(ctx, ann, e.ID); err != nil || !found {
			t.Errorf("its owner cancels: %t, %v", found, err)
		}
		save(t, s, link(ann)) // who connects again
		if beat, err := s.BeatExport(ctx, e.ID, begun.Add(time.Hour)); err != nil || beat != (store.ExportBeat{Cancelled: true, Generation: 2}) {
			t.Errorf("beat when cancelled: %+v, %v", beat, err)
		}
		for generation, want := range map[int64]error{0: command.ErrSwitched, 1: command.ErrSwitched, 3: command.ErrSwitched, 2: nil} {
			if err := s.AddExport(ctx, store.Export{ID: fmt.Sprint("Y", generation), Who: ann, Generation: generation}, 2, begun); !errors.Is(err, want) {
				t.Errorf("of login %d: %v, want %v", generation, err, want)
			}
		}
		if claimed, err := s.ClaimExport(ctx, e.ID, begun.Add(time.Hour), begun); err != nil || claimed {
			t.Errorf("claimed though it is alive: %t, %v", claimed, err)
		}
		for range 2 {
			if err := s.DeleteExport(ctx, e.ID); err != nil {
				t.Errorf("delete: %v", err)
			}
		}
		if beat, err := s.BeatExport(ctx, e.ID, begun); !errors.Is(err, store.ErrGone) || !beat.Cancelled {
			t.Errorf("beat when it is gone: %+v, %v, want ErrGone", beat, err)
		}
	})
}

// exportsOf is how many exports a person has under way.
func exportsOf(tb testing.TB, s *store.Store, w command.Who) (n int) {
	tb.Helper()
	all, err := s.DeadExports(tb.Context(), time.Now().Add(time.Hour))
	if err != nil {
		tb.Fatal(err)
	}
	for _, e := range all {
		if e.Who == w {
			n++
		}
	}
	return n
}

// TestDeleteLinkEndsExports: what reads with a token ends with it, another's does not.
func TestDeleteLinkEndsExports(t *testing.T) {
	each(t, func(t *testing.T, s *store.Store) {
		ctx, now := t.Context(), time.Unix(1e9, 0)
		for _, w := range []command.Who{ann, bob} {
			save(t, s, link(w))
			if err := s.AddExport(ctx, store.Export{ID: w.User, Who: w, Generation: 1}, 1, now); err != nil {
				t.Fatal(err)
			}
		}
		if err := s.DeleteLink(ctx, ann); err != nil {
			t.Fatal(err)
		}
		for w, want := range map[command.Who]bool{ann: true, bob: false} {
			if beat, err := s.BeatExport(ctx, w.User, now); err != nil || beat.Cancelled != want {
				t.Errorf("the export of %s ends: %+v, %v", w.User, beat, err)
			}
		}
	})
}

func TestDeleteWorkspace(t *testing.T) {
	each(t, func(t *testing.T, s *store.Store) {
		ctx, now := t.Context(), time.Unix(1e9, 0)
		for _, w := range []command.Who{ann, bob, eve} {
			save(t, s, link(w))
			target := s.SetTarget(ctx, target.Subject{Workspace: w.Workspace, ID: w.User}, target.Target{Org: "o"})
			language := s.SetLanguage(ctx, w, "en")
			export := s.AddExport(ctx, store.Export{ID: w.Workspace + w.User, Who: w, Generation: 1}, 1, now)
			if err := errors.Join(target, language, export); err != nil {
				t.Fatal(err)
			}
		}
		if err := s.DeleteWorkspace(ctx, "T1"); err != nil {
			t.Fatal(err)
		}
		for _, tt := range []struct {
			who  command.Who
			kept bool
		}{{ann, false}, {bob, false}, {eve, true}} {
			_, linkErr := s.Link(ctx, tt.who)
			target, targetErr := s.Target(ctx, target.Subject{Workspace: tt.who.Workspace, ID: tt.who.User})
			language, languageErr := s.Language(ctx, tt.who)
			exports := exportsOf(t, s, tt.who)
			if err := errors.Join(targetErr, languageErr); err != nil {
				t.Fatal(err)
			}
			if (linkErr == nil) != tt.kept || target.IsZero() == tt.kept || (language == "en") != tt.kept || (exports == 1) != tt.kept {
				t.Errorf("%v: link %v, target %v, language %q, %d exports; want kept: %t", tt.who, linkErr, target, language, exports, tt.kept)
			}
		}
		if got := save(t, s, link(ann)); got.Generation != 2 {
			t.Errorf("installed again: generation %d, want 2", got.Generation)
		}
	})
}

// TestNothingHalf lets the second half of a transaction fail: the caller hears of it, and the first half is undone.
func TestNothingHalf(t *testing.T) {
	storetest.Each(t, func(t *testing.T, url string) {
		s, db := open(t, url, seal.NewKey()), raw(t, url)
		save(t, s, link(ann))
		rename := func(from, to string) {
			t.Helper()
			if _, err := db.ExecContext(t.Context(), "ALTER TABLE "+from+" RENAME TO "+to); err != nil {
				t.Fatal(err)
			}
		}
		rename("links", "away")
		if l, err := s.SaveLink(t.Context(), link(ann)); err == nil || l.Generation != 0 {
			t.Errorf("saved %+v, %v", l, err)
		}
		rename("away", "links")
		if l := save(t, s, link(ann)); l.Generation != 2 {
			t.Errorf("then generation %d, want 2", l.Generation)
		}
		rename("exports", "away")
		if err := s.DeleteWorkspace(t.Context(), ann.Workspace); err == nil {
			t.Error("a workspace is deleted in part, and nobody hears of it")
		}
		if _, err := s.Link(t.Context(), ann); err != nil {
			t.Errorf("what was not deleted as a whole: %v", err)
		}
	})
}

func TestPing(t *testing.T) {
	each(t, func(t *testing.T, s *store.Store) {
		if err := s.Ping(t.Context()); err != nil {
			t.Error(err)
		}
		_ = s.Close()
		if err := s.Ping(t.Context()); err == nil {
			t.Error("a closed database answers")
		}
	})
}

// TestNothingInClear looks for a token where somebody may find it who has the database but not the key.
func TestNothingInClear(t *testing.T) {
	url := storetest.SQLite(t)
	s := open(t, url, seal.NewKey())
	save(t, s, link(ann))
	for _, closed := range []bool{false, true} { // SQLite's two other files go when it is closed
		if closed {
			_ = s.Close()
		}
		path, _ := engine.SQLitePath(url)
		files, _ := filepath.Glob(path + "*")
		for _, f := range files {
			raw, err := os.ReadFile(f)
			if err != nil || strings.Contains(string(raw), token) {
				t.Errorf("%s holds the token in clear (%v)", filepath.Base(f), err)
			}
			if info, err := os.Stat(f); err != nil || info.Mode().Perm() != 0o600 {
				t.Errorf("%s has the rights %v, %v", filepath.Base(f), info.Mode(), err)
			}
		}
	}
}

// TestNames: a person's names come with the link, outlive a login and a logout, and are the person's own.
func TestNames(t *testing.T) {
	each(t, func(t *testing.T, s *store.Store) {
		for _, w := range []command.Who{ann, bob, eve} {
			save(t, s, link(w))
		}
		names := func(w command.Who) []string {
			t.Helper()
			l, err := s.Link(t.Context(), w)
			if err != nil {
				t.Fatal(err)
			}
			return l.Names
		}
		for _, want := range [][]string{{"王芳"}, {"王芳", "Wang Fang <wangfang@example.com>", "'; DROP TABLE links; --"}, nil, {"x"}} {
			if err := s.SetNames(t.Context(), ann, want); err != nil {
				t.Fatal(err)
			}
			if got := names(ann); !slices.Equal(got, want) {
				t.Errorf("got %q, want %q", got, want)
			}
		}
		save(t, s, link(ann))
		if err := s.DeleteLink(t.Context(), ann); err != nil {
			t.Fatal(err)
		}
		save(t, s, link(ann))
		if got := names(ann); !slices.Equal(got, []string{"x"}) {
			t.Errorf("after another login: %q", got)
		}
		if got := append(names(bob), names(eve)...); len(got) > 0 {
			t.Errorf("others have %q", got)
		}
		if err := s.DeleteWorkspace(t.Context(), ann.Workspace); err != nil {
			t.Fatal(err)
		}
		save(t, s, link(ann))
		if got := names(ann); len(got) > 0 {
			t.Errorf("after the workspace was deleted: %q", got)
		}
	})
}
