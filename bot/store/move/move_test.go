package move_test

import (
	"cmp"
	"context"
	"database/sql"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"tcabot/bot/seal"
	"tcabot/bot/store"
	"tcabot/bot/store/engine"
	"tcabot/bot/store/move"
	"tcabot/bot/store/storetest"
	"testing"
	"time"

	diff "github.com/google/go-cmp/cmp"
)

// filled is an SQLite database with two rows in each table, whatever tables and columns there are, and jobs in every state.
func filled(t *testing.T) (path string, box *seal.Box) {
	t.Helper()
	box, err := seal.New(seal.NewKey())
	if err != nil {
		t.Fatal(err)
	}
	url := storetest.SQLite(t)
	s, err := store.OpenLimited(t.Context(), url, box, time.Minute)
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	path, _ = engine.SQLitePath(url)
	db, err := engine.OpenFile(path, false)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = db.Close() }()
	for _, name := range append([]string{"digests", "follows", "assignments"}, strs(t, db, `SELECT name FROM sqlite_master WHERE type = 'table'`)...) {
		if strings.HasPrefix(name, "sqlite") || strings.HasPrefix(name, "goose") || strings.HasPrefix(name, "river") || strs(t, db, `SELECT COUNT(*) FROM `+name)[0] != "0" {
			continue
		}
		for row := range 2 {
			fill(t, db, name, row, box)
		}
	}
	exec(t, db, `DELETE FROM actions WHERE id = (SELECT MAX(id) FROM actions)`) // whose number is never given again
	exec(t, db, `INSERT INTO river_queue (name, updated_at) VALUES ('posts', '2026-11-30 10:00:00.123')`)
	for i, state := range []string{"available", "cancelled", "completed", "discarded", "pending", "retryable", "running", "scheduled"} {
		var end any
		if slices.Contains([]string{"cancelled", "completed", "discarded"}, state) {
			end = "2026-11-30 10:00:01.5"
		}
		exec(t, db, `INSERT INTO river_job (args, attempt, attempted_at, attempted_by, errors, finalized_at, kind, queue, state, scheduled_at, tags, unique_key, unique_states)
			VALUES (jsonb(?), 3, '2026-11-30 10:00:00', jsonb('["a","b"]'), CASE WHEN ? THEN NULL ELSE jsonb('[{"at":"2026-11-30T10:00:00Z","attempt":1,"error":"x","trace":""}]') END,
			?, 'digest_deliver', 'posts', ?, '2026-11-30 10:00:00.25', jsonb('["t"]'), ?, ?)`,
			`{"digest":1,"due":1796029200,"name":"安 \"q\" 😀"}`, i%2 == 0, end, state, []byte{0, 0xff, byte(i)}, 1<<i)
	}
	return path, box
}

// fill inserts a row whose values say where they are from.
func fill(t *testing.T, db *sql.DB, table string, row int, box *seal.Box) {
	t.Helper()
	var names, marks []string
	var values []any
	for _, c := range strs(t, db, `SELECT name || ' ' || type || ' ' || pk FROM pragma_table_info('`+table+`')`) {
		f := strings.Fields(c)
		var v any
		switch {
		case f[0] == "id" && f[1] == "INTEGER":
			continue
		case table == "links" && f[0] == "token":
			v = box.Seal(seal.NewKey(), fmt.Sprintf("%d %s|%d %s", row, "workspace", row, "slack_user"))
		case f[0] == "digest" || f[0] == "follow" || f[0] == "assignment":
			v = row + 1
		case slices.Contains([]string{"told", "cancelled", "stopped", "cancel_unsure", "final", "chosen"}, f[0]):
			v = row
		case f[1] == "REAL":
			v = 0.5 + float64(row)
		case f[1] == "INTEGER":
			v = int64(1)<<40 + int64(row)
		case f[1] == "BLOB":
			v = []byte{0, 0xff, byte(row)}
		default:
			v = fmt.Sprintf("%d %s", row, f[0])
			if row == 1 && f[2] == "0" {
				v = `安 😀 '"\ ` + f[0]
			}
		}
		names, marks, values = append(names, f[0]), append(marks, "?"), append(values, v)
	}
	exec(t, db, `INSERT INTO `+table+` (`+strings.Join(names, ",")+`) VALUES (`+strings.Join(marks, ",")+`)`, values...)
}

// TestMove copies a database that has rows in every table: each row is the same there, and later rows get new numbers.
func TestMove(t *testing.T) {
	t.Parallel()
	path, box := filled(t)
	target := storetest.Postgres(t)
	m, err := move.Run(t.Context(), path, target, box)
	if err != nil || m.Unreadable != 0 {
		t.Fatalf("%+v, %v", m, err)
	}
	from, err := engine.OpenFile(path, false)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = from.Close() }()
	to, err := sql.Open("pgx", target)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = to.Close() }()
	for _, table := range slices.Sorted(maps.Keys(m.Rows)) {
		was, is := rowsOf(t, from, table, "sqlite"), rowsOf(t, to, table, "postgres")
		if d := diff.Diff(was, is); d != "" || len(was) == 0 || len(was) != m.Rows[table] {
			t.Errorf("%s: %d rows, of which Run says %d (-SQLite +PostgreSQL):\n%s", table, len(was), m.Rows[table], d)
		}
	}
	for _, name := range strs(t, from, `SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%'`) {
		if _, moved := m.Rows[name]; !moved && !slices.Contains([]string{"goose_db_version", "compatibility", "processes", "process_keys", "river_migration", "river_leader", "river_notification"}, name) {
			t.Errorf("table %s was not moved", name)
		}
	}
	for _, table := range []string{"digests", "follows", "watches", "actions", "assignments", "river_job"} {
		last := strs(t, from, `SELECT seq FROM sqlite_sequence WHERE name = '`+table+`'`)[0]
		next := strs(t, to, `SELECT CAST(nextval(pg_get_serial_sequence('`+table+`', 'id')) - 1 AS TEXT)`)[0]
		if last != next {
			t.Errorf("%s: the next row follows %s, want %s", table, next, last)
		}
	}
	if err := from.Close(); err != nil {
		t.Fatal(err)
	}
	if _, err := move.Run(t.Context(), path, target, box); !errors.Is(err, move.ErrNotEmpty) {
		t.Errorf("a second time: %v", err)
	}
}

// TestMoveRefuses writes nothing.
func TestMoveRefuses(t *testing.T) {
	t.Parallel()
	path, box := filled(t)
	stranger, _ := seal.New(seal.NewKey())
	target := storetest.Postgres(t)
	user, err := store.OpenLimited(t.Context(), "sqlite://"+path, box, time.Minute)
	if err != nil {
		t.Fatal(err)
	}
	if err := user.Ping(t.Context()); err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct {
		name   string
		box    *seal.Box
		before func()
		want   error
	}{
		{"in use", box, func() {}, move.ErrInUse},
		{"another key", stranger, func() { _ = user.Close() }, move.ErrWrongKey},
		{"an older version", box, func() {
			storetest.Exec(t, "sqlite://"+path, `DELETE FROM goose_db_version WHERE version_id = (SELECT MAX(version_id) FROM goose_db_version)`)
		}, move.ErrVersion},
	} {
		tt.before()
		if _, err := move.Run(t.Context(), path, target, tt.box); !errors.Is(err, tt.want) {
			t.Errorf("%s: %v, want %v", tt.name, err, tt.want)
		}
	}
	db, err := sql.Open("pgx", target)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = db.Close() }()
	if n := strs(t, db, `SELECT CAST((SELECT COUNT(*) FROM links) + (SELECT COUNT(*) FROM river_job) AS TEXT)`)[0]; n != "0" {
		t.Errorf("%s rows were written", n)
	}
}

// TestMoveIsWholeOrNothing has a row that PostgreSQL cannot keep.
func TestMoveIsWholeOrNothing(t *testing.T) {
	t.Parallel()
	path, box := filled(t)
	storetest.Exec(t, "sqlite://"+path, `UPDATE watches SET begun = 'noon' WHERE id = 2`)
	target := storetest.Postgres(t)
	if _, err := move.Run(t.Context(), path, target, box); err == nil || !strings.Contains(err.Error(), "copy watches") {
		t.Errorf("%v", err)
	}
	storetest.Exec(t, "sqlite://"+path, `UPDATE watches SET begun = 1 WHERE id = 2`)
	if m, err := move.Run(t.Context(), path, target, box); err != nil || m.Rows["watches"] != 2 {
		t.Errorf("once it is corrected: %+v, %v", m, err)
	}
}

// rowsOf reads a table as texts that do not depend on the engine, in order.
func rowsOf(t *testing.T, db *sql.DB, table, engine string) (all []string) {
	t.Helper()
	query := `SELECT * FROM "` + table + `"`
	if table == "river_job" || table == "river_queue" {
		kinds := map[string]string{"sqlite": "json(%s)", "postgres": "array_to_json(%s)"}
		wide := []string{"attempted_by", "errors", "tags"}
		if table == "river_queue" {
			wide = nil
		}
		var columns []string
		for _, name := range append(wide, "args", "metadata") {
			if name != "args" || table == "river_job" {
				form := kinds[engine]
				if engine == "postgres" && !slices.Contains(wide, name) {
					form = "%s"
				}
				columns = append(columns, "CAST("+fmt.Sprintf(form, name)+" AS TEXT) AS "+name)
			}
		}
		plain := map[string]string{
			"river_job":   "id, attempt, attempted_at, created_at, finalized_at, kind, max_attempts, priority, queue, CAST(state AS TEXT) AS state, scheduled_at, unique_key, CAST(unique_states AS INTEGER) AS unique_states",
			"river_queue": "name, created_at, paused_at, updated_at",
		}
		query = `SELECT ` + plain[table] + `, ` + strings.Join(columns, ", ") + ` FROM ` + table
	}
	found, err := db.QueryContext(t.Context(), query)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = found.Close() }()
	names, err := found.Columns()
	if err != nil {
		t.Fatal(err)
	}
	for found.Next() {
		values, into := make([]any, len(names)), make([]any, len(names))
		for i := range values {
			into[i] = &values[i]
		}
		if err := found.Scan(into...); err != nil {
			t.Fatal(err)
		}
		row := map[string]string{}
		for i, name := range names {
			row[name] = plainText(values[i])
		}
		text, err := json.Marshal(row)
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, string(text))
	}
	if err := found.Err(); err != nil {
		t.Fatal(err)
	}
	slices.SortFunc(all, cmp.Compare)
	return all
}

func plainText(v any) string {
	switch v := v.(type) {
	case bool:
		return map[bool]string{true: "1", false: "0"}[v]
	case []byte:
		return hex.EncodeToString(v)
	case time.Time:
		return v.UTC().Format(time.RFC3339Nano)
	case string:
		var value any
		if json.Unmarshal([]byte(v), &value) == nil { // the engines write blanks and the order of fields differently
			text, _ := json.Marshal(value)
			return string(text)
		}
	}
	return fmt.Sprint(v)
}

func strs(t *testing.T, db *sql.DB, query string) (all []string) {
	t.Helper()
	found, err := db.QueryContext(t.Context(), query)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = found.Close() }()
	for found.Next() {
		var one string
		if err := found.Scan(&one); err != nil {
			t.Fatal(err)
		}
		all = append(all, one)
	}
	if err := found.Err(); err != nil {
		t.Fatal(err)
	}
	return all
}

func exec(t *testing.T, db *sql.DB, query string, args ...any) {
	t.Helper()
	if _, err := db.ExecContext(context.WithoutCancel(t.Context()), query, args...); err != nil {
		t.Fatalf("%s: %v", query, err)
	}
}
