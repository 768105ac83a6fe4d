package storetest

import (
	"net"
	"net/url"
	"os"
	"path/filepath"
	"sync"
	"testing"

	"github.com/jackc/pgx/v5/pgconn"
)

// Freezer stands between a test and its PostgreSQL. While it is frozen, connections stay open and nothing passes: a server
// that hangs, or a network that lost its way.
type Freezer struct {
	URL string // of the database, through the Freezer

	mu   sync.Mutex
	open chan struct{} // closed while it is not frozen
	end  chan struct{}
	all  sync.WaitGroup
}

// Freezable is an empty database as of Postgres, behind a Freezer.
func Freezable(tb testing.TB) *Freezer {
	tb.Helper()
	direct := Postgres(tb)
	conf, err := pgconn.ParseConfig(direct)
	if err != nil {
		tb.Fatal(err)
	}
	dir, err := os.MkdirTemp("", "pg-") //nolint:usetesting // its path would be too long for a socket
	if err != nil {
		tb.Fatal(err)
	}
	var listen net.ListenConfig
	listener, err := listen.Listen(tb.Context(), "unix", filepath.Join(dir, ".s.PGSQL.5432"))
	if err != nil {
		tb.Fatal(err)
	}
	u, err := url.Parse(direct)
	if err != nil {
		tb.Fatal(err)
	}
	query := u.Query()
	query.Set("host", dir)
	query.Set("port", "5432")
	u.Host, u.RawQuery = "", query.Encode()
	f := &Freezer{URL: u.String(), open: make(chan struct{}), end: make(chan struct{})}
	close(f.open)
	network, address := pgconn.NetworkAddress(conf.Host, conf.Port)
	f.all.Go(func() { f.serve(tb, listener, network, address) })
	tb.Cleanup(func() {
		close(f.end)
		_ = listener.Close()
		f.all.Wait()
		_ = os.RemoveAll(dir)
	})
	return f
}

// Freeze lets nothing pass until thaw is called.
func (f *Freezer) Freeze() (thaw func()) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.open = make(chan struct{})
	return sync.OnceFunc(func() {
		f.mu.Lock()
		defer f.mu.Unlock()
		close(f.open)
	})
}

func (f *Freezer) serve(tb testing.TB, listener net.Listener, network, address string) {
	tb.Helper()
	for {
		client, err := listener.Accept()
		if err != nil {
			return
		}
		var dial net.Dialer
		server, err := dial.DialContext(tb.Context(), network, address)
		if err != nil {
			_ = client.Close()
			continue
		}
		f.all.Go(func() { f.pass(client, server) })
		f.all.Go(func() { f.pass(server, client) })
		f.all.Go(func() {
			<-f.end
			_ = client.Close()
			_ = server.Close()
		})
	}
}

// pass copies from one connection to another, and closes both when one ends.
func (f *Freezer) pass(from, to net.Conn) {
	defer func() {
		_ = from.Close()
		_ = to.Close()
	}()
	data := make([]byte, 32<<10)
	for {
		n, err := from.Read(data)
		if err != nil {
			return
		}
		f.mu.Lock()
		open := f.open
		f.mu.Unlock()
		select {
		case <-open:
		case <-f.end:
			return
		}
		if _, err := to.Write(data[:n]); err != nil {
			return
		}
	}
}
