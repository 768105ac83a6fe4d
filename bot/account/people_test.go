package account_test

import (
	"context"
	"slices"
	"tcabot/bot/account"
	"tcabot/commands/command"
	"testing"
	"testing/synctest"
	"time"
)

// TestPeople: who may be mentioned is read once a minute; a change is seen at once where it happens, and a minute later by
// every other replica.
func TestPeople(t *testing.T) {
	for _, tt := range []struct {
		name   string
		change func(context.Context, *account.Accounts, *database) error
		known  bool // that 王芳 is somebody who agreed, after the change
	}{
		{"agreed", func(ctx context.Context, a *account.Accounts, db *database) error {
			return a.Settings(db).SetMentioned(ctx, wang, true)
		}, true},
		{"changed their mind", func(ctx context.Context, a *account.Accounts, db *database) error {
			return a.Settings(db).SetMentioned(ctx, wang, false)
		}, false},
		{"removed the name", func(ctx context.Context, a *account.Accounts, db *database) error {
			return a.Settings(db).SetNames(ctx, wang, nil)
		}, false},
		{"added the name", func(ctx context.Context, a *account.Accounts, db *database) error {
			return a.Settings(db).SetNames(ctx, wang, []string{"王芳"})
		}, true},
		{"logged out", func(ctx context.Context, a *account.Accounts, _ *database) error { return a.DeleteLink(ctx, wang) }, false},
		{"uninstalled", func(ctx context.Context, a *account.Accounts, _ *database) error { return a.DeleteWorkspace(ctx, "T1") }, false},
		{"connected", func(ctx context.Context, a *account.Accounts, _ *database) error {
			_, err := a.SaveLink(ctx, command.Link{Who: wang, Names: []string{"王芳"}})
			return err
		}, true},
	} {
		t.Run(tt.name, func(t *testing.T) {
			db := newDatabase()
			db.agreed = tt.name != "agreed"
			db.profile.Link.Names = []string{"王芳"}
			switch tt.name {
			case "added the name":
				db.profile.Link.Names = nil
			case "connected":
				db.profile.Missing = command.ErrNotLinked
			}
			here, there := newReplica(t, db), newReplica(t, db)
			synctest.Test(t, func(t *testing.T) {
				knows := func(r replica, want bool) {
					t.Helper()
					for range 3 {
						p, err := r.People(t.Context(), "T1")
						if err != nil {
							t.Fatal(err)
						}
						if _, ok := p.Who("王芳"); ok != want {
							t.Errorf("known: %t, want %t (of %v)", ok, want, p.Users())
						}
					}
				}
				knows(here, !tt.known)
				knows(there, !tt.known)
				if err := tt.change(t.Context(), here.Accounts, db); err != nil {
					t.Fatal(err)
				}
				knows(here, tt.known)
				time.Sleep(account.PeopleMemory - time.Millisecond) // of the bubble's clock
				knows(there, !tt.known)
				time.Sleep(2 * time.Millisecond)
				knows(there, tt.known)
				if db.reads != 4 {
					t.Errorf("read %d times", db.reads)
				}
			})
		})
	}
	if p, err := newReplica(t, newDatabase()).People(t.Context(), "T1"); err != nil || !slices.Equal(p.Users(), nil) {
		t.Errorf("nobody agreed: %v, %v", p.Users(), err)
	}
}
