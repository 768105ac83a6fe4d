// Package backup copies the bot's SQLite database while the bot uses it, and puts a copy in its place. PostgreSQL has tools of
// its own for that.
package backup

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"tcabot/bot/store/engine"
)

// Summary is what a copy holds.
type Summary struct {
	Bytes    int64
	Accounts int
	Digests  int
	Follows  int
}

// Write copies the database into a new file that its owner alone can read, consistently, while others go on writing. The file
// appears under its name when it is complete, checked and on the disk; a file that is there is never overwritten.
func Write(ctx context.Context, database, file string) (s Summary, err error) {
	if _, err := os.Stat(database); err != nil {
		return s, fmt.Errorf("the database: %w", err)
	}
	if _, err := os.Lstat(file); !errors.Is(err, os.ErrNotExist) {
		return s, errors.Join(fmt.Errorf("%s is there already: name a new file", file), err)
	}
	draft, err := copyTo(ctx, database, file)
	if err != nil {
		return s, err
	}
	defer func() {
		if e := os.Remove(draft); err == nil && e != nil {
			err = e
		}
	}()
	if s, err = check(ctx, draft); err != nil {
		return s, fmt.Errorf("the copy: %w", err)
	}
	if err := os.Link(draft, file); err != nil { // unlike Rename, it replaces nothing
		return s, err
	}
	return s, syncFolder(file)
}

// copyTo writes a copy of a database beside a file, and returns the name of the copy. What waits in the database's log is in
// the copy, and nothing but the copy is needed to open it.
func copyTo(ctx context.Context, database, file string) (draft string, err error) {
	f, err := os.CreateTemp(filepath.Dir(file), filepath.Base(file)+".*") // readable by its owner only; SQLite fills an empty file
	if err != nil {
		return "", err
	}
	defer func() {
		if err != nil {
			_ = os.Remove(f.Name())
		}
	}()
	if err := f.Close(); err != nil {
		return "", err
	}
	db, err := engine.OpenFile(database, false)
	if err != nil {
		return "", err
	}
	_, err = db.ExecContext(ctx, `VACUUM INTO ?`, f.Name())
	if err := errors.Join(err, db.Close()); err != nil {
		return "", fmt.Errorf("copy %s: %w", database, err)
	}
	return f.Name(), syncFile(f.Name())
}

// check reads a whole copy, and says what it holds.
func check(ctx context.Context, path string) (s Summary, err error) {
	db, err := engine.OpenFile(path, false)
	if err != nil {
		return s, err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	if err := engine.CheckFile(ctx, db, true); err != nil {
		return s, err
	}
	if _, err := engine.Version(ctx, db); err != nil {
		return s, fmt.Errorf("it is no database of tcabot: %w", err)
	}
	for table, n := range map[string]*int{"links": &s.Accounts, "digests": &s.Digests, "follows": &s.Follows} {
		if *n, err = count(ctx, db, table); err != nil {
			return s, err
		}
	}
	info, err := os.Stat(path)
	if err != nil {
		return s, err
	}
	s.Bytes = info.Size()
	return s, nil
}

// count counts the rows of a table. A table that later versions have is empty in an older database.
func count(ctx context.Context, db *sql.DB, table string) (n int, err error) {
	var there int
	if err := db.QueryRowContext(ctx, `SELECT COUNT(*) FROM sqlite_master WHERE type = 'table' AND name = ?`, table).Scan(&there); err != nil || there == 0 {
		return 0, err
	}
	err = db.QueryRowContext(ctx, `SELECT COUNT(*) FROM `+table).Scan(&n)
	return n, err
}

func syncFile(path string) error {
	f, err := os.OpenFile(path, os.O_RDWR, 0) //nolint:gosec // the operator names the file
	if err != nil {
		return err
	}
	return errors.Join(f.Sync(), f.Close())
}

// syncFolder makes the names in a file's folder durable.
func syncFolder(file string) error {
	f, err := os.Open(filepath.Dir(file))
	if err != nil {
		return err
	}
	return errors.Join(f.Sync(), f.Close())
}
