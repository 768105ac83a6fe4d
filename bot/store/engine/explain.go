package engine

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"syscall"

	"github.com/jackc/pgx/v5/pgconn"
	driversqlite "modernc.org/sqlite"
	codes "modernc.org/sqlite/lib"
)

// Explain adds to an error of opening a database what to do about it. It depends on codes and types, never on text. An error
// for which there is no advice, and nil, stay as they are.
func Explain(databaseURL string, err error) error {
	if err == nil {
		return nil
	}
	todo := ""
	if path, ok := SQLitePath(databaseURL); ok {
		todo = adviseSQLite(path, err)
	} else {
		todo = advisePostgres(err)
	}
	if todo == "" {
		return err
	}
	return fmt.Errorf("%w: %s", err, todo)
}

func adviseSQLite(path string, err error) string {
	restore := "stop every process of the bot and restore a backup with: tcabot restore FILE"
	if e, ok := errors.AsType[*driversqlite.Error](err); ok {
		switch e.Code() & 0xff { // the other bits are the extended code
		case codes.SQLITE_NOTADB:
			return path + " is no SQLite database, or was overwritten: correct DATABASE_URL, or " + restore
		case codes.SQLITE_CORRUPT:
			return path + " is damaged or was cut off: " + restore
		case codes.SQLITE_FULL:
			return "the disk of " + path + " is full: make room there, and start again; nothing that was stored is lost"
		case codes.SQLITE_BUSY, codes.SQLITE_LOCKED:
			return "another program keeps " + path + " locked, such as an SQLite shell or a backup program: end it, and start again"
		case codes.SQLITE_READONLY, codes.SQLITE_CANTOPEN, codes.SQLITE_PERM, codes.SQLITE_AUTH:
			return adviseRights(path)
		case codes.SQLITE_IOERR:
			return "the disk of " + path + " is full or fails: make room there or check it, and start again"
		}
		return ""
	}
	switch {
	case errors.Is(err, ErrDamaged):
		return path + " is damaged or was cut off: " + restore
	case errors.Is(err, syscall.ENOSPC), errors.Is(err, syscall.EDQUOT), errors.Is(err, syscall.EFBIG):
		return "make room on that disk, and start again"
	case errors.Is(err, os.ErrPermission), errors.Is(err, syscall.EROFS), errors.Is(err, os.ErrNotExist):
		return adviseRights(path)
	}
	return ""
}

func adviseRights(path string) string {
	return fmt.Sprintf("the user who runs the bot must own %s, and the folder %s must be there and writable for that user, because SQLite keeps files beside the database; or set DATABASE_URL to another file",
		path, filepath.Dir(path))
}

func advisePostgres(err error) string {
	const start = "; then start again"
	if e, ok := errors.AsType[*pgconn.PgError](err); ok {
		switch e.Code {
		case "28P01", "28000":
			return "PostgreSQL rejects the user or the password in DATABASE_URL: correct it" + start
		case "3D000":
			return "the database that DATABASE_URL names is not there: create it (createdb)" + start
		case "42501":
			return "the user in DATABASE_URL may not create tables there: make it the owner of the database" + start
		case "53300":
			return "PostgreSQL has no connection left: raise max_connections, or set pool_max_conns in DATABASE_URL" + start
		case "25006":
			return "that PostgreSQL only reads, as a standby does: set DATABASE_URL to the primary" + start
		}
	}
	if _, ok := errors.AsType[*pgconn.ConnectError](err); ok {
		return "PostgreSQL cannot be reached, or does not answer: check that it runs, and the host and the port in DATABASE_URL" + start
	}
	return ""
}
