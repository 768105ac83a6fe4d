// Package store keeps accounts, settings, digests, follows, gates and running exports in an SQLite file, or in a PostgreSQL
// database that several replicas share. It implements the interfaces that package commands declares.
//
// Every query is written once and means the same on both engines; package engine holds all that differs. A record is a struct
// whose db tags name its columns: sqlx reads rows into it, and columns.go writes the lists of the queries from it. An
// exported method is one transaction. Others take part in one through a TxFunc, see river.go.
//
// The error of a method answers errors.Is for this package's sentinels, whichever engine it came from, and for the
// context's error when the context ended the call. A nil error of a method that writes means that it is written;
// ErrUnavailable, that it may or may not be.
package store

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"os"
	"tcabot/bot/seal"
	"tcabot/bot/store/engine"
	"tcabot/commands/assignment"
	"tcabot/commands/command"
	"tcabot/commands/digest"
	"tcabot/commands/follow"
	"tcabot/commands/gate"
	"tcabot/commands/preview"
	"tcabot/commands/target"
	"time"

	"github.com/jmoiron/sqlx"
)

// Store is an open database. It is safe for concurrent use, also by several processes: on PostgreSQL without limit, on
// SQLite on one machine.
type Store struct {
	conn  // outside of a transaction
	db    *sqlx.DB
	river River
	box   *seal.Box
	name  string // of this process, in process_keys
}

var (
	_ command.Links   = (*Store)(nil)
	_ target.Settings = (*Store)(nil)
	_ digest.Store    = (*Store)(nil)
	_ follow.Store    = (*Store)(nil)
	_ gate.Store      = (*Store)(nil)
	_ preview.Choices = (*Store)(nil)

	_ assignment.Settings = (*Store)(nil)
)

// Open opens the database at an address that CheckURL takes, and brings its tables up to date. An SQLite file that is
// not there is created, readable by its owner only; a PostgreSQL database must exist. Tokens are sealed with box.
func Open(ctx context.Context, databaseURL string, box *seal.Box) (*Store, error) {
	return OpenLimited(ctx, databaseURL, box, Limit)
}

// OpenLimited is Open with another limit for each call: ErrUnavailable is the error of one that takes longer.
func OpenLimited(ctx context.Context, databaseURL string, box *seal.Box, limit time.Duration) (*Store, error) {
	s, err := open(databaseURL, box, limit)
	if err != nil {
		return nil, err
	}
	if err := s.dialect().Migrate(ctx, s.db.DB, s.river.Driver); err != nil {
		return nil, errors.Join(wrap(ctx, "migrate database", engine.Explain(databaseURL, err)), s.Close())
	}
	return s, nil
}

// CheckThere reports that an SQLite file is not there.
func CheckThere(databaseURL string) error {
	path, file := engine.SQLitePath(databaseURL)
	if !file {
		return nil
	}
	if _, err := os.Stat(path); errors.Is(err, os.ErrNotExist) {
		return fmt.Errorf("there is no file %s yet: the bot creates it when it starts", path)
	}
	return nil
}

// OpenAsIs opens a database that is there without changing its tables, to look at it. If they are of another version, calls
// may fail.
func OpenAsIs(databaseURL string, box *seal.Box, limit time.Duration) (*Store, error) {
	if err := CheckThere(databaseURL); err != nil {
		return nil, err
	}
	return open(databaseURL, box, limit)
}

// open opens the database, and creates an SQLite file that is not there.
func open(databaseURL string, box *seal.Box, limit time.Duration) (*Store, error) {
	if err := engine.CheckURL(databaseURL); err != nil {
		return nil, fmt.Errorf("database address %w", err)
	}
	d := engine.Of(databaseURL)
	pool, driver, err := d.Open(databaseURL)
	if err != nil {
		return nil, fmt.Errorf("open database: %w", engine.Explain(databaseURL, err))
	}
	db := sqlx.NewDb(pool, d.Name())
	return &Store{conn: conn{statements: newStatements(db, d), limit: limit}, db: db, river: River{driver}, box: box, name: rand.Text()}, nil
}

func (s *Store) dialect() *engine.Dialect { return s.statements.dialect }

// Engine is the name of the database engine, for people.
func (s *Store) Engine() string { return s.dialect().Title() }

// Version is that of the tables, and the newest one that this program knows.
func (s *Store) Version(ctx context.Context) (tables, known int64, err error) {
	ctx, cancel := s.bound(ctx)
	defer cancel()
	tables, known, err = s.dialect().Version(ctx, s.db.DB)
	return tables, known, wrap(ctx, "read the version of the tables", err)
}

// Close closes the database, after running calls.
func (s *Store) Close() error { return s.db.Close() }

// Ping reports whether the database responds.
func (s *Store) Ping(ctx context.Context) error {
	ctx, cancel := s.bound(ctx)
	defer cancel()
	return wrap(ctx, "ping database", s.db.PingContext(ctx))
}
