package store

import (
	"context"
	"database/sql"

	"github.com/jmoiron/sqlx"
	"github.com/pressly/goose/v3"
	"github.com/riverqueue/river/riverdriver"
)

// dialect has all differences between the engines.
type dialect struct {
	goose       goose.Dialect
	types       columnTypes
	open        func(databaseURL string) (*sql.DB, riverdriver.Driver[*sql.Tx], error)
	lock        func(context.Context, *sql.DB) (unlock func() error, err error) // serialises the migrations of replicas; nil for none
	placeholder int                                                             // one of sqlx's kinds
	prepare     bool                                                            // the driver prepares a statement anew for each call
	notifies    bool                                                            // it notifies other processes of new jobs
}

var (
	sqlite = &dialect{
		goose: goose.DialectSQLite3, types: sqliteTypes, open: openSQLite, placeholder: sqlx.QUESTION, prepare: true,
	}
	// pgx keeps the prepared statements of each connection itself. The connections of database/sql are borrowed from pgx's
	// pool for one call: a statement that it prepares would be prepared, and dropped, with each.
	postgres = &dialect{
		goose: goose.DialectPostgres, types: postgresTypes, open: openPostgres, lock: lockPostgres, placeholder: sqlx.DOLLAR, notifies: true,
	}
)
