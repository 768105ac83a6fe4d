package engine

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strings"

	driversqlite "modernc.org/sqlite"
	codes "modernc.org/sqlite/lib"
)

// ErrDamaged says that an SQLite file is not as SQLite wrote it.
var ErrDamaged = errors.New("the database is damaged")

// escapePath writes a path so that SQLite reads it as such, and not as options.
var escapePath = strings.NewReplacer("%", "%25", "?", "%3f", "#", "%23")

// OpenFile opens an SQLite file that is there, as it is: nothing is created, migrated or switched to another mode. Exclusive
// excludes all other connections, also those of other processes, from the first read to Close; that read fails with
// SQLITE_BUSY while another connection is open.
func OpenFile(path string, exclusive bool) (*sql.DB, error) {
	options := "?mode=rw&_pragma=busy_timeout(5000)&_pragma=foreign_keys(1)&_pragma=secure_delete(1)"
	if exclusive {
		options = "?mode=rw&_pragma=busy_timeout(1000)&_pragma=foreign_keys(1)&_pragma=locking_mode(exclusive)&_txlock=immediate"
	}
	db, err := sql.Open("sqlite", "file:"+escapePath.Replace(path)+options)
	if err != nil {
		return nil, err
	}
	db.SetMaxOpenConns(1) // a second one would be excluded, too
	return db, nil
}

// CheckFile reads a whole SQLite database: ErrDamaged is the error of one that is not sound. thorough also compares indexes
// with their tables.
func CheckFile(ctx context.Context, db *sql.DB, thorough bool) error {
	query := `PRAGMA quick_check(1)`
	if thorough {
		query = `PRAGMA integrity_check(1)`
	}
	said := ""
	if err := db.QueryRowContext(ctx, query).Scan(&said); err != nil {
		return err
	}
	if said != "ok" {
		return fmt.Errorf("%w: %s", ErrDamaged, said)
	}
	return nil
}

// IsLocked reports whether an error is that others kept a file locked for too long.
func IsLocked(err error) bool {
	e, ok := errors.AsType[*driversqlite.Error](err)
	return ok && (e.Code()&0xff == codes.SQLITE_BUSY || e.Code()&0xff == codes.SQLITE_LOCKED)
}

// checkOpen finds out when the bot starts whether its file is sound and can be written.
func checkOpen(ctx context.Context, db *sql.DB) error {
	if err := CheckFile(ctx, db, false); err != nil {
		return err
	}
	tx, err := db.BeginTx(ctx, nil) // which takes the write lock
	if err != nil {
		return err
	}
	_, err = tx.ExecContext(ctx, `PRAGMA user_version = 0`) // fails where only reading is possible; undone below
	return errors.Join(err, tx.Rollback())
}

// Version is the number of the last migration of a database whose tables goose made.
func Version(ctx context.Context, db *sql.DB) (n int64, err error) {
	err = db.QueryRowContext(ctx, `SELECT MAX(version_id) FROM goose_db_version`).Scan(&n)
	return n, err
}
