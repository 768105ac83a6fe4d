package store_test

import (
	"cmp"
	"context"
	"slices"
	"tcabot/bot/store"
	"tcabot/commands/command"
	"tcabot/commands/people"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"
)

// TestMentions: a person agrees and changes their mind, for themselves alone; that outlives a login, and ends with the
// workspace.
func TestMentions(t *testing.T) {
	each(t, func(t *testing.T, s *store.Store) {
		ctx := t.Context()
		check := func(when string, want ...command.Who) {
			t.Helper()
			for _, who := range []command.Who{ann, bob, eve} {
				if got, err := s.Mentioned(ctx, who); err != nil || got != slices.Contains(want, who) {
					t.Errorf("%s: %v agreed: %t, %v", when, who, got, err)
				}
			}
		}
		set := func(who command.Who, agreed bool) {
			t.Helper()
			if err := s.SetMentioned(ctx, who, agreed); err != nil {
				t.Fatal(err)
			}
		}
		check("at first")
		set(ann, true)
		set(ann, true)
		check("twice", ann)
		set(eve, true)
		set(bob, false)
		check("of another workspace", ann, eve)
		set(ann, false)
		check("not any more", eve)
		set(ann, true)
		save(t, s, link(ann))
		if err := s.DeleteLink(ctx, ann); err != nil {
			t.Fatal(err)
		}
		check("after a logout", ann, eve)
		if err := s.DeleteWorkspace(ctx, ann.Workspace); err != nil {
			t.Fatal(err)
		}
		check("after the workspace was deleted", eve)
	})
}

// TestPeople: one query lists everybody who is connected, with all their names, as soon as one of them agreed to be
// mentioned.
func TestPeople(t *testing.T) {
	each(t, func(t *testing.T, s *store.Store) {
		ctx := t.Context()
		check := func(when string, want ...people.Account) {
			t.Helper()
			got, err := s.People(ctx, ann.Workspace)
			slices.SortFunc(got, func(a, b people.Account) int { return cmp.Compare(a.User, b.User) })
			if err != nil || len(got)+len(want) > 0 && !gocmp.Equal(got, want) {
				t.Errorf("%s: %v\n%s", when, err, gocmp.Diff(want, got))
			}
		}
		do := func(call func(context.Context) error) {
			t.Helper()
			if err := call(ctx); err != nil {
				t.Fatal(err)
			}
		}
		for who, l := range map[command.Who]command.Link{ann: link(ann), bob: link(bob), eve: link(eve)} {
			l.Username, l.Nickname = "login of "+who.User, "nick of "+who.User
			if who == bob {
				l.Nickname = ""
			}
			save(t, s, l)
		}
		do(func(ctx context.Context) error {
			return s.SetNames(ctx, ann, []string{"王芳", "LOGIN of " + ann.User, "wangfang@example.com"})
		})
		annNames := []string{"login of " + ann.User, "王芳", "wangfang@example.com", "nick of " + ann.User}
		bobAccount := people.Account{User: bob.User, Names: []string{"login of " + bob.User}}
		do(func(ctx context.Context) error { return s.SetMentioned(ctx, eve, true) })
		check("nobody here agreed")
		do(func(ctx context.Context) error {
			return s.SetMentioned(ctx, command.Who{Workspace: ann.Workspace, User: "U9"}, true)
		})
		do(func(ctx context.Context) error {
			return s.SetNames(ctx, command.Who{Workspace: ann.Workspace, User: "U9"}, []string{"王芳"})
		})
		check("somebody agreed who is not connected", people.Account{User: ann.User, Names: annNames}, bobAccount)
		do(func(ctx context.Context) error { return s.SetMentioned(ctx, ann, true) })
		annAccount := people.Account{User: ann.User, Agreed: true, Names: annNames}
		check("one agreed", annAccount, bobAccount)
		do(func(ctx context.Context) error { return s.DeleteLink(ctx, bob) })
		check("one logged out", annAccount)
		do(func(ctx context.Context) error { return s.DeleteLink(ctx, ann) })
		save(t, s, link(bob))
		check("who agreed logged out", people.Account{User: bob.User, Names: []string{link(bob).Username, link(bob).Nickname}})
	})
}
