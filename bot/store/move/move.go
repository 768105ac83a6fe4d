// Package move copies the bot's SQLite database into an empty PostgreSQL database, with the jobs of the job engine, so that
// the bot goes on there as after a restart.
package move

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"os"
	"tcabot/bot/seal"
	"tcabot/bot/store"
	"tcabot/bot/store/engine"
)

// Errors of Run. Nothing was written.
var (
	ErrInUse    = errors.New("a process of the bot, or another program, has the SQLite database open: stop it first")
	ErrNotEmpty = errors.New("the PostgreSQL database has data of the bot already: name one that is empty")
	ErrVersion  = errors.New("the SQLite database is that of another version: start this version of the bot on it once, and stop it")
	ErrWrongKey = errors.New("the key opens no token of the database: use the key that belongs to it")
)

// Moved is what Run copied.
type Moved struct {
	Rows       map[string]int // of each table
	Unreadable int            // accounts whose token the key does not open
}

// Run copies the database in an SQLite file to the PostgreSQL database at an address that engine.CheckURL takes, all of it or
// nothing, in one transaction. Tokens are copied as they are sealed, and tried with the key before. Nobody else can use the
// file meanwhile, and it stays as it is.
func Run(ctx context.Context, file, target string, box *seal.Box) (m Moved, err error) {
	if _, err := os.Stat(file); err != nil {
		return m, fmt.Errorf("the SQLite database: %w", err)
	}
	from, err := engine.OpenFile(file, true)
	if err != nil {
		return m, err
	}
	defer func() { err = errors.Join(err, from.Close()) }()
	if m.Unreadable, err = try(ctx, from, file, box); err != nil {
		return m, err
	}
	dialect := engine.Of(target)
	to, driver, err := dialect.Open(target)
	if err != nil {
		return m, fmt.Errorf("the PostgreSQL database: %w", engine.Explain(target, err))
	}
	defer func() { err = errors.Join(err, to.Close()) }()
	if err := dialect.Migrate(ctx, to, driver); err != nil {
		return m, fmt.Errorf("the PostgreSQL database: %w", engine.Explain(target, err))
	}
	unlock, err := dialect.Exclude(ctx, to) // a bot that is started on it meanwhile waits
	if err != nil {
		return m, fmt.Errorf("the PostgreSQL database: %w", err)
	}
	defer func() { err = errors.Join(err, unlock()) }()
	m.Rows, err = copyAll(ctx, from, to)
	return m, err
}

// try claims the file, and finds out whether it is sound, of this version, and sealed with the key.
func try(ctx context.Context, from *sql.DB, file string, box *seal.Box) (unreadable int, err error) {
	err = engine.CheckFile(ctx, from, true)
	switch {
	case engine.IsLocked(err):
		return 0, ErrInUse
	case err != nil:
		return 0, engine.Explain("sqlite://"+file, err)
	}
	n, err := store.CountTokens(ctx, from, box)
	switch {
	case err != nil:
		return 0, err
	case n.All > 0 && n.Opened == 0:
		return 0, ErrWrongKey
	}
	return n.All - n.Opened, nil
}

// copyAll copies every table in one transaction, and compares how many rows there are.
func copyAll(ctx context.Context, from, to *sql.DB) (rows map[string]int, err error) {
	if err := sameVersion(ctx, from, to); err != nil {
		return nil, err
	}
	tx, err := to.BeginTx(ctx, nil)
	if err != nil {
		return nil, err
	}
	defer func() { _ = tx.Rollback() }() // nothing to do after a commit
	tables, err := tablesOf(ctx, tx)
	if err != nil {
		return nil, err
	}
	rows = map[string]int{}
	for _, t := range tables {
		there, err := t.count(ctx, tx)
		if err != nil {
			return nil, err
		}
		if there > 0 {
			return nil, fmt.Errorf("%w (table %s)", ErrNotEmpty, t.name)
		}
		if rows[t.name], err = t.copy(ctx, from, tx); err != nil {
			return nil, fmt.Errorf("copy %s: %w", t.name, err)
		}
		if err := t.compare(ctx, from, tx); err != nil {
			return nil, err
		}
	}
	return rows, tx.Commit()
}

// sameVersion compares the migrations of both.
func sameVersion(ctx context.Context, from, to *sql.DB) error {
	was, err := engine.Version(ctx, from)
	if err != nil {
		return fmt.Errorf("the SQLite database is none of tcabot: %w", err)
	}
	is, err := engine.Version(ctx, to)
	if err != nil {
		return err
	}
	if was != is {
		return fmt.Errorf("%w (it has migration %d, this version %d)", ErrVersion, was, is)
	}
	return nil
}
