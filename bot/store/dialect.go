package store

import (
	"database/sql"
	"strconv"
	"strings"

	"github.com/pressly/goose/v3"
	"github.com/pressly/goose/v3/lock"
	"github.com/riverqueue/river/riverdriver"
)

// dialect is all in which an engine differs from the other.
type dialect struct {
	goose    goose.Dialect
	types    columnTypes
	open     func(databaseURL string) (*sql.DB, River, error)
	lock     func() (lock.SessionLocker, error) // what replicas that start together wait for; nil for none
	numbered bool                               // placeholders are $1, $2 …, not ?
}

// River is how the job engine speaks to the database: in the same transactions as the store.
type River = riverdriver.Driver[*sql.Tx]

var (
	sqlite   = &dialect{goose: goose.DialectSQLite3, types: sqliteTypes, open: openSQLite}
	postgres = &dialect{goose: goose.DialectPostgres, types: postgresTypes, open: openPostgres, lock: lockPostgres, numbered: true}
)

// rebind writes a query's placeholders as the engine wants them. No query of ours has a question mark for anything else.
func (d *dialect) rebind(query string) string {
	if !d.numbered {
		return query
	}
	var b strings.Builder
	b.Grow(len(query) + 16)
	n := 0
	for part := range strings.SplitSeq(query, "?") {
		if n > 0 {
			b.WriteString("$" + strconv.Itoa(n))
		}
		b.WriteString(part)
		n++
	}
	return b.String()
}
