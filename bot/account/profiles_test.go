package account_test

import (
	"context"
	"errors"
	"sync"
	"tcabot/api"
	"tcabot/api/cached"
	"tcabot/bot/account"
	"tcabot/commands/assignment"
	"tcabot/commands/command"
	"tcabot/commands/people"
	"tcabot/commands/target"
	"testing"
	"testing/synctest"
	"time"
)

var wang = command.Who{Workspace: "T1", User: "U1"}

// database is what two replicas share.
type database struct {
	assignment.Settings // not called

	mu      sync.Mutex
	profile command.Profile
	agreed  bool // to be mentioned
	reads   int
}

func newDatabase() *database {
	return &database{profile: command.Profile{Link: command.Link{Who: wang, Generation: 1}}}
}

func (d *database) change(change func(*command.Profile)) {
	d.mu.Lock()
	defer d.mu.Unlock()
	change(&d.profile)
}

func (d *database) Profile(context.Context, command.Who, string) (command.Profile, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.reads++
	return d.profile, nil
}

func (d *database) Link(context.Context, command.Who) (command.Link, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.profile.Link, d.profile.Missing
}

func (d *database) SaveLink(_ context.Context, l command.Link) (command.Link, error) {
	d.change(func(p *command.Profile) {
		l.Generation = p.Link.Generation + 1
		p.Link, p.Missing = l, nil
	})
	return l, nil
}

func (d *database) DeleteLink(context.Context, command.Who) error {
	d.change(func(p *command.Profile) { p.Missing = command.ErrNotLinked })
	return nil
}

func (d *database) DeleteWorkspace(ctx context.Context, _ string) error {
	return d.DeleteLink(ctx, wang)
}

func (d *database) TakeRight(context.Context, command.Who) error {
	d.change(func(p *command.Profile) { p.Link.Rights++ })
	return nil
}

func (d *database) Target(context.Context, target.Subject) (command.Target, error) {
	return command.Target{}, nil
}

func (d *database) SetTarget(_ context.Context, _ target.Subject, t command.Target) error {
	d.change(func(p *command.Profile) { p.Personal = t })
	return nil
}

func (d *database) Language(context.Context, command.Who) (string, error) { return "", nil }

func (d *database) SetLanguage(_ context.Context, _ command.Who, language string) error {
	d.change(func(p *command.Profile) { p.Language = language })
	return nil
}

func (d *database) Mentioned(context.Context, command.Who) (bool, error) { return d.agreed, nil }

func (d *database) Holdings(context.Context, command.Who) (command.Holdings, error) {
	return command.Holdings{}, nil
}

func (d *database) Forget(context.Context, command.Who) error {
	d.change(func(p *command.Profile) { *p = command.Profile{} })
	return nil
}

func (d *database) MarkRemoved(context.Context, string, time.Time) error { return nil }

func (d *database) MarkReturned(context.Context, string, time.Time) error { return nil }

func (d *database) SetMentioned(_ context.Context, _ command.Who, agreed bool) error {
	d.change(func(*command.Profile) { d.agreed = agreed })
	return nil
}

func (d *database) People(context.Context, string) ([]people.Account, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.reads++
	if d.profile.Missing != nil {
		return nil, nil
	}
	return []people.Account{{User: wang.User, Agreed: d.agreed, Names: append([]string{"wangfang"}, d.profile.Link.Names...)}}, nil
}

func (d *database) SetNames(_ context.Context, _ command.Who, names []string) error {
	d.change(func(p *command.Profile) { p.Link.Names = names })
	return nil
}

// replica is a process with accounts and a memory of its own.
type replica struct {
	*account.Accounts

	memory *cached.Cache
}

func newReplica(t *testing.T, db *database) replica {
	t.Helper()
	client, err := api.New(api.Config{URL: "http://tca.invalid"})
	if err != nil {
		t.Fatal(err)
	}
	memory := cached.New(cached.Config{TTL: time.Hour})
	return replica{account.New(db, client, account.ProfileMemory, memory), memory}
}

// remembers reports whether what was made for the person is still given to them.
func (r replica) remembers(t *testing.T) bool {
	t.Helper()
	p, err := r.Profile(t.Context(), wang, "C1")
	if err != nil {
		t.Fatal(err)
	}
	_, ok := r.memory.Made(r.Owner(p.Link), p.Language+p.Personal.Team+"list")
	return ok && p.Missing == nil
}

// make makes something for the person.
func (r replica) make(t *testing.T) {
	t.Helper()
	p, err := r.Profile(t.Context(), wang, "C1")
	if err != nil {
		t.Fatal(err)
	}
	r.memory.Make(t.Context(), r.Owner(p.Link), p.Language+p.Personal.Team+"list", func(ctx context.Context) (any, bool) {
		_, _, err := r.memory.Load(ctx, api.Key{Owner: r.Owner(p.Link), Path: "/x"}, false, func(context.Context) (any, error) { return "x", nil })
		return "made", err == nil
	})
}

// TestWhatEndsIsForgotten: a logout, another login, a lost right or another setting ends what is remembered for a person at
// once where it happens, and within two seconds on every other replica.
func TestWhatEndsIsForgotten(t *testing.T) {
	for name, end := range map[string]func(context.Context, *account.Accounts, *database) error{
		"logout": func(ctx context.Context, a *account.Accounts, _ *database) error { return a.DeleteLink(ctx, wang) },
		"login": func(ctx context.Context, a *account.Accounts, _ *database) error {
			_, err := a.SaveLink(ctx, command.Link{Who: wang})
			return err
		},
		"uninstalling": func(ctx context.Context, a *account.Accounts, _ *database) error { return a.DeleteWorkspace(ctx, "T1") },
		"a lost right": func(ctx context.Context, a *account.Accounts, _ *database) error {
			return a.LostRight(ctx, "T1|U1|1.0")
		},
		"a right lost in a digest": func(ctx context.Context, a *account.Accounts, _ *database) error {
			return a.LostRight(ctx, "T1|U1|1.0|due 5")
		},
		"a language": func(ctx context.Context, a *account.Accounts, db *database) error {
			return a.Settings(db).SetLanguage(ctx, wang, "zh-CN")
		},
		"a default target": func(ctx context.Context, a *account.Accounts, db *database) error {
			return a.Settings(db).SetTarget(ctx, target.Subject{Workspace: "T1", ID: "U1"}, command.Target{Team: "bigteam"})
		},
	} {
		t.Run(name, func(t *testing.T) {
			db := newDatabase()
			here, there := newReplica(t, db), newReplica(t, db)
			synctest.Test(t, func(t *testing.T) {
				here.make(t)
				there.make(t)
				if !here.remembers(t) || !there.remembers(t) {
					t.Fatal("nothing is remembered")
				}
				if err := end(t.Context(), here.Accounts, db); err != nil {
					t.Fatal(err)
				}
				if here.remembers(t) {
					t.Error("remembered where it happened")
				}
				time.Sleep(2 * time.Second) // of the bubble's clock
				if there.remembers(t) {
					t.Error("remembered by another replica two seconds later")
				}
			})
		})
	}
}

// TestProfileIsReadOnce: one reading of the database serves the questions of a moment; a change is seen at once.
func TestProfileIsReadOnce(t *testing.T) {
	db := newDatabase()
	a := newReplica(t, db)
	synctest.Test(t, func(t *testing.T) {
		read := func(want int) {
			t.Helper()
			for range 5 {
				if _, err := a.Profile(t.Context(), wang, "C1"); err != nil {
					t.Fatal(err)
				}
			}
			if db.reads != want {
				t.Errorf("read %d times, want %d", db.reads, want)
			}
		}
		read(1)
		time.Sleep(account.ProfileMemory + time.Millisecond)
		read(2)
		if err := a.Settings(db).SetNames(t.Context(), wang, []string{"王芳"}); err != nil {
			t.Fatal(err)
		}
		read(3)
		if p, ok := a.KnownProfile(wang, "C1"); !ok || len(p.Link.Names) != 1 {
			t.Errorf("the new names are not seen: %v, %t", p.Link.Names, ok)
		}
		a.Reread()
		read(4)
		if err := a.DeleteLink(t.Context(), wang); err != nil {
			t.Fatal(err)
		}
		read(9) // without a link nothing is remembered
	})
}

// TestReadingWhileChanging: what was read before a change is not remembered after it.
func TestReadingWhileChanging(t *testing.T) {
	db := &changing{database: newDatabase()}
	client, err := api.New(api.Config{URL: "http://tca.invalid"})
	if err != nil {
		t.Fatal(err)
	}
	a := account.New(db, client, time.Hour)
	db.during = func() {
		if err := a.DeleteLink(t.Context(), wang); err != nil {
			t.Error(err)
		}
	}
	if p, err := a.Profile(t.Context(), wang, "C1"); err != nil || p.Missing != nil {
		t.Fatalf("%v, %v", p.Missing, err)
	}
	if p, err := a.Profile(t.Context(), wang, "C1"); err != nil || !errors.Is(p.Missing, command.ErrNotLinked) {
		t.Errorf("who logged out is remembered: %v, %v", p.Missing, err)
	}
}

// TestSlowReading: how long a database took to tell something is a part of how old that is.
func TestSlowReading(t *testing.T) {
	for _, tt := range []struct {
		took  time.Duration
		known bool
	}{{0, true}, {time.Second, true}, {1400 * time.Millisecond, false}, {10 * time.Second, false}} {
		db := &changing{database: newDatabase()}
		client, err := api.New(api.Config{URL: "http://tca.invalid"})
		if err != nil {
			t.Fatal(err)
		}
		a := account.New(db, client, account.ProfileMemory)
		synctest.Test(t, func(t *testing.T) {
			db.during = func() { time.Sleep(tt.took) }
			if _, err := a.Profile(t.Context(), wang, "C1"); err != nil {
				t.Fatal(err)
			}
			time.Sleep(300 * time.Millisecond)
			if _, known := a.KnownProfile(wang, "C1"); known != tt.known {
				t.Errorf("read in %s: remembered %t", tt.took, known)
			}
		})
	}
}

// changing is changed while it is read for the first time.
type changing struct {
	*database

	during func()
}

func (c *changing) Profile(ctx context.Context, who command.Who, channel string) (command.Profile, error) {
	p, err := c.database.Profile(ctx, who, channel)
	if during := c.during; during != nil {
		c.during = nil
		during()
	}
	return p, err
}
