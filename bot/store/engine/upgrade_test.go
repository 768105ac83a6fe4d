package engine_test

import (
	"database/sql"
	"fmt"
	"slices"
	"strings"
	"tcabot/bot/store/engine"
	"tcabot/bot/store/storetest"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestUpgradeFromEachVersion takes a database with a row in each of its tables from every version to the newest one: all that
// was written is still there.
func TestUpgradeFromEachVersion(t *testing.T) {
	for name, fresh := range map[string]func(testing.TB) string{"sqlite": storetest.SQLite, "postgres": storetest.Postgres} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			last := int64(1)
			for version := int64(1); version <= last; version++ {
				t.Run(fmt.Sprint(version), func(t *testing.T) {
					url := fresh(t)
					d := engine.Of(url)
					db, jobs, err := d.Open(url)
					if err != nil {
						t.Fatal(err)
					}
					defer func() { _ = db.Close() }()
					if err := d.MigrateTo(t.Context(), db, version); err != nil {
						t.Fatal(err)
					}
					if _, last, err = d.Version(t.Context(), db); err != nil {
						t.Fatal(err)
					}
					tables := tablesOf(t, d, db)
					if len(tables) < 4 {
						t.Fatalf("only %d tables", len(tables))
					}
					var before, after []string
					for _, table := range tables {
						table.fill(t, d, db)
						before = append(before, table.rows(t, db))
					}
					if err := d.Migrate(t.Context(), db, jobs); err != nil {
						t.Fatal(err)
					}
					if now, last, err := d.Version(t.Context(), db); err != nil || now != last {
						t.Fatalf("version %d of %d, %v", now, last, err)
					}
					for _, table := range tables {
						after = append(after, table.rows(t, db))
					}
					if diff := cmp.Diff(before, after); diff != "" {
						t.Errorf("-before +after:\n%s", diff)
					}
				})
			}
			if last < 21 {
				t.Errorf("only %d versions", last)
			}
		})
	}
}

// table is one of a database, with its columns but the number that the engine assigns.
type table struct {
	name    string
	columns []string
	values  []any
}

// tablesOf lists the bot's tables in the order in which they were created, so that a row comes after those that it refers to.
func tablesOf(t *testing.T, d *engine.Dialect, db *sql.DB) (all []table) {
	t.Helper()
	query := `SELECT m.name, c.name, c.type FROM sqlite_master m JOIN pragma_table_info(m.name) c
		WHERE m.type = 'table' AND NOT (c.pk > 0 AND c.name = 'id' AND c.type = 'INTEGER') ORDER BY m.rowid, c.cid`
	if d.Notifies {
		query = `SELECT c.table_name, c.column_name, c.data_type FROM information_schema.columns c JOIN pg_class p ON p.relname = c.table_name
			WHERE c.table_schema = 'public' AND c.is_identity = 'NO' ORDER BY p.oid, c.ordinal_position`
	}
	found, err := db.QueryContext(t.Context(), query)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = found.Close() }()
	for found.Next() {
		var name, column, kind string
		if err := found.Scan(&name, &column, &kind); err != nil {
			t.Fatal(err)
		}
		if strings.HasPrefix(name, "goose") || strings.HasPrefix(name, "sqlite") {
			continue
		}
		if !slices.ContainsFunc(all, func(x table) bool { return x.name == name }) {
			all = append(all, table{name: name})
		}
		value, ok := map[string]any{
			"TEXT": "x", "INTEGER": 1, "REAL": 1.5, "BLOB": []byte{1},
			"text": "x", "bigint": 1, "double precision": 1.5, "bytea": []byte{1}, "boolean": true,
		}[kind]
		if !ok {
			t.Fatalf("%s.%s is of type %s", name, column, kind)
		}
		last := &all[len(all)-1]
		last.columns, last.values = append(last.columns, column), append(last.values, value)
	}
	if err := found.Err(); err != nil {
		t.Fatal(err)
	}
	return all
}

// fill inserts a row. What refers to another row refers to the first one, which is there.
func (x table) fill(t *testing.T, d *engine.Dialect, db *sql.DB) {
	t.Helper()
	var places []string
	for i := range x.columns {
		place := "?"
		if d.Notifies {
			place = fmt.Sprint("$", i+1)
		}
		places = append(places, place)
	}
	query := fmt.Sprintf(`INSERT INTO %s (%s) VALUES (%s)`, x.name, strings.Join(x.columns, ", "), strings.Join(places, ", "))
	if _, err := db.ExecContext(t.Context(), query, x.values...); err != nil {
		t.Fatalf("%s: %v", query, err)
	}
}

// rows has what is in the columns, as text.
func (x table) rows(t *testing.T, db *sql.DB) string {
	t.Helper()
	found, err := db.QueryContext(t.Context(), fmt.Sprintf(`SELECT %s FROM %s`, strings.Join(x.columns, ", "), x.name))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = found.Close() }()
	var text strings.Builder
	text.WriteString(x.name)
	for found.Next() {
		row, places := make([]any, len(x.columns)), make([]any, len(x.columns))
		for i := range row {
			places[i] = &row[i]
		}
		if err := found.Scan(places...); err != nil {
			t.Fatal(err)
		}
		fmt.Fprintf(&text, "\n%v", row)
	}
	if err := found.Err(); err != nil {
		t.Fatal(err)
	}
	return text.String()
}
