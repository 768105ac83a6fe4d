package move

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strings"
)

// table is a table of both databases.
type table struct {
	name    string
	columns []column
}

// column is a column, and how PostgreSQL calls its type.
type column struct {
	name, kind string
	sequence   string // that numbers the rows; empty for none
}

// notData are the tables that belong to a database and not to what it keeps: which migrations it has had, which process leads
// the others at the moment, which processes run with which keys, and what they tell each other.
const notData = `'goose_db_version', 'compatibility', 'processes', 'process_keys', 'river_migration', 'river_leader', 'river_notification'`

// tablesOf lists the tables to copy. Those that refer to others come after them.
func tablesOf(ctx context.Context, tx *sql.Tx) (all []table, err error) {
	found, err := tx.QueryContext(ctx, `SELECT c.table_name, c.column_name, c.udt_name,
			COALESCE(pg_get_serial_sequence(quote_ident(c.table_schema) || '.' || quote_ident(c.table_name), c.column_name), '')
		FROM information_schema.columns c JOIN information_schema.tables t ON t.table_schema = c.table_schema AND t.table_name = c.table_name
		WHERE c.table_schema = current_schema() AND t.table_type = 'BASE TABLE' AND c.table_name NOT IN (`+notData+`)
		ORDER BY EXISTS (SELECT 1 FROM information_schema.table_constraints f
			WHERE f.table_schema = c.table_schema AND f.table_name = c.table_name AND f.constraint_type = 'FOREIGN KEY'),
			c.table_name, c.ordinal_position`)
	if err != nil {
		return nil, err
	}
	defer func() { _ = found.Close() }()
	for found.Next() {
		var name string
		var c column
		if err := found.Scan(&name, &c.name, &c.kind, &c.sequence); err != nil {
			return nil, err
		}
		if len(all) == 0 || all[len(all)-1].name != name {
			all = append(all, table{name: name})
		}
		last := &all[len(all)-1]
		last.columns = append(last.columns, c)
	}
	return all, found.Err()
}

// read is what SQLite is asked for.
func (c column) read() string {
	switch c.kind {
	case "jsonb", "_jsonb", "_text", "_varchar":
		return "json(" + quote(c.name) + ")" // SQLite keeps its own binary form
	case "timestamptz":
		return "CAST(" + quote(c.name) + " AS TEXT)" // of UTC
	}
	return quote(c.name)
}

// write is what PostgreSQL makes of a value that read yields. Its types are named twice where it would otherwise expect the
// value in its own form.
func (c column) write(n int) string {
	value := fmt.Sprintf("$%d", n)
	switch c.kind {
	case "bool":
		return "CAST(" + value + " AS bigint) <> 0"
	case "jsonb":
		return "CAST(CAST(" + value + " AS text) AS jsonb)"
	case "_jsonb":
		return list(value, "jsonb_array_elements")
	case "_text", "_varchar":
		return list(value, "jsonb_array_elements_text")
	case "timestamptz":
		return "CAST(CAST(" + value + " AS text) AS timestamp) AT TIME ZONE 'UTC'"
	case "bit":
		return "CAST(CAST(" + value + " AS int) AS bit(8))"
	case "river_job_state":
		return "CAST(CAST(" + value + " AS text) AS river_job_state)"
	}
	return "CAST(" + value + " AS " + c.kind + ")"
}

// list makes an array of a JSON list, and NULL of NULL.
func list(value, elements string) string {
	text := "CAST(" + value + " AS text)"
	return "CASE WHEN " + text + " IS NULL THEN NULL ELSE ARRAY(SELECT " + elements + "(CAST(" + text + " AS jsonb))) END"
}

// queries are the statements that read a row of SQLite, and write it to PostgreSQL. The numbers of rows stay, because rows,
// jobs and buttons name each other by them.
func (t table) queries() (read, insert string) {
	reads, names, writes := make([]string, len(t.columns)), make([]string, len(t.columns)), make([]string, len(t.columns))
	for i, c := range t.columns {
		reads[i], names[i], writes[i] = c.read(), quote(c.name), c.write(i+1)
	}
	const next = ", "
	return `SELECT ` + strings.Join(reads, next) + ` FROM ` + quote(t.name) + ` ORDER BY rowid`,
		`INSERT INTO ` + quote(t.name) + ` (` + strings.Join(names, next) + `) OVERRIDING SYSTEM VALUE VALUES (` + strings.Join(writes, next) + `)`
}

// copy copies all rows, and has the numbers of later rows follow those that were ever given to one.
func (t table) copy(ctx context.Context, from *sql.DB, to *sql.Tx) (n int, err error) {
	read, write := t.queries()
	values, into := make([]any, len(t.columns)), make([]any, len(t.columns))
	for i := range values {
		into[i] = &values[i]
	}
	found, err := from.QueryContext(ctx, read)
	if err != nil {
		return 0, err
	}
	defer func() { _ = found.Close() }()
	insert, err := to.PrepareContext(ctx, write)
	if err != nil {
		return 0, err
	}
	defer func() { err = errors.Join(err, insert.Close()) }()
	for ; found.Next(); n++ {
		if err := found.Scan(into...); err != nil {
			return n, err
		}
		if _, err := insert.ExecContext(ctx, values...); err != nil {
			return n, err
		}
	}
	if err := errors.Join(found.Err(), found.Close()); err != nil { // before the single connection is used again
		return n, err
	}
	return n, t.continueNumbers(ctx, from, to)
}

// continueNumbers sets the sequences that number rows.
func (t table) continueNumbers(ctx context.Context, from *sql.DB, to *sql.Tx) error {
	for _, c := range t.columns {
		if c.sequence == "" {
			continue
		}
		var last sql.NullInt64
		err := from.QueryRowContext(ctx, `SELECT MAX(n) FROM (SELECT seq AS n FROM sqlite_sequence WHERE name = ? UNION ALL SELECT MAX(`+quote(c.name)+`) FROM `+quote(t.name)+`)`, t.name).Scan(&last)
		if err != nil {
			return err
		}
		if last.Int64 < 1 {
			continue
		}
		if _, err := to.ExecContext(ctx, `SELECT setval(CAST($1 AS text)::regclass, $2)`, c.sequence, last.Int64); err != nil {
			return err
		}
	}
	return nil
}

// compare fails when the databases have different numbers of rows.
func (t table) compare(ctx context.Context, from *sql.DB, to *sql.Tx) error {
	was, err := t.count(ctx, from)
	if err != nil {
		return err
	}
	is, err := t.count(ctx, to)
	if err == nil && was != is {
		err = fmt.Errorf("of %d rows of %s there are %d in PostgreSQL", was, t.name, is)
	}
	return err
}

// count counts the rows in one of the databases.
func (t table) count(ctx context.Context, in interface {
	QueryRowContext(ctx context.Context, query string, args ...any) *sql.Row
},
) (n int, err error) {
	err = in.QueryRowContext(ctx, `SELECT COUNT(*) FROM `+quote(t.name)).Scan(&n)
	return n, err
}

// quote writes a name that may be a word of SQL.
func quote(name string) string { return `"` + strings.ReplaceAll(name, `"`, `""`) + `"` }
