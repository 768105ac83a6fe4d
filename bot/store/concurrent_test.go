package store_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"tcabot/bot/seal"
	"tcabot/bot/store"
	"tcabot/bot/store/storetest"
	"tcabot/commands/command"
	"testing"
	"time"
)

const crowd = 100

// together runs calls at the same time and waits for all.
func together(t *testing.T, n int, call func(i int) error) {
	t.Helper()
	var all sync.WaitGroup
	begin := make(chan struct{})
	for i := range n {
		all.Go(func() {
			<-begin
			if err := call(i); err != nil {
				t.Error(err)
			}
		})
	}
	close(begin)
	all.Wait()
}

// TestOnePersonTogether saves, deletes and reads one link from all sides.
func TestOnePersonTogether(t *testing.T) {
	each(t, func(t *testing.T, s *store.Store) {
		var mu sync.Mutex
		var saved []int64
		together(t, crowd, func(i int) error {
			switch i % 4 {
			case 0:
				return s.DeleteLink(t.Context(), ann)
			case 1:
				last := int64(0)
				for range 5 {
					l, err := s.Link(t.Context(), ann)
					if errors.Is(err, command.ErrNotLinked) {
						continue
					}
					if err != nil || l.Generation < last || l.Username != fmt.Sprint("g", l.Nickname) {
						return fmt.Errorf("read %+v after generation %d: %w", l, last, err)
					}
					last = l.Generation
				}
				return nil
			default:
				l := link(ann)
				l.Nickname = fmt.Sprint(i)
				l.Username = "g" + l.Nickname // a reader must see both of one save
				l, err := s.SaveLink(t.Context(), l)
				mu.Lock()
				defer mu.Unlock()
				saved = append(saved, l.Generation)
				return err
			}
		})
		slices.Sort(saved)
		for i, g := range saved {
			if g != int64(i+1) {
				t.Fatalf("generations %v: want each from 1 to %d once", saved, len(saved))
			}
		}
		if got := save(t, s, link(ann)); got.Generation != int64(len(saved)+1) {
			t.Errorf("then generation %d, want %d", got.Generation, len(saved)+1)
		}
	})
}

// TestManyPeopleTogether gives everybody a login, a logout and a login, and half of them a workspace that goes away.
func TestManyPeopleTogether(t *testing.T) {
	each(t, func(t *testing.T, s *store.Store) {
		who := func(i int) command.Who { return command.Who{Workspace: fmt.Sprint("T", i%2), User: fmt.Sprint("U", i)} }
		together(t, crowd, func(i int) error {
			w := who(i)
			_, err := s.SaveLink(t.Context(), link(w))
			if err == nil {
				err = s.DeleteLink(t.Context(), w)
			}
			if err == nil {
				_, err = s.SaveLink(t.Context(), link(w))
			}
			if err == nil && i%20 == 1 {
				err = s.DeleteWorkspace(t.Context(), "T1")
			}
			return err
		})
		for i := range crowd {
			l, err := s.Link(t.Context(), who(i))
			if i%2 == 0 && (err != nil || l.Generation != 2 || l.Username != "tca_"+who(i).User) {
				t.Errorf("person %d: %+v, %v", i, l, err)
			}
			if i%2 == 1 && err != nil && !errors.Is(err, command.ErrNotLinked) {
				t.Errorf("person %d: %v", i, err)
			}
		}
	})
}

// TestOneMayTell lets all find the same dead export.
func TestOneMayTell(t *testing.T) {
	each(t, func(t *testing.T, s *store.Store) {
		save(t, s, link(ann))
		if err := s.AddExport(t.Context(), store.Export{ID: "X", Who: ann, Generation: 1}, 1, time.Unix(1, 0)); err != nil {
			t.Fatal(err)
		}
		mine := make(chan int, crowd) // room for all, though one is right
		together(t, crowd, func(i int) error {
			was, err := s.ClaimExport(t.Context(), "X", time.Unix(2, 0), time.Unix(3, 0))
			if was {
				mine <- i
			}
			return err
		})
		if len(mine) != 1 {
			t.Errorf("%d took it, want 1", len(mine))
		}
	})
}

// TestNotTooMany lets one person begin many exports at once.
func TestNotTooMany(t *testing.T) {
	each(t, func(t *testing.T, s *store.Store) {
		save(t, s, link(ann))
		together(t, crowd, func(i int) error {
			err := s.AddExport(t.Context(), store.Export{ID: fmt.Sprint(i), Who: ann, Generation: 1}, 2, time.Unix(1, 0))
			if errors.Is(err, command.ErrManyExports) {
				err = nil
			}
			return err
		})
		if n := exportsOf(t, s, ann); n != 2 {
			t.Errorf("%d began, want 2", n)
		}
	})
}

// TestCancelled calls everything with a context that has ended: the error says so, and nothing is written.
func TestCancelled(t *testing.T) {
	each(t, func(t *testing.T, s *store.Store) {
		save(t, s, link(ann))
		ctx, cancel := context.WithCancel(t.Context())
		cancel()
		_, linkErr := s.Link(ctx, ann)
		_, saveErr := s.SaveLink(ctx, link(ann))
		_, resealErr := s.Reseal(ctx)
		_, exportsErr := s.DeadExports(ctx, time.Unix(1, 0))
		for name, err := range map[string]error{
			"link": linkErr, "save": saveErr, "reseal": resealErr, "exports": exportsErr, "delete": s.DeleteLink(ctx, ann),
			"delete workspace": s.DeleteWorkspace(ctx, "T1"), "language": s.SetLanguage(ctx, ann, "en"), "ping": s.Ping(ctx),
		} {
			if !errors.Is(err, context.Canceled) {
				t.Errorf("%s: %v", name, err)
			}
		}
		if l, err := s.Link(t.Context(), ann); err != nil || l.Generation != 1 {
			t.Errorf("after that: %+v, %v", l, err)
		}
	})
}

// TestDeadline lets a login wait for somebody who holds the database, for longer than it may.
func TestDeadline(t *testing.T) {
	storetest.Each(t, func(t *testing.T, url string) {
		s := open(t, url, seal.NewKey())
		save(t, s, link(ann))
		release := hold(t, url)
		ctx, cancel := context.WithTimeout(t.Context(), 50*time.Millisecond)
		defer cancel()
		if _, err := s.SaveLink(ctx, link(ann)); !errors.Is(err, context.DeadlineExceeded) {
			t.Errorf("held up: %v", err)
		}
		if err := s.DeleteLink(ctx, ann); !errors.Is(err, context.DeadlineExceeded) {
			t.Errorf("held up: %v", err)
		}
		if l, err := s.Link(t.Context(), ann); err != nil || l.Generation != 1 {
			t.Errorf("reading does not wait: %+v, %v", l, err)
		}
		release()
		if l := save(t, s, link(ann)); l.Generation != 2 {
			t.Errorf("then generation %d, want 2", l.Generation)
		}
	})
}

// hold writes every link in a transaction that ends when release is called.
func hold(t *testing.T, url string) (release func()) {
	t.Helper()
	tx, err := raw(t, url).BeginTx(context.Background(), nil)
	if err != nil {
		t.Fatal(err)
	}
	for table := range strings.FieldsSeq("generations links") {
		if _, err := tx.ExecContext(t.Context(), "UPDATE "+table+" SET workspace = workspace"); err != nil {
			t.Fatal(err)
		}
	}
	return func() { _ = tx.Rollback() }
}
