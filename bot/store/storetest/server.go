package storetest

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"sync"
	"time"
)

// server is a running PostgreSQL.
type server struct {
	url  string
	hold io.Closer // the end of keeper's input: a pipe that is reachable is not closed
}

// throwAway starts this process's server when it is first asked for; nil where there are no binaries. One server,
// because starting one takes longer than most tests.
var throwAway = sync.OnceValues(func() (*server, error) {
	bin := binaries()
	if bin == "" {
		return nil, nil //nolint:nilnil // "none" is an answer
	}
	dir, err := os.MkdirTemp("", "tcabot-postgres-")
	if err != nil {
		return nil, err
	}
	hold, err := start(bin, dir)
	if err != nil {
		return nil, errors.Join(fmt.Errorf("start PostgreSQL from %s: %w", bin, err), os.RemoveAll(dir))
	}
	// A socket in our own folder, because no port is surely nobody else's.
	return &server{url: "postgres:///postgres?user=tcabot&host=" + url.QueryEscape(dir), hold: hold}, nil
})

// binaries is the folder of the newest server, or "".
func binaries() string {
	found, _ := filepath.Glob("/usr/lib/postgresql/*/bin/initdb") // Debian keeps it off the PATH
	if len(found) > 0 {
		return filepath.Dir(slices.MaxFunc(found, func(a, b string) int { return version(a) - version(b) }))
	}
	if initdb, err := exec.LookPath("initdb"); err == nil {
		return filepath.Dir(initdb)
	}
	return ""
}

func version(initdb string) int {
	n, _ := strconv.Atoi(filepath.Base(filepath.Dir(filepath.Dir(initdb)))) // 9.6 and older count as none
	return n
}

// keeper starts a server in the folder $2 from the binaries in $1, says so, and stops it when its input ends: with the
// process that holds the other end, however that ends. No test need remember it, and none can leave a server behind.
const keeper = `
trap '' HUP INT TERM PIPE # they are meant for the tests, and those may end while we start
cd "$2" && "$1/initdb" -D "$2/data" -U tcabot -A trust -E UTF8 --locale=C --no-sync >log 2>&1 &&
"$1/pg_ctl" -D "$2/data" -l "$2/log" -w -t 60 -s start -o \
	"-c listen_addresses= -k '$2' -c fsync=off -c synchronous_commit=off -c full_page_writes=off" >>log 2>&1 &&
echo ready || cat log
exec >&-
cat >/dev/null
"$1/pg_ctl" -D "$2/data" -m immediate -w -s stop >/dev/null 2>&1
cd / && rm -rf "$2"
`

// start starts a server and returns when it takes connections. Closing hold stops it.
func start(bin, dir string) (hold io.Closer, err error) {
	cmd := exec.Command("/bin/sh", "-c", keeper, "sh", bin, dir) //nolint:noctx // it outlives the test that asks first
	cmd.Dir = "/"
	if err := unprivileged(cmd, dir); err != nil {
		return nil, err
	}
	in, err := cmd.StdinPipe()
	if err != nil {
		return nil, err
	}
	out, err := cmd.StdoutPipe()
	if err != nil {
		return nil, err
	}
	if err := cmd.Start(); err != nil {
		return nil, err
	}
	tooLong := time.AfterFunc(2*patience, func() { _ = out.Close() })
	defer tooLong.Stop()
	said, err := io.ReadAll(out)
	if err == nil && bytes.Equal(said, []byte("ready\n")) {
		return in, nil
	}
	return nil, errors.Join(fmt.Errorf("it says: %s", said), err, in.Close(), cmd.Wait())
}
