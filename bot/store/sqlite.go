package store

import (
	"database/sql"
	"errors"
	"os"
	"strings"

	"github.com/riverqueue/river/riverdriver"
	"github.com/riverqueue/river/riverdriver/riversqlite"
	_ "modernc.org/sqlite" // registers the driver
)

// sqliteConns is how many connections to its file a process has: readers beside the one writer there can be. More would
// only wait for each other.
const sqliteConns = 4

// openSQLite makes the file, if need be, before SQLite would: so that nobody else can read it. SQLite gives the files
// that it puts beside it the same rights.
func openSQLite(databaseURL string) (*sql.DB, riverdriver.Driver[*sql.Tx], error) {
	path, _ := SQLitePath(databaseURL)
	// Never opened when it is there: closing it would take the locks of whoever in this process has it open.
	file, err := os.OpenFile(path, os.O_CREATE|os.O_EXCL|os.O_RDWR, 0o600) //nolint:gosec // the operator names the file
	switch {
	case err == nil:
		err = file.Close()
	case errors.Is(err, os.ErrExist):
		err = restrict(path)
	}
	if err != nil {
		return nil, nil, err
	}
	// WAL lets readers go on beside a writer. One writer at a time is SQLite's own rule: waiting for it beats failing, and
	// a transaction that asks to be the writer when it begins cannot find out halfway that it may not. What is deleted
	// is overwritten.
	db, err := sql.Open("sqlite", "file:"+strings.ReplaceAll(path, "%", "%25")+
		"?_pragma=busy_timeout(20000)&_pragma=foreign_keys(1)&_pragma=journal_mode(wal)&_pragma=secure_delete(1)&_txlock=immediate")
	if err != nil {
		return nil, nil, err
	}
	db.SetMaxOpenConns(sqliteConns)
	db.SetMaxIdleConns(sqliteConns)
	return db, riversqlite.New(db), nil
}

// restrict takes everybody else's rights to a database of a former version. Some file systems know no rights, and the file
// may be somebody else's: then it stays as the operator made it.
func restrict(path string) error {
	for _, suffix := range []string{"", "-wal", "-shm"} {
		if err := os.Chmod(path+suffix, 0o600); err != nil && !errors.Is(err, os.ErrNotExist) && !errors.Is(err, os.ErrPermission) {
			return err
		}
	}
	return nil
}
