// Package engine opens a database of either engine, an SQLite file or PostgreSQL, and brings its tables up to date. All that
// differs between the two is here.
package engine

import (
	"context"
	"database/sql"

	"github.com/jmoiron/sqlx"
	"github.com/pressly/goose/v3"
	"github.com/riverqueue/river/riverdriver"
)

// Dialect has all differences between the engines. It is immutable.
type Dialect struct {
	Placeholder int  // one of sqlx's kinds
	Prepare     bool // the driver prepares a statement anew for each call
	Loose       bool // a column takes values of any type
	Notifies    bool // the database notifies other processes of new jobs

	goose goose.Dialect
	types columnTypes
	open  func(databaseURL string) (*sql.DB, riverdriver.Driver[*sql.Tx], error)
	check func(context.Context, *sql.DB) error                            // finds a damaged database before anything is written to it; nil for none
	lock  func(context.Context, *sql.DB) (unlock func() error, err error) // serialises the migrations of replicas; nil for none
}

// Name is the name of the engine, as database/sql's drivers are called.
func (d *Dialect) Name() string { return string(d.goose) }

// Title is the name of the engine for people.
func (d *Dialect) Title() string {
	if d.Notifies {
		return "PostgreSQL"
	}
	return "SQLite"
}

var (
	sqlite = &Dialect{
		goose: goose.DialectSQLite3, types: sqliteTypes, open: openSQLite, check: checkOpen, Placeholder: sqlx.QUESTION, Prepare: true, Loose: true,
	}
	// pgx keeps the prepared statements of each connection itself. The connections of database/sql are borrowed from pgx's
	// pool for one call: a statement that it prepares would be prepared, and dropped, with each.
	postgres = &Dialect{
		goose: goose.DialectPostgres, types: postgresTypes, open: openPostgres, lock: lockPostgres, Placeholder: sqlx.DOLLAR, Notifies: true,
	}
)

// Of is the dialect of an address that CheckURL takes.
func Of(databaseURL string) *Dialect {
	if _, ok := SQLitePath(databaseURL); ok {
		return sqlite
	}
	return postgres
}

// Open opens the database at an address, with the job engine's driver for it. An SQLite file that is not there is created,
// readable by its owner only; a PostgreSQL database must exist.
func (d *Dialect) Open(databaseURL string) (*sql.DB, riverdriver.Driver[*sql.Tx], error) {
	return d.open(databaseURL)
}

// Exclude keeps processes that start on a database with replicas waiting until unlock is called.
func (d *Dialect) Exclude(ctx context.Context, db *sql.DB) (unlock func() error, err error) {
	if d.lock == nil {
		return func() error { return nil }, nil
	}
	return d.lock(ctx, db)
}
