// Package storetest gives tests a database of each engine, empty and their own.
//
// PostgreSQL is the server at TEST_DATABASE_URL, whose user must be allowed to make databases, or else a throw-away one
// that a test binary starts from Debian's binaries when a test first asks, and that ends with it. Where there is
// neither, the tests skip and say so; with TCABOT_POSTGRES=required they fail.
package storetest

import (
	"context"
	"crypto/rand"
	"database/sql"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	_ "github.com/jackc/pgx/v5/stdlib" // registers the driver
	_ "modernc.org/sqlite"             // registers the driver
)

// patience bounds what a server does for a test.
const patience = time.Minute

// prefix begins the names of our databases.
const prefix = "tcabot_test_"

// Each runs a test on each engine, beside each other and beside other tests, with the address of a database that has tables
// and nothing in them, and is gone after it.
func Each(t *testing.T, test func(t *testing.T, url string)) {
	t.Helper()
	t.Parallel()
	for engine, fresh := range map[string]func(testing.TB) string{"sqlite": SQLiteWithTables, "postgres": PostgresWithTables} {
		t.Run(engine, func(t *testing.T) {
			t.Parallel()
			test(t, fresh(t))
		})
	}
}

// SQLite is the address of a database that is not there yet, in a folder that is gone after the test.
func SQLite(tb testing.TB) string {
	tb.Helper()
	return "sqlite://" + filepath.Join(tb.TempDir(), "test.db")
}

// Postgres is the address of an empty PostgreSQL database that is gone after the test.
func Postgres(tb testing.TB) string {
	tb.Helper()
	return database(tb, serverURL(tb), "")
}

// database makes a database for a test.
func database(tb testing.TB, server, options string) string {
	tb.Helper()
	fresh := prefix + strings.ToLower(rand.Text())
	admin(tb, server, "CREATE DATABASE "+fresh+options)
	// WITH (FORCE) because a test that failed may have left connections.
	tb.Cleanup(func() { admin(tb, server, "DROP DATABASE "+fresh+" WITH (FORCE)") })
	return at(tb, server, fresh)
}

// serverURL is the address of a database of the server to use.
func serverURL(tb testing.TB) string {
	tb.Helper()
	if given := os.Getenv("TEST_DATABASE_URL"); given != "" {
		return given
	}
	s, err := throwAway()
	if err != nil {
		tb.Fatal(err)
	}
	if s == nil {
		const why = "no PostgreSQL: set TEST_DATABASE_URL, or install its server (Debian's package postgresql)"
		if os.Getenv("TCABOT_POSTGRES") == "required" {
			tb.Fatal(why)
		}
		tb.Skip(why)
	}
	return s.url
}

// Cut closes every connection to a database of Postgres from the server's side, and returns when they are closed.
func Cut(tb testing.TB, url string) {
	tb.Helper()
	// Tell all to end before waiting for the first: waiting looks again every tenth of a second.
	for _, end := range []string{"pg_terminate_backend(pid)", "pg_terminate_backend(pid, 60000)"} {
		admin(tb, serverURL(tb), "SELECT "+end+" FROM pg_stat_activity WHERE backend_type = 'client backend' AND datname = $1", name(tb, url))
	}
}

// TakeAway makes a database of Postgres unreachable until giveBack is called: connections are closed, new ones refused.
func TakeAway(tb testing.TB, url string) (giveBack func()) {
	tb.Helper()
	admin(tb, serverURL(tb), "ALTER DATABASE "+name(tb, url)+" ALLOW_CONNECTIONS false")
	Cut(tb, url)
	return func() { admin(tb, serverURL(tb), "ALTER DATABASE "+name(tb, url)+" ALLOW_CONNECTIONS true") }
}

// Exec runs one statement on a database of either engine, past the store: to damage what it keeps.
func Exec(tb testing.TB, url, statement string) {
	tb.Helper()
	if path, ok := strings.CutPrefix(url, "sqlite://"); ok {
		execute(tb, "sqlite", "file:"+path+"?_pragma=busy_timeout(20000)", statement)
		return
	}
	admin(tb, url, statement)
}

// admin runs one statement over a connection of its own.
func admin(tb testing.TB, url, statement string, args ...any) {
	tb.Helper()
	execute(tb, "pgx", url, statement, args...)
}

func execute(tb testing.TB, driver, source, statement string, args ...any) {
	tb.Helper()
	db, err := sql.Open(driver, source)
	if err != nil {
		tb.Fatal(err)
	}
	defer func() { _ = db.Close() }()
	ctx, cancel := context.WithTimeout(context.Background(), patience) // also after the test's own has ended
	defer cancel()
	if _, err := db.ExecContext(ctx, statement, args...); err != nil {
		tb.Fatalf("%s: %v", statement, err)
	}
}

// at is the address of another database of a server.
func at(tb testing.TB, server, name string) string {
	tb.Helper()
	u, err := url.Parse(server)
	if err != nil {
		tb.Fatal("TEST_DATABASE_URL is not an address")
	}
	u.Path = "/" + name
	return u.String()
}

// name is the database that an address of Postgres names.
func name(tb testing.TB, address string) string {
	tb.Helper()
	u, err := url.Parse(address)
	if err != nil || !strings.HasPrefix(u.Path, "/"+prefix) {
		tb.Fatalf("%q is not of storetest.Postgres", address)
	}
	return u.Path[1:]
}
