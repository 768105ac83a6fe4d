package storetest

import (
	"fmt"
	"net"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"

	"github.com/jackc/pgx/v5/pgconn"
)

// PgBouncer is the address of an empty PostgreSQL database behind a PgBouncer in transaction mode, where each transaction may
// run on another connection of a few. The test is skipped where PgBouncer is not installed.
func PgBouncer(tb testing.TB) string {
	tb.Helper()
	direct := Postgres(tb)
	const program = "/usr/sbin/pgbouncer" // where Debian has it, which is not on everybody's PATH
	if _, err := os.Stat(program); err != nil {
		tb.Skip("no PgBouncer: install it (Debian's package pgbouncer)")
	}
	conf, err := pgconn.ParseConfig(direct)
	if err != nil {
		tb.Fatal(err)
	}
	dir, err := os.MkdirTemp("", "pgb-") //nolint:usetesting // its path would be too long for a socket
	if err != nil {
		tb.Fatal(err)
	}
	tb.Cleanup(func() { _ = os.RemoveAll(dir) })
	file := filepath.Join(dir, "pgbouncer.ini")
	// PgBouncer reads it as another user.
	if err := os.WriteFile(file, []byte(bouncerSettings(conf, dir)), 0o644); err != nil {
		tb.Fatal(err)
	}
	// It ends with the input of the shell: with the test, however that ends.
	cmd := exec.Command("/bin/sh", "-c", `"$1" "$2" </dev/null & cat; kill $!; wait`, "sh", program, file) //nolint:noctx // see above
	if err := unprivileged(cmd, dir); err != nil {
		tb.Fatal(err)
	}
	hold, err := cmd.StdinPipe()
	if err != nil {
		tb.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		tb.Fatal(err)
	}
	tb.Cleanup(func() {
		_ = hold.Close()
		_ = cmd.Wait()
	})
	waitForListener(tb, filepath.Join(dir, ".s.PGSQL.6432"))
	u, err := url.Parse(direct)
	if err != nil {
		tb.Fatal(err)
	}
	query := u.Query()
	query.Set("host", dir)
	query.Set("port", "6432")
	u.Host, u.RawQuery = "", query.Encode()
	return u.String()
}

// bouncerSettings makes PgBouncer listen on a socket in a folder, and nowhere else.
func bouncerSettings(conf *pgconn.Config, dir string) string {
	password := ""
	if conf.Password != "" {
		password = " password='" + conf.Password + "'"
	}
	return fmt.Sprintf(`[databases]
%s = host=%s port=%d user=%s%s
[pgbouncer]
listen_port = 6432
unix_socket_dir = %s
auth_type = any
pool_mode = transaction
default_pool_size = 3
logfile = %s/log
`, conf.Database, conf.Host, conf.Port, conf.User, password, dir, dir)
}

// waitForListener waits until something listens on a Unix socket, which is some time after its file is there.
func waitForListener(tb testing.TB, path string) {
	tb.Helper()
	tick := time.NewTicker(10 * time.Millisecond)
	defer tick.Stop()
	for end := time.Now().Add(patience); time.Now().Before(end); <-tick.C {
		if c, err := net.Dial("unix", path); err == nil { //nolint:noctx // answered at once
			_ = c.Close()
			return
		}
	}
	tb.Fatalf("nothing listens on %s", path)
}
