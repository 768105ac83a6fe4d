package storetest

import (
	"context"
	"crypto/rand"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"tcabot/bot/store/engine"
	"testing"
)

// Making the tables takes longer than most tests: they are made once for each engine, and copied.

// CreateFile makes an SQLite file with tables, and nothing in them.
func CreateFile(tb testing.TB, path string) {
	tb.Helper()
	raw, err := fileWithTables()
	if err == nil {
		err = os.WriteFile(path, raw, 0o600)
	}
	if err != nil {
		tb.Fatal(err)
	}
}

// SQLiteWithTables is the address of a database as of SQLite, with tables and nothing in them.
func SQLiteWithTables(tb testing.TB) string {
	tb.Helper()
	url := SQLite(tb)
	path, _ := engine.SQLitePath(url)
	CreateFile(tb, path)
	return url
}

// PostgresWithTables is the address of a database as of Postgres, with tables and nothing in them. On the server at
// TEST_DATABASE_URL it has none: a database to copy would be left there.
func PostgresWithTables(tb testing.TB) string {
	tb.Helper()
	server := serverURL(tb)
	if os.Getenv("TEST_DATABASE_URL") != "" {
		return Postgres(tb)
	}
	made.Do(func() {
		template := prefix + "tables_" + strings.ToLower(rand.Text())
		admin(tb, server, "CREATE DATABASE "+template)
		if err := makeTables(at(tb, server, template)); err != nil {
			tb.Fatal(err)
		}
		tables = template
	})
	return database(tb, server, " TEMPLATE "+tables)
}

var (
	made   sync.Once
	tables string // the database of the throw-away server to copy

	fileWithTables = sync.OnceValues(func() ([]byte, error) {
		dir, err := os.MkdirTemp("", "tcabot-tables-")
		if err != nil {
			return nil, err
		}
		defer func() { _ = os.RemoveAll(dir) }()
		file := filepath.Join(dir, "test.db")
		if err := makeTables("sqlite://" + file); err != nil {
			return nil, err
		}
		return os.ReadFile(file)
	})
)

// makeTables applies all migrations. Closing the database also writes what is in SQLite's log beside the file.
func makeTables(url string) error {
	d := engine.Of(url)
	db, jobs, err := d.Open(url)
	if err != nil {
		return err
	}
	return errors.Join(d.Migrate(context.Background(), db, jobs), db.Close())
}
