package store_test

import (
	"fmt"
	"tcabot/bot/store"
	"tcabot/commands/command"
	"tcabot/commands/target"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// TestVisits: the branches at which a person looked last are theirs and of one TCA account, a few and in order; they end with
// the account, also when they are written a moment after it.
func TestVisits(t *testing.T) {
	each(t, func(t *testing.T, s *store.Store) {
		ctx := t.Context()
		by := func(l command.Link) target.Visitor {
			return target.Visitor{Who: l.Who, Username: l.Username, Login: l.Generation}
		}
		clock := int64(1e12)
		look := func(l command.Link, project int64, name string) {
			t.Helper()
			clock++
			err := s.SaveVisit(ctx, by(l), target.Visit{Target: target.Target{Org: "o", Team: "t", Repo: 1, Project: project}, Name: name, At: time.UnixMilli(clock)})
			if err != nil {
				t.Fatal(err)
			}
		}
		check := func(when string, l command.Link, want ...string) {
			t.Helper()
			all, err := s.Visits(ctx, l.Who, l.Username)
			if err != nil {
				t.Fatal(err)
			}
			var got []string
			for _, one := range all {
				got = append(got, fmt.Sprint(one.Name, one.Target.Project))
			}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("%s (-want +got):\n%s", when, diff)
			}
		}
		mine, other := save(t, s, link(ann)), save(t, s, link(eve))
		look(mine, 1, "a")
		look(mine, 2, "b")
		look(other, 3, "c")
		check("in order", mine, "b2", "a1")
		check("another person", other, "c3")
		written := clock
		look(mine, 2, "b")
		if all, err := s.Visits(ctx, ann, mine.Username); err != nil || all[0].At.UnixMilli() == clock || all[0].At.UnixMilli() >= written {
			t.Errorf("the same look again is written: %v, %v", all, err)
		}
		look(mine, 2, "renamed")
		look(mine, 1, "a")
		check("a new name, and an older one again", mine, "a1", "renamed2")
		for n := range int64(target.MaxVisits) {
			look(mine, 10+n, "x")
		}
		check("no more than that", mine, "x17", "x16", "x15", "x14", "x13", "x12", "x11", "x10")

		again := save(t, s, link(ann))
		look(mine, 30, "old login")
		check("another login of the account", again, "x17", "x16", "x15", "x14", "x13", "x12", "x11", "x10")
		account := link(ann)
		account.Username = "somebody_else"
		account = save(t, s, account)
		check("another account", account)
		look(account, 1, "a")
		check("with its own", account, "a1")
		if err := s.DeleteLink(ctx, ann); err != nil {
			t.Fatal(err)
		}
		look(account, 5, "late")
		check("after the logout", account)
		check("nor what the first account saw", mine)
		check("another person still", other, "c3")
		if err := s.DeleteWorkspace(ctx, eve.Workspace); err != nil {
			t.Fatal(err)
		}
		check("after the workspace was deleted", other)
	})
}
