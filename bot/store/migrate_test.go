package store_test

import (
	"context"
	"database/sql"
	"errors"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"tcabot/api/secret"
	"tcabot/bot/seal"
	"tcabot/bot/store"
	"tcabot/bot/store/engine"
	"tcabot/bot/store/storetest"
	"tcabot/commands/change"
	"tcabot/commands/command"
	"tcabot/commands/digest"
	"tcabot/commands/gate"
	"tcabot/commands/subscription"
	"tcabot/commands/target"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// raw opens a database without the store.
func raw(t *testing.T, url string) *sql.DB {
	t.Helper()
	driver, source := "pgx", url
	if path, ok := engine.SQLitePath(url); ok {
		driver, source = "sqlite", path
	}
	db, err := sql.Open(driver, source)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = db.Close() })
	return db
}

// lines reads a query's one column.
func lines(t *testing.T, db *sql.DB, query string) (all []string) {
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

// TestOlderDatabase opens a file that the version before PostgreSQL wrote: all is there, and the tables are those of a
// new one.
func TestOlderDatabase(t *testing.T) {
	dump, err := os.ReadFile(filepath.Join("testdata", "before_postgres.sql"))
	if err != nil {
		t.Fatal(err)
	}
	url := storetest.SQLite(t)
	path, _ := engine.SQLitePath(url)
	before := raw(t, url)
	if _, err := before.ExecContext(t.Context(), string(dump)); err != nil {
		t.Fatal(err)
	}
	if err := before.Close(); err != nil {
		t.Fatal(err)
	}
	if err := os.Chmod(path, 0o644); err != nil { // as it was written
		t.Fatal(err)
	}
	s := open(t, url, secret.New("MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY="))
	if info, err := os.Stat(path); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("rights %v, %v", info.Mode(), err)
	}
	l, err := s.Link(t.Context(), ann)
	if err != nil || l.Generation != 3 || !l.Token.Equal(secret.New(token)) || l.Nickname != "安" || !l.Linked.Equal(time.Unix(1e9, 0)) {
		t.Errorf("link %+v, %v", l, err)
	}
	usual, err := s.Target(t.Context(), target.Subject{Workspace: "T1", ID: "C1"})
	if want := (target.Target{Org: "o", Team: "t", Repo: 7, Project: 8}); err != nil || usual != want {
		t.Errorf("target %+v, %v", usual, err)
	}
	if lang, err := s.Language(t.Context(), ann); err != nil || lang != "zh-CN" {
		t.Errorf("language %q, %v", lang, err)
	}
	if beat, err := s.BeatExport(t.Context(), "X1", time.Unix(2e9, 0)); err != nil || !beat.Cancelled {
		t.Errorf("cancelled export: %+v, %v", beat, err)
	}
	newer := storetest.SQLite(t)
	_ = open(t, newer, seal.NewKey())
	const tables = `SELECT sql FROM sqlite_master WHERE sql IS NOT NULL ORDER BY name`
	if diff := cmp.Diff(lines(t, raw(t, newer), tables), lines(t, raw(t, url), tables)); diff != "" {
		t.Errorf("tables (-new +older):\n%s", diff)
	}
}

// TestSameTables compares the two engines: one set of queries must find the same columns.
func TestSameTables(t *testing.T) {
	queries := map[string]string{
		"sqlite": `SELECT m.name || '.' || c.name FROM sqlite_master m JOIN pragma_table_info(m.name) c
			WHERE m.type = 'table' AND m.name NOT LIKE 'goose%' AND m.name NOT LIKE 'sqlite%'`,
		"postgres": `SELECT table_name || '.' || column_name FROM information_schema.columns
			WHERE table_schema = 'public' AND table_name NOT LIKE 'goose%'`,
	}
	got := map[string][]string{}
	for engine, url := range map[string]string{"sqlite": storetest.SQLite(t), "postgres": storetest.Postgres(t)} {
		_ = open(t, url, seal.NewKey())
		columns := lines(t, raw(t, url), queries[engine])
		slices.Sort(columns)
		got[engine] = columns
	}
	if diff := cmp.Diff(got["sqlite"], got["postgres"]); diff != "" || len(got["sqlite"]) == 0 {
		t.Errorf("columns (-SQLite +PostgreSQL):\n%s", diff)
	}
}

// TestVersion3 opens a database of each engine that the version before the shared migrations wrote: its rows are there,
// its tables are those of a new one, and goose counts on from where it was.
func TestVersion3(t *testing.T) {
	tables := map[string]string{
		"sqlite": `SELECT sql FROM sqlite_master WHERE sql IS NOT NULL ORDER BY name`,
		"postgres": `SELECT table_name || '.' || column_name || ' ' || data_type || ' ' || is_nullable || ' ' || is_identity || ' ' || COALESCE(column_default, '')
			FROM information_schema.columns WHERE table_schema = 'public' ORDER BY 1`,
	}
	for engine, fresh := range map[string]func(testing.TB) string{"sqlite": storetest.SQLite, "postgres": storetest.Postgres} {
		t.Run(engine, func(t *testing.T) {
			t.Parallel()
			url, newer := fresh(t), fresh(t)
			dump, err := os.ReadFile(filepath.Join("testdata", "version_3_"+engine+".sql"))
			if err != nil {
				t.Fatal(err)
			}
			if _, err := raw(t, url).ExecContext(t.Context(), string(dump)); err != nil {
				t.Fatal(err)
			}
			s := open(t, url, seal.NewKey())
			_ = open(t, newer, seal.NewKey())
			for _, query := range []string{tables[engine], `SELECT CAST(version_id AS TEXT) FROM goose_db_version ORDER BY version_id`} {
				if diff := cmp.Diff(lines(t, raw(t, newer), query), lines(t, raw(t, url), query)); diff != "" {
					t.Errorf("-new +older:\n%s", diff)
				}
			}
			usual, err := s.Target(t.Context(), target.Subject{Workspace: "T1", ID: "C1"})
			if want := (target.Target{Org: "o", Team: "t", Repo: 7, Project: 8}); err != nil || usual != want {
				t.Errorf("target %+v, %v", usual, err)
			}
			if beat, err := s.BeatExport(t.Context(), "X1", time.Unix(2e9, 0)); err != nil || !beat.Cancelled {
				t.Errorf("cancelled export: %+v, %v", beat, err)
			}
			want := someDigest("C1")
			want.ID, want.Version, want.Name, want.Due = 1, 4, "master", time.Unix(1795656600, 0)
			want.Content.Show, want.Content.Gate = []digest.Part{digest.PartWorst}, gate.Gate{{What: gate.New}}
			got, err := s.Digest(t.Context(), "T1", 1)
			if diff := cmp.Diff(want, got, byZone); diff != "" || err != nil {
				t.Errorf("digest: %v\n%s", err, diff)
			}
			if marks, err := s.Marks(t.Context(), 1); err != nil || cmp.Diff([]change.Mark{mark(300, 1)}, marks) != "" {
				t.Errorf("marks: %v\n%s", err, cmp.Diff([]change.Mark{mark(300, 1)}, marks))
			}
			// A doubt of which no reason was kept may be about anything: it counts for nothing.
			now := time.Unix(1796000000, 0)
			if since, err := s.Doubt(t.Context(), subscription.Digest, 1, subscription.ReasonToken, now); err != nil || !since.Equal(now) {
				t.Errorf("doubt since %v, %v", since, err)
			}
		})
	}
}

// TestOpenTogether starts several replicas on a database that has no tables yet.
func TestOpenTogether(t *testing.T) {
	t.Parallel()
	for _, fresh := range []func(testing.TB) string{storetest.SQLite, storetest.Postgres} {
		url := fresh(t)
		box, err := seal.New(seal.NewKey())
		if err != nil {
			t.Fatal(err)
		}
		together(t, 6, func(int) error {
			s, err := store.OpenLimited(context.Background(), url, box, patient)
			if err != nil {
				return err
			}
			defer func() { _ = s.Close() }()
			_, err = s.SaveLink(t.Context(), link(ann))
			return err
		})
		if l := save(t, open(t, url, seal.NewKey()), link(ann)); l.Generation != 7 {
			t.Errorf("after six saves comes generation %d, want 7", l.Generation)
		}
	}
}

// TestNewerDatabase opens what a later version has taken further, as the last of the old replicas does in an upgrade, or the
// version before when an upgrade is taken back. What the later one may add (see engine's TestMigrationsOnlyAdd) disturbs nothing.
func TestNewerDatabase(t *testing.T) {
	storetest.Each(t, func(t *testing.T, url string) {
		key := seal.NewKey()
		s := open(t, url, key)
		newest, _, err := s.Version(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		person := written(t, s, int(newest))
		before := person.reads(t.Context(), s)
		if err := s.Close(); err != nil {
			t.Fatal(err)
		}
		tables := map[string]bool{}
		for _, column := range shape(t, url) {
			if table, _, _ := strings.Cut(column, "."); !regexp.MustCompile(`^(goose|river|sqlite|compatibility)`).MatchString(table) && !strings.Contains(table, "_river") {
				tables[table] = true
			}
		}
		for table := range tables {
			storetest.Exec(t, url, `ALTER TABLE `+table+` ADD COLUMN later TEXT`)
			storetest.Exec(t, url, `ALTER TABLE `+table+` ADD COLUMN latest TEXT NOT NULL DEFAULT 'x'`)
		}
		storetest.Exec(t, url, `CREATE TABLE later (workspace TEXT NOT NULL PRIMARY KEY)`)
		storetest.Exec(t, url, `INSERT INTO goose_db_version (version_id, is_applied) VALUES (9999, TRUE)`)
		s = open(t, url, key)
		got := person.reads(t.Context(), s)
		if diff := cmp.Diff(before, got); len(tables) < 25 || diff != "" {
			t.Errorf("%d tables, -before +after:\n%s", len(tables), diff)
		}
		person.shared(t, s, "the newer one")
		third := newTenant(t, s, command.Who{Workspace: "T3", User: "U1"}).notified(t, s)
		for _, w := range []command.Who{ann, eve, third.who} {
			if err := s.DeleteWorkspace(t.Context(), w.Workspace); err != nil {
				t.Error(err)
			}
		}
		// One that took away what this version needs.
		storetest.Exec(t, url, `UPDATE compatibility SET oldest = 9998`)
		box, err := seal.New(key)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := store.OpenLimited(t.Context(), url, box, patient); !errors.Is(err, engine.ErrNewer) || !strings.Contains(err.Error(), "start the newer one") {
			t.Errorf("a database that is too new: %v", err)
		}
	})
}
