package store_test

import (
	"errors"
	"slices"
	"tcabot/bot/seal"
	"tcabot/bot/store/storetest"
	"tcabot/commands/command"
	"tcabot/commands/target"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestProfile: one query reads what the single ones do, of this person and this channel alone.
func TestProfile(t *testing.T) {
	storetest.Each(t, func(t *testing.T, url string) {
		s := open(t, url, seal.NewKey())
		p, err := s.Profile(t.Context(), ann, "C1")
		if err != nil || !errors.Is(p.Missing, command.ErrNotLinked) || p.Link.Who != ann || p.Language != "" || !p.Channel.IsZero() || !p.Personal.IsZero() {
			t.Errorf("nothing is stored: %+v, %v", p, err)
		}
		mine, there := command.Target{Org: "o", Team: "mine"}, command.Target{Org: "o", Team: "there", Repo: 5, Project: 7}
		for _, who := range []command.Who{ann, bob} {
			save(t, s, link(who))
			for _, err := range []error{
				s.SetLanguage(t.Context(), who, map[command.Who]string{ann: "zh-CN", bob: "en"}[who]),
				s.SetNames(t.Context(), who, []string{"name of " + who.User, "王芳"}),
			} {
				if err != nil {
					t.Fatal(err)
				}
			}
		}
		for subject, to := range map[string]command.Target{ann.User: mine, "C1": there, bob.User: there, "C2": mine} {
			if err := s.SetTarget(t.Context(), target.Subject{Workspace: ann.Workspace, ID: subject}, to); err != nil {
				t.Fatal(err)
			}
		}
		want, err := s.Link(t.Context(), ann)
		if err != nil {
			t.Fatal(err)
		}
		if p, err = s.Profile(t.Context(), ann, "C1"); err != nil || p.Missing != nil {
			t.Fatalf("%v, %v", p.Missing, err)
		}
		if !p.Link.Token.Equal(want.Token) || p.Language != "zh-CN" || p.Personal != mine || p.Channel != there || !slices.Equal(p.Defaults(), []command.Target{there, mine}) {
			t.Errorf("got %+v", p)
		}
		p.Link.Token, want.Token = want.Token, p.Link.Token // compared above; what is in one is not told
		if got := p.Link; got.Username != want.Username || got.Generation != want.Generation || !got.Linked.Equal(want.Linked) || cmp.Diff(got.Names, want.Names) != "" {
			t.Errorf("got the link %+v, want %+v", got, want)
		}
		if err := s.DeleteLink(t.Context(), ann); err != nil {
			t.Fatal(err)
		}
		if p, err = s.Profile(t.Context(), ann, "C3"); err != nil || !errors.Is(p.Missing, command.ErrNotLinked) || p.Language != "zh-CN" || !p.Channel.IsZero() {
			t.Errorf("after a logout: %+v, %v", p, err)
		}
	})
}

// TestUnreadableProfile: a token that no key opens is missing, and nothing else.
func TestUnreadableProfile(t *testing.T) {
	storetest.Each(t, func(t *testing.T, url string) {
		s := open(t, url, seal.NewKey())
		generation := save(t, s, link(ann)).Generation
		if err := s.SetLanguage(t.Context(), ann, "en"); err != nil {
			t.Fatal(err)
		}
		_ = s.Close()
		s = open(t, url, seal.NewKey())
		p, err := s.Profile(t.Context(), ann, "")
		if err != nil || !errors.Is(p.Missing, command.ErrUnreadable) || p.Link.Generation != generation || !p.Link.Token.IsZero() || p.Language != "en" {
			t.Errorf("got %+v, %v", p, err)
		}
	})
}

// TestTakeRight: the number of lost rights grows for one person, and a login keeps it.
func TestTakeRight(t *testing.T) {
	storetest.Each(t, func(t *testing.T, url string) {
		s := open(t, url, seal.NewKey())
		if err := s.TakeRight(t.Context(), ann); err != nil {
			t.Errorf("from somebody who has none: %v", err)
		}
		save(t, s, link(ann))
		save(t, s, link(bob))
		for range 2 {
			if err := s.TakeRight(t.Context(), ann); err != nil {
				t.Fatal(err)
			}
		}
		if got := save(t, s, link(ann)); got.Rights != 2 || got.Generation != 2 {
			t.Errorf("after a login: %d rights lost, generation %d", got.Rights, got.Generation)
		}
		if other, err := s.Link(t.Context(), bob); err != nil || other.Rights != 0 {
			t.Errorf("of another person: %d, %v", other.Rights, err)
		}
	})
}
