package store_test

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strings"
	"tcabot/bot/seal"
	"tcabot/bot/store"
	"tcabot/bot/store/storetest"
	"tcabot/commands/command"
	"tcabot/commands/subscription"
	"testing"
	"time"
)

// callLimit is the limit of calls that are to run into it.
const callLimit = 200 * time.Millisecond

func openLimited(t *testing.T, url string) *store.Store {
	t.Helper()
	box, err := seal.New(seal.NewKey())
	if err != nil {
		t.Fatal(err)
	}
	s, err := store.OpenLimited(t.Context(), url, box, callLimit)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	return s
}

// reads and writes are calls of each shape: one query, a transaction, several pages, and one of others.
func reads(s *store.Store) map[string]func(context.Context) error {
	return map[string]func(context.Context) error{
		"ping":     s.Ping,
		"link":     func(ctx context.Context) error { _, err := s.Link(ctx, ann); return err },
		"language": func(ctx context.Context) error { _, err := s.Language(ctx, ann); return err },
		"digest":   func(ctx context.Context) error { _, err := s.Digest(ctx, "T1", 1); return err },
		"jobs":     func(ctx context.Context) error { _, err := s.JobCounts(ctx); return err },
		"reseal":   func(ctx context.Context) error { _, err := s.Reseal(ctx); return err },
	}
}

func writes(s *store.Store) map[string]func(context.Context) error {
	return map[string]func(context.Context) error{
		"save":   func(ctx context.Context) error { _, err := s.SaveLink(ctx, link(ann)); return err },
		"delete": func(ctx context.Context) error { return s.DeleteLink(ctx, ann) },
		"set":    func(ctx context.Context) error { return s.SetLanguage(ctx, ann, "en") },
		"suspend": func(ctx context.Context) error {
			_, err := s.Suspend(ctx, store.OwnedBy(ann), subscription.ReasonOwner, nil)
			return err
		},
		"other": func(ctx context.Context) error {
			_, err := s.Once(ctx, "other", "", func(context.Context, store.Tx) error { return nil })
			return err
		},
	}
}

// checkLimited: a call of a database that hangs ends with its own limit, and says that the database is the reason; with the
// caller's, if that comes first.
func checkLimited(t *testing.T, calls map[string]func(context.Context) error) {
	t.Helper()
	for name, call := range calls {
		began := time.Now()
		err := call(t.Context())
		if took := time.Since(began); took < callLimit/2 || took > 20*callLimit {
			t.Errorf("%s took %v, want about %v", name, took, callLimit)
		}
		if !errors.Is(err, command.ErrStorage) || errors.Is(err, context.DeadlineExceeded) {
			t.Errorf("%s: %v, want the database to be the reason", name, err)
		}
		hurry, cancel := context.WithTimeoutCause(t.Context(), callLimit/10, command.ErrDeadline)
		err = call(hurry)
		cancel()
		if !errors.Is(err, context.DeadlineExceeded) || errors.Is(err, command.ErrStorage) {
			t.Errorf("%s for a caller in a hurry: %v, want the caller's deadline", name, err)
		}
	}
}

func TestFrozenPostgres(t *testing.T) {
	t.Parallel()
	f := storetest.Freezable(t)
	patient := open(t, f.URL, seal.NewKey())
	save(t, patient, link(ann))
	s := openLimited(t, f.URL)
	thaw := f.Freeze()
	checkLimited(t, reads(s))
	checkLimited(t, writes(s))
	thaw()
	if l, err := patient.Link(t.Context(), ann); err != nil || l.Generation != 1 {
		t.Errorf("afterwards: %+v, %v", l, err)
	}
	save(t, patient, link(ann))
}

// TestLockedRows has another transaction hold the rows: PostgreSQL makes the call wait in the middle of its own.
func TestLockedRows(t *testing.T) {
	t.Parallel()
	url := storetest.PostgresWithTables(t)
	save(t, open(t, url, seal.NewKey()), link(ann))
	s := openLimited(t, url)
	lock(t, "pgx", url, "LOCK TABLE generations, links, languages, digests IN ACCESS EXCLUSIVE MODE")
	calls := writes(s)
	delete(calls, "other") // touches none of them
	checkLimited(t, calls)
}

// TestLockedFile has another process write for long: SQLite has one writer at a time.
func TestLockedFile(t *testing.T) {
	t.Parallel()
	url := storetest.SQLiteWithTables(t)
	patient := open(t, url, seal.NewKey())
	save(t, patient, link(ann))
	s := openLimited(t, url)
	lock(t, "sqlite", "file:"+strings.TrimPrefix(url, "sqlite://")+"?_txlock=immediate&_pragma=busy_timeout(10000)", "DELETE FROM languages")
	checkLimited(t, writes(s))
	for name, call := range reads(patient) {
		if err := call(t.Context()); err != nil && !errors.Is(err, subscription.ErrNone) {
			t.Errorf("%s beside a writer: %v", name, err)
		}
	}
}

// lock holds what a statement locks until the test ends.
func lock(t *testing.T, driver, source, statement string) {
	t.Helper()
	db, err := sql.Open(driver, source)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = db.Close() })
	tx, err := db.BeginTx(context.Background(), nil)
	if err == nil {
		_, err = tx.ExecContext(t.Context(), statement)
	}
	if err != nil {
		t.Fatal(fmt.Errorf("lock: %w", err))
	}
	t.Cleanup(func() { _ = tx.Rollback() })
}
