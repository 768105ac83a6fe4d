package backup

import (
	"context"
	"errors"
	"fmt"
	"os"
	"tcabot/bot/seal"
	"tcabot/bot/store"
	"tcabot/bot/store/engine"
	"time"

	driversqlite "modernc.org/sqlite"
	codes "modernc.org/sqlite/lib"
)

// Errors of Restore. Nothing was changed.
var (
	ErrInUse    = errors.New("a process of the bot, or another program, has the database open: stop it first")
	ErrWrongKey = errors.New("the key opens no token of the backup: put the key that belongs to the backup in its place first")
)

// Restored is what Restore did.
type Restored struct {
	Summary
	Unreadable int    // accounts whose token the key does not open: their owners have to connect again
	Kept       string // the name of the former database; empty when there was none
}

// Restore puts a copy of a backup in the place of the database, and keeps the former one under another name. The copy is
// checked, brought up to date and tried with the key before anything is replaced. It refuses while the database is open
// elsewhere. At no moment is there no database: a process that is killed here leaves the former or the restored one.
func Restore(ctx context.Context, database, file string, box *seal.Box, now time.Time) (r Restored, err error) {
	if _, err := os.Stat(file); err != nil {
		return r, fmt.Errorf("the backup: %w", err)
	}
	draft, err := copyTo(ctx, file, database)
	if err != nil {
		return r, engine.Explain("sqlite://"+file, err)
	}
	defer func() { _ = os.Remove(draft) }() // it has another name by then if all went well
	if r.Unreadable, err = try(ctx, draft, box); err != nil {
		return r, fmt.Errorf("the backup: %w", err)
	}
	if r.Summary, err = check(ctx, draft); err != nil {
		return r, fmt.Errorf("the backup: %w", err)
	}
	if err := syncFile(draft); err != nil {
		return r, err
	}
	release, err := claim(ctx, database)
	if err != nil {
		return r, err
	}
	kept := database + ".before-" + now.UTC().Format("20060102T150405Z")
	if r.Kept, err = keep(database, kept); err != nil {
		return r, errors.Join(err, release())
	}
	err = os.Rename(draft, database)
	return r, errors.Join(err, release(), syncFolder(database))
}

// try opens a copy as the bot would, which brings its tables up to date, and counts the tokens that the key does not open.
func try(ctx context.Context, path string, box *seal.Box) (unreadable int, err error) {
	s, err := store.OpenLimited(ctx, "sqlite://"+path, box, time.Minute)
	if err != nil {
		return 0, err
	}
	if err := s.Close(); err != nil {
		return 0, err
	}
	db, err := engine.OpenFile(path, true)
	if err != nil {
		return 0, err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	n, err := store.CountTokens(ctx, db, box)
	if err == nil && n.All > 0 && n.Opened == 0 {
		err = ErrWrongKey
	}
	if err != nil {
		return 0, err
	}
	// The processes that ran when the backup was made are gone: nobody need wait until their leases end.
	if _, err := db.ExecContext(ctx, `DELETE FROM river_leader; DELETE FROM process_keys`); err != nil {
		return 0, err
	}
	// One file, without a log beside it, which its new name would not have.
	_, err = db.ExecContext(ctx, `PRAGMA journal_mode = delete`)
	return n.All - n.Opened, err
}

// claim keeps all others out of the database until release is called, and writes its log into it, so that it is one file. A
// file that SQLite cannot read, which a backup is to replace, is claimed by nobody.
func claim(ctx context.Context, database string) (release func() error, err error) {
	none := func() error { return nil }
	if _, err := os.Stat(database); errors.Is(err, os.ErrNotExist) {
		return none, nil
	}
	db, err := engine.OpenFile(database, true)
	if err != nil {
		return nil, err
	}
	_, err = db.ExecContext(ctx, `PRAGMA journal_mode = delete`) // which only the single connection can
	e, ok := errors.AsType[*driversqlite.Error](err)
	switch {
	case err == nil:
		return db.Close, nil
	case ok && (e.Code()&0xff == codes.SQLITE_NOTADB || e.Code()&0xff == codes.SQLITE_CORRUPT):
		return none, db.Close()
	case engine.IsLocked(err):
		return nil, errors.Join(ErrInUse, db.Close())
	}
	return nil, errors.Join(engine.Explain("sqlite://"+database, err), db.Close())
}

// keep gives the database another name beside its own. A log that is left beside an unreadable database moves away: SQLite
// would take it for that of the restored one.
func keep(database, kept string) (name string, err error) {
	for _, suffix := range []string{"-wal", "-shm", "-journal"} {
		if err := os.Rename(database+suffix, kept+suffix); err != nil && !errors.Is(err, os.ErrNotExist) {
			return "", err
		}
	}
	err = os.Link(database, kept)
	if errors.Is(err, os.ErrNotExist) {
		return "", nil
	}
	return kept, err
}
