package store

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"fmt"
	"io"
	"net"
	"os"
	"syscall"
	"testing"

	"github.com/jackc/pgx/v5/pgconn"
	codes "modernc.org/sqlite/lib"
)

func TestWrap(t *testing.T) {
	ended, cancel := context.WithCancel(t.Context())
	cancel()
	for _, tt := range []struct {
		name string
		ctx  context.Context //nolint:containedctx // of one call
		err  error
		want error
	}{
		{"not null", t.Context(), &pgconn.PgError{Code: "23502"}, ErrConflict},
		{"unique, wrapped", t.Context(), fmt.Errorf("x: %w", &pgconn.PgError{Code: "23505"}), ErrConflict},
		{"unique, when the call has ended", ended, &pgconn.PgError{Code: "23505"}, ErrConflict},
		{"shut down", t.Context(), &pgconn.PgError{Code: "57P01"}, ErrUnavailable},
		{"starting", t.Context(), &pgconn.PgError{Code: "57P03"}, ErrUnavailable},
		{"too many connections", t.Context(), &pgconn.PgError{Code: "53300"}, ErrUnavailable},
		{"deadlock", t.Context(), &pgconn.PgError{Code: "40P01"}, ErrUnavailable},
		{"standby", t.Context(), &pgconn.PgError{Code: "25006"}, ErrUnavailable},
		{"no connection", t.Context(), &pgconn.ConnectError{Config: &pgconn.Config{}}, ErrUnavailable},
		{"bad connection", t.Context(), driver.ErrBadConn, ErrUnavailable},
		{"closed by the server", t.Context(), fmt.Errorf("read: %w", io.ErrUnexpectedEOF), ErrUnavailable},
		{"closed by us", t.Context(), fmt.Errorf("read: %w", pgconn.ErrConnClosed), ErrUnavailable},
		{"reset", t.Context(), &net.OpError{Op: "read", Err: os.NewSyscallError("read", syscall.ECONNRESET)}, ErrUnavailable},
		{"reset, when the call has ended", ended, &net.OpError{Op: "read", Err: syscall.ECONNRESET}, context.Canceled},
		{"a query cancelled by the server", ended, &pgconn.PgError{Code: "57014"}, context.Canceled},
		{"our own mistake", t.Context(), &pgconn.PgError{Code: "42601"}, nil},
		{"no rows", t.Context(), sql.ErrNoRows, sql.ErrNoRows},
	} {
		got := wrap(tt.ctx, "do it", tt.err)
		if !errors.Is(got, tt.err) || (tt.want != nil && !errors.Is(got, tt.want)) {
			t.Errorf("%s: %v, want %v", tt.name, got, tt.want)
		}
		for _, other := range []error{ErrConflict, ErrUnavailable, ErrText, context.Canceled} {
			if !errors.Is(tt.want, other) && errors.Is(got, other) {
				t.Errorf("%s: is %v too", tt.name, other)
			}
		}
	}
	if err := wrap(ended, "do it", nil); err != nil {
		t.Errorf("what worked is %v", err)
	}
}

func TestKindOfSQLite(t *testing.T) {
	for code, want := range map[int]error{
		codes.SQLITE_CONSTRAINT_PRIMARYKEY: ErrConflict, codes.SQLITE_CONSTRAINT_NOTNULL: ErrConflict,
		codes.SQLITE_BUSY: ErrUnavailable, codes.SQLITE_BUSY_SNAPSHOT: ErrUnavailable, codes.SQLITE_FULL: ErrUnavailable,
		codes.SQLITE_IOERR_FSYNC: ErrUnavailable, codes.SQLITE_ERROR: nil, codes.SQLITE_CORRUPT: ErrUnavailable, codes.SQLITE_NOTADB: ErrUnavailable,
	} {
		if got := kindOfSQLite(code); !errors.Is(got, want) {
			t.Errorf("code %d is %v, want %v", code, got, want)
		}
	}
}
