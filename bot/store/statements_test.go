package store

import (
	"context"
	"fmt"
	"sync"
	"tcabot/bot/seal"
	"tcabot/bot/store/engine"
	"tcabot/bot/store/storetest"
	"testing"
)

func openForTest(t *testing.T, url string) *Store {
	t.Helper()
	box, err := seal.New(seal.NewKey())
	if err != nil {
		t.Fatal(err)
	}
	s, err := Open(t.Context(), url, box)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	return s
}

func TestPlaceholders(t *testing.T) {
	const query = `INSERT INTO x (a, b) VALUES (?, ?) ON CONFLICT (a) DO UPDATE SET b = ?`
	for d, want := range map[*engine.Dialect]string{
		engine.Of("sqlite://x.db"): query,
		engine.Of("postgres://x"):  `INSERT INTO x (a, b) VALUES ($1, $2) ON CONFLICT (a) DO UPDATE SET b = $3`,
	} {
		if got := newStatements(nil, d).find(query).text; got != want {
			t.Errorf("got %s", got)
		}
	}
}

// TestStatementsArePreparedOnce runs one query outside of transactions and in them, also by more callers at the same
// moment than there are connections: each holds one, and none may wait for another to prepare a statement.
func TestStatementsArePreparedOnce(t *testing.T) {
	s := openForTest(t, storetest.SQLiteWithTables(t))
	const query = `SELECT COUNT(*) FROM links WHERE workspace = ?`
	read := func(ctx context.Context, c conn) error {
		_, err := row[int](ctx, c, "count", query, "T1")
		return err
	}
	for range 2 { // the first runs it as it is
		if err := s.inTx(t.Context(), "count", read); err != nil {
			t.Fatal(err)
		}
	}
	first := s.statements.find(query).stmt
	if first == nil {
		t.Fatal("it was not prepared after a transaction had used it")
	}
	var all sync.WaitGroup
	for i := range 4 * engine.SQLiteConns {
		all.Go(func() {
			if err := s.inTx(t.Context(), "count", func(ctx context.Context, tx conn) error {
				_, err := row[int](ctx, tx, "count", fmt.Sprintf(`SELECT COUNT(*) + %d FROM links WHERE workspace = ?`, i), "T1")
				return err
			}); err != nil {
				t.Error(err)
			}
			if err := read(t.Context(), s.conn); err != nil {
				t.Error(err)
			}
		})
	}
	all.Wait()
	if got := s.statements.find(query).stmt; got != first {
		t.Error("it was prepared again")
	}
}

// TestBrokenStatement fails where it is run, and nowhere else.
func TestBrokenStatement(t *testing.T) {
	storetest.Each(t, func(t *testing.T, url string) {
		s := openForTest(t, url)
		for range 2 {
			if err := s.inTx(t.Context(), "break", func(ctx context.Context, tx conn) error {
				_, err := row[int](ctx, tx, "break", `SELECT nothing FROM nowhere`)
				return err
			}); err == nil {
				t.Error("a statement about no table works")
			}
			if err := s.inTx(t.Context(), "work", func(ctx context.Context, tx conn) error {
				_, err := row[int](ctx, tx, "work", `SELECT COUNT(*) FROM links`)
				return err
			}); err != nil {
				t.Error(err)
			}
		}
	})
}

// TestColumns keeps one list of columns a record: it must be what the tables hold.
func TestColumns(t *testing.T) {
	type part struct {
		A string `db:"a"`
	}
	type record struct {
		part
		Skipped int
		B       int `db:"b"`
	}
	c := columnsOf[record]()
	for got, want := range map[string]string{
		c.list(): "a, b", c.of("t"): "t.a, t.b", c.placeholders(): "?, ?", c.assignments(): "a = ?, b = ?",
		c.excluded(): "a = excluded.a, b = excluded.b", c.except("a").list(): "b",
		fmt.Sprint(c.values(&record{part: part{"x"}, B: 2})): "[x 2]",
	} {
		if got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
}
