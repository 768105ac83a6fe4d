package engine

import (
	"database/sql"
	"errors"
	"os"
	"strings"

	"github.com/riverqueue/river/riverdriver"
	"github.com/riverqueue/river/riverdriver/riversqlite"
	_ "modernc.org/sqlite" // registers the driver
)

// SQLiteConns is how many connections to its file a process has: one writer and several readers.
const SQLiteConns = 4

// openSQLite creates the file if necessary, so that only its owner can read it. SQLite creates its other files with the
// same permissions.
func openSQLite(databaseURL string) (*sql.DB, riverdriver.Driver[*sql.Tx], error) {
	path, _ := SQLitePath(databaseURL)
	// An existing file is not opened: closing it would release the locks of other connections of this process.
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
	// WAL allows readers beside a writer. SQLite allows one writer at a time: others wait, and a transaction takes the write
	// lock when it begins, so that it cannot fail to upgrade halfway. Deleted data is overwritten.
	db, err := sql.Open("sqlite", "file:"+strings.ReplaceAll(path, "%", "%25")+
		"?_pragma=busy_timeout(20000)&_pragma=foreign_keys(1)&_pragma=journal_mode(wal)&_pragma=secure_delete(1)&_txlock=immediate")
	if err != nil {
		return nil, nil, err
	}
	db.SetMaxOpenConns(SQLiteConns)
	db.SetMaxIdleConns(SQLiteConns)
	return db, riversqlite.New(db), nil
}

// restrict removes other users' permissions for a database of a former version. Some file systems have no permissions, and
// the file may belong to another user: then it is unchanged.
func restrict(path string) error {
	for _, suffix := range []string{"", "-wal", "-shm"} {
		if err := os.Chmod(path+suffix, 0o600); err != nil && !errors.Is(err, os.ErrNotExist) && !errors.Is(err, os.ErrPermission) {
			return err
		}
	}
	return nil
}
