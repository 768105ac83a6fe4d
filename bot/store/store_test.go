package store_test

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"tcabot/api/secret"
	"tcabot/bot/seal"
	"tcabot/bot/store"
	"tcabot/commands"
	"tcabot/commands/spec"
	"testing"
	"time"
)

const token = "0123456789abcdef0123456789abcdef01234567"

var (
	ann = spec.Who{Workspace: "T1", User: "U1"}
	bob = spec.Who{Workspace: "T1", User: "U2"}
)

func open(t *testing.T, path string, key secret.Text) *store.Store {
	t.Helper()
	box, err := seal.New(key)
	if err != nil {
		t.Fatal(err)
	}
	s, err := store.Open(context.Background(), path, box)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	return s
}

func TestLinks(t *testing.T) {
	path, key := filepath.Join(t.TempDir(), "x.db"), seal.NewKey()
	s := open(t, path, key)
	if _, err := s.Link(t.Context(), ann); !errors.Is(err, commands.ErrNotLinked) {
		t.Errorf("nobody linked: %v", err)
	}
	link := commands.Link{Who: ann, Username: "tca_ann", Nickname: "安", Token: secret.New(token), Linked: time.Unix(1e9, 0)}
	for want := int64(1); want <= 2; want++ {
		if got, err := s.SaveLink(t.Context(), link); err != nil || got.Generation != want {
			t.Errorf("saved generation %d, %v, want %d", got.Generation, err, want)
		}
	}
	_ = s.Close()
	s = open(t, path, key) // as after a restart
	got, err := s.Link(t.Context(), ann)
	if err != nil || !got.Token.Equal(link.Token) || got.Nickname != "安" || !got.Linked.Equal(link.Linked) {
		t.Errorf("got %+v, %v", got, err)
	}
	if _, err := s.Link(t.Context(), bob); !errors.Is(err, commands.ErrNotLinked) {
		t.Errorf("another person: %v", err)
	}
	if err := s.DeleteLink(t.Context(), ann); err != nil {
		t.Error(err)
	}
	if _, err := s.Link(t.Context(), ann); !errors.Is(err, commands.ErrNotLinked) {
		t.Errorf("deleted: %v", err)
	}
	if got, err := s.SaveLink(t.Context(), link); err != nil || got.Generation != 3 {
		t.Errorf("a new login has generation %d, %v, want 3: a cache key must not come back", got.Generation, err)
	}
	_ = s.Close()
	files, _ := filepath.Glob(path + "*")
	for _, f := range files {
		raw, err := os.ReadFile(f)
		if err != nil || strings.Contains(string(raw), token) {
			t.Errorf("%s holds the token in clear (%v)", filepath.Base(f), err)
		}
	}
}

func TestAnotherKeyDoesNotOpen(t *testing.T) {
	path := filepath.Join(t.TempDir(), "x.db")
	old := seal.NewKey()
	s := open(t, path, old)
	if _, err := s.SaveLink(t.Context(), commands.Link{Who: ann, Token: secret.New(token)}); err != nil {
		t.Fatal(err)
	}
	if _, err := open(t, path, seal.NewKey()).Link(t.Context(), ann); !errors.Is(err, seal.ErrUnknownKey) {
		t.Errorf("another key: %v", err)
	}
	both := secret.New(seal.NewKey().Reveal() + "," + old.Reveal())
	if got, err := open(t, path, both).Link(t.Context(), ann); err != nil || !got.Token.Equal(secret.New(token)) {
		t.Errorf("after a rotation: %v", err)
	}
}

func TestSettings(t *testing.T) {
	s := open(t, filepath.Join(t.TempDir(), "x.db"), seal.NewKey())
	channel := commands.Subject{Workspace: "T1", ID: "C1"}
	for _, want := range []commands.Target{{}, {Org: "o", Team: "t"}, {Org: "o", Team: "u"}, {}} {
		if err := s.SetTarget(t.Context(), channel, want); err != nil {
			t.Fatal(err)
		}
		if got, err := s.Target(t.Context(), channel); err != nil || got != want {
			t.Errorf("got %+v, %v, want %+v", got, err, want)
		}
	}
	if err := s.SetLanguage(t.Context(), ann, "zh-CN"); err != nil {
		t.Fatal(err)
	}
	if got, err := s.Language(t.Context(), ann); err != nil || got != "zh-CN" {
		t.Errorf("got %q, %v", got, err)
	}
	if err := s.DeleteWorkspace(t.Context(), "T1"); err != nil {
		t.Fatal(err)
	}
	if got, _ := s.Language(t.Context(), ann); got != "" {
		t.Errorf("after the workspace is gone: %q", got)
	}
}
