package store_test

import (
	"database/sql"
	"errors"
	"fmt"
	"slices"
	"strings"
	"tcabot/bot/seal"
	"tcabot/bot/store"
	"tcabot/bot/store/engine"
	"tcabot/bot/store/storetest"
	"tcabot/commands/command"
	"testing"
	"time"
)

// ofPeople are the columns that name a person.
var ofPeople = []string{"slack_user", "owner", "was_user", "subject"}

// column is a column of a table.
type column struct{ name, kind string }

// tablesOfWorkspaces reads from an SQLite database which tables have rows of workspaces, with their columns.
func tablesOfWorkspaces(t *testing.T, db *sql.DB) map[string][]column {
	t.Helper()
	found, err := db.QueryContext(t.Context(), `SELECT m.name, p.name, p.type FROM sqlite_master m JOIN pragma_table_info(m.name) p WHERE m.type = 'table' ORDER BY m.name, p.cid`)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = found.Close() }()
	all := map[string][]column{}
	for found.Next() {
		var table string
		var c column
		if err := found.Scan(&table, &c.name, &c.kind); err != nil {
			t.Fatal(err)
		}
		all[table] = append(all[table], c)
	}
	if err := found.Err(); err != nil {
		t.Fatal(err)
	}
	for table, columns := range all {
		if !slices.ContainsFunc(columns, func(c column) bool { return c.name == "workspace" }) {
			delete(all, table)
		}
	}
	if len(all) < 15 {
		t.Fatalf("found only %d tables", len(all))
	}
	return all
}

// fill puts a row into each table for a person, with anything in its other columns.
func fill(t *testing.T, db *sql.DB, tables map[string][]column, who command.Who, number *int) {
	t.Helper()
	for table, columns := range tables {
		var names, marks []string
		var values []any
		for _, c := range columns {
			*number++
			var value any = fmt.Sprint("x", *number)
			switch {
			case c.name == "workspace":
				value = who.Workspace
			case slices.Contains(ofPeople, c.name):
				value = who.User
			case c.kind == "INTEGER":
				value = *number
			case c.kind == "REAL":
				value = 1.5
			}
			names, marks, values = append(names, c.name), append(marks, "?"), append(values, value)
		}
		q := fmt.Sprintf("INSERT INTO %s (%s) VALUES (%s)", table, strings.Join(names, ", "), strings.Join(marks, ", "))
		if _, err := db.ExecContext(t.Context(), q, values...); err != nil {
			t.Fatalf("%s: %v", table, err)
		}
	}
}

// count counts the rows of a workspace in a table, and of them those that name a person.
func count(t *testing.T, db *sql.DB, table string, columns []column, who command.Who) (all, named int) {
	t.Helper()
	var where []string
	values := []any{who.Workspace}
	for _, c := range columns {
		if slices.Contains(ofPeople, c.name) {
			where, values = append(where, c.name+" = ?"), append(values, who.User)
		}
	}
	if err := db.QueryRowContext(t.Context(), "SELECT COUNT(*) FROM "+table+" WHERE workspace = ?", who.Workspace).Scan(&all); err != nil {
		t.Fatal(err)
	}
	if len(where) > 0 {
		q := "SELECT COUNT(*) FROM " + table + " WHERE workspace = ? AND (" + strings.Join(where, " OR ") + ")"
		if err := db.QueryRowContext(t.Context(), q, values...).Scan(&named); err != nil {
			t.Fatal(err)
		}
	}
	return all, named
}

// stays are the tables in which a forgotten person is still named, each with the reason.
var stays = map[string]string{
	"actions": "administrators need the record of what was changed in TCA; it is deleted after AUDIT_DAYS",
	"exports": "the row tells the running export to end, which deletes it",
	"homes":   "their App Home is published anew, without anything about them, and may be again: only the bot can empty it",
	"watches": "the watch ends by itself, as its owner has no token; its row is deleted with the other ended ones",
}

// TestForgetEverywhere: whoever is forgotten is named nowhere but where there is a reason for it, and others keep theirs. When
// the app is gone for good, nothing of the workspace is left. A new table is covered by itself.
func TestForgetEverywhere(t *testing.T) {
	url := storetest.SQLiteWithTables(t)
	s := open(t, url, seal.NewKey())
	path, _ := engine.SQLitePath(url)
	db, err := sql.Open("sqlite", "file:"+path+"?_pragma=busy_timeout(20000)")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = db.Close() })
	tables, number := tablesOfWorkspaces(t, db), 0

	for _, who := range []command.Who{ann, bob, eve} {
		filled := tables
		if who == bob { // one row for each workspace
			filled = except(tables, "uninstalled")
		}
		fill(t, db, filled, who, &number)
	}
	if err := s.Forget(t.Context(), ann); err != nil {
		t.Fatal(err)
	}
	for table, columns := range tables {
		_, named := count(t, db, table, columns, ann)
		if _, kept := stays[table]; (named > 0) != kept {
			t.Errorf("%s names the forgotten person %d times, to stay: %t", table, named, kept)
		}
		for _, other := range []command.Who{bob, eve} {
			all, named := count(t, db, table, columns, other)
			if hasPeople(columns) && named == 0 || all == 0 {
				t.Errorf("%s lost the row of somebody else", table)
			}
		}
	}
	if err := s.DeleteWorkspace(t.Context(), "T1"); err != nil {
		t.Fatal(err)
	}
	for table, columns := range tables {
		_, counter := count(t, db, table, columns, command.Who{Workspace: "T1", User: "forgotten"})
		if all, _ := count(t, db, table, columns, ann); all > counter {
			t.Errorf("%s has %d rows of a deleted workspace", table, all)
		}
		if all, _ := count(t, db, table, columns, eve); all == 0 {
			t.Errorf("%s lost the row of another workspace", table)
		}
	}
}

func except(tables map[string][]column, without string) map[string][]column {
	some := map[string][]column{}
	for name, columns := range tables {
		if name != without {
			some[name] = columns
		}
	}
	return some
}

func hasPeople(columns []column) bool {
	return slices.ContainsFunc(columns, func(c column) bool { return slices.Contains(ofPeople, c.name) })
}

// TestForgottenGeneration: a login after a person was forgotten has a generation that no earlier one had: answers that another
// process still remembers are not given.
func TestForgottenGeneration(t *testing.T) {
	each(t, func(t *testing.T, s *store.Store) {
		last := int64(0)
		for range 3 {
			for range 2 {
				l := save(t, s, link(ann))
				if l.Generation <= last {
					t.Errorf("generation %d after %d", l.Generation, last)
				}
				last = l.Generation
			}
			for range 2 { // the second finds nothing
				if err := s.Forget(t.Context(), ann); err != nil {
					t.Fatal(err)
				}
			}
			if _, err := s.Link(t.Context(), ann); !errors.Is(err, command.ErrNotLinked) {
				t.Errorf("the link is there: %v", err)
			}
		}
	})
}

// TestRemovedApp: while the app is removed from a workspace none of its tokens is given out, and when it returns all are there.
func TestRemovedApp(t *testing.T) {
	each(t, func(t *testing.T, s *store.Store) {
		ctx := t.Context()
		save(t, s, link(ann))
		other := command.Who{Workspace: "T9", User: ann.User}
		save(t, s, link(other))
		first := time.Unix(1000, 0)
		for i, at := range []time.Time{first, first.Add(time.Hour)} { // the second event is late
			if err := s.MarkRemoved(ctx, ann.Workspace, at); err != nil {
				t.Fatal(err)
			}
			if since, err := s.Removed(ctx, ann.Workspace); err != nil || !since.Equal(first) {
				t.Errorf("%d: removed since %v (%v)", i, since, err)
			}
			if isLinked(t, s, ann) || !isLinked(t, s, other) {
				t.Errorf("%d: the token is given out, or that of another workspace is not", i)
			}
		}
		if err := s.MarkReturned(ctx, ann.Workspace, first); err != nil {
			t.Fatal(err)
		}
		if since, err := s.Removed(ctx, ann.Workspace); err != nil || !since.IsZero() || !isLinked(t, s, ann) {
			t.Errorf("it is not back: %v, %v", since, err)
		}
	})
}

// isLinked reports whether a person has a token, both as a link and in their profile.
func isLinked(t *testing.T, s *store.Store, who command.Who) bool {
	t.Helper()
	_, err := s.Link(t.Context(), who)
	p, profileErr := s.Profile(t.Context(), who, "C1")
	if profileErr != nil || errors.Is(err, command.ErrNotLinked) != errors.Is(p.Missing, command.ErrNotLinked) {
		t.Errorf("link %v, profile %v (%v)", err, p.Missing, profileErr)
	}
	return err == nil
}
