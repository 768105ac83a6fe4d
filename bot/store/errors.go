package store

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"fmt"
	"io"
	"net"
	"strings"
	"tcabot/commands/command"

	"github.com/jackc/pgx/v5/pgconn"
	driversqlite "modernc.org/sqlite"
	codes "modernc.org/sqlite/lib"
)

type storeError string

func (e storeError) Error() string { return string(e) }

// Errors of this package.
const (
	// ErrConflict says that a row violates a constraint, such as a duplicate key. Nothing was written.
	ErrConflict = storeError("conflicts with what is stored")
	// ErrUnavailable says that the database could not be reached, was lost, or was too busy: a later call may succeed. It
	// is unknown whether a write was committed.
	ErrUnavailable = command.ErrStorage
	// ErrGone says that the row to change no longer exists.
	ErrGone = storeError("no longer there")
	// ErrDone says that what was asked was done before: Slack delivered it again.
	ErrDone = storeError("done before")
	// ErrText says that a text cannot be stored: it has a NUL byte, or is not UTF-8. Nothing was written.
	ErrText = storeError("text that cannot be stored")
)

// wrap converts an engine's error to one of this package: it names the operation and adds the sentinel. It depends on codes
// and types, never on text, which may be translated. nil stays nil.
func wrap(ctx context.Context, operation string, err error) error {
	if err == nil {
		return nil
	}
	kind := kindOf(err)
	switch {
	case ctx.Err() == nil || errors.Is(kind, ErrConflict):
	case errors.Is(context.Cause(ctx), ErrUnavailable): // not the caller's limit, so it is not their error either
		return fmt.Errorf("%s: %w: no answer in time", operation, ErrUnavailable)
	default:
		kind = ctx.Err() // some drivers close the connection to cancel a call, and report that error
	}
	if kind == nil || errors.Is(err, kind) {
		return fmt.Errorf("%s: %w", operation, err)
	}
	return fmt.Errorf("%s: %w: %w", operation, kind, err)
}

// kindOf is the sentinel of an engine's error; nil for those without.
func kindOf(err error) error {
	if e, ok := errors.AsType[*driversqlite.Error](err); ok {
		return kindOfSQLite(e.Code())
	}
	if _, ok := errors.AsType[*pgconn.ConnectError](err); ok {
		return ErrUnavailable // whatever its cause
	}
	if e, ok := errors.AsType[*pgconn.PgError](err); ok {
		return kindOfPostgres(e.Code)
	}
	for _, lost := range []error{driver.ErrBadConn, sql.ErrConnDone, io.EOF, io.ErrUnexpectedEOF, pgconn.ErrConnClosed} {
		if errors.Is(err, lost) {
			return ErrUnavailable
		}
	}
	if _, ok := errors.AsType[net.Error](err); ok {
		return ErrUnavailable
	}
	return nil
}

func kindOfSQLite(code int) error {
	switch code & 0xff { // the other bits are the extended code
	case codes.SQLITE_CONSTRAINT:
		return ErrConflict
	case codes.SQLITE_BUSY, codes.SQLITE_LOCKED, codes.SQLITE_IOERR, codes.SQLITE_FULL, codes.SQLITE_CANTOPEN, codes.SQLITE_READONLY,
		codes.SQLITE_CORRUPT, codes.SQLITE_NOTADB: // until a backup is restored
		return ErrUnavailable
	default:
		return nil
	}
}

func kindOfPostgres(code string) error {
	switch {
	case strings.HasPrefix(code, "23"): // integrity constraint violation
		return ErrConflict
	case strings.HasPrefix(code, "08"), // connection exception
		strings.HasPrefix(code, "40"),  // transaction rollback: deadlock, serialization
		strings.HasPrefix(code, "53"),  // insufficient resources: too many connections, disk full
		strings.HasPrefix(code, "57P"), // shut down, crashed, starting, dropped
		strings.HasPrefix(code, "58"),  // system error
		code == "25006",                // read-only: a standby, before it takes over
		code == "55P03":                // lock not available
		return ErrUnavailable
	default:
		return nil
	}
}
