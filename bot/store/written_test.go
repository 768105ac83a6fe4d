package store_test

import (
	"database/sql"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"tcabot/api/secret"
	"tcabot/bot/store"
	"tcabot/bot/store/engine"
	"tcabot/bot/store/storetest"
	"testing"

	"github.com/google/go-cmp/cmp"
)

var update = flag.Bool("update", false, "write the database of this version that is kept in testdata, if there is none")

// writtenKey is the key of the tokens in the databases of testdata.
var writtenKey = secret.New("MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=")

// machineClock is what tells two databases apart in which the same was done.
var machineClock = regexp.MustCompile(`Attempted:[^}]*? \+0000 UTC`)

// written are two people with something in most tables, at a version of the tables. The second one is given.
func written(t *testing.T, s *store.Store, version int) tenant {
	t.Helper()
	first, second := newTenant(t, s, ann), newTenant(t, s, eve)
	if version >= 19 {
		_ = first.notified(t, s)
		second = second.notified(t, s)
	}
	return second
}

// TestWrittenDatabases opens the databases that former versions wrote, and those of this version, which later ones must open.
// All that is read of one is what is read of a new database in which the same was done, and tokens open.
func TestWrittenDatabases(t *testing.T) {
	t.Parallel()
	for name, fresh := range map[string]func(testing.TB) string{"sqlite": storetest.SQLite, "postgres": storetest.Postgres} {
		url := fresh(t)
		newest, _, err := open(t, url, writtenKey).Version(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		file := filepath.Join("testdata", fmt.Sprintf("version_%d_%s.sql", newest, name))
		if _, err := os.Stat(file); err != nil {
			if !*update {
				t.Fatalf("%v: run the test with -update. The file of a version that was released is never changed or deleted", err)
			}
			written(t, open(t, url, writtenKey), int(newest))
			if err := os.WriteFile(file, []byte(dump(t, url)), 0o600); err != nil {
				t.Fatal(err)
			}
		}
		files, err := filepath.Glob(filepath.Join("testdata", "version_*_"+name+".sql"))
		if err != nil {
			t.Fatal(err)
		}
		for _, file := range files {
			version, err := strconv.Atoi(strings.Split(filepath.Base(file), "_")[1])
			if err != nil {
				t.Fatal(err)
			}
			if version < 17 {
				continue // TestVersion3 looks at the one that has other tables
			}
			t.Run(fmt.Sprintf("%d/%s", version, name), func(t *testing.T) {
				text, err := os.ReadFile(file)
				if err != nil {
					t.Fatal(err)
				}
				older, newer := fresh(t), fresh(t)
				if _, err := raw(t, older).ExecContext(t.Context(), string(text)); err != nil {
					t.Fatal(err)
				}
				s, other := open(t, older, writtenKey), open(t, newer, writtenKey)
				second := written(t, other, version)
				want, got := second.reads(t.Context(), other), second.reads(t.Context(), s)
				for _, all := range []map[string]string{want, got} {
					for name := range all {
						all[name] = machineClock.ReplaceAllString(all[name], "")
					}
				}
				if diff := cmp.Diff(want, got); diff != "" {
					t.Errorf("-new +older:\n%s", diff)
				}
				if l, err := s.Link(t.Context(), eve); err != nil || !l.Token.Equal(secret.New(token)) {
					t.Errorf("link %+v, %v", l, err)
				}
				second.shared(t, s, "the older one")
				if diff := cmp.Diff(shape(t, newer), shape(t, older)); diff != "" {
					t.Errorf("tables (-new +older):\n%s", diff)
				}
			})
		}
	}
}

// shape has the columns of all tables.
func shape(t *testing.T, url string) []string {
	t.Helper()
	query := `SELECT table_name || '.' || column_name || ' ' || data_type || ' ' || is_nullable || ' ' || is_identity || ' ' || COALESCE(column_default, '')
		FROM information_schema.columns WHERE table_schema = 'public' ORDER BY 1`
	if _, file := engine.SQLitePath(url); file {
		query = `SELECT m.name || '.' || c.name || ' ' || c.type || ' ' || c."notnull" || ' ' || c.pk || ' ' || COALESCE(c.dflt_value, '')
			FROM sqlite_master m JOIN pragma_table_info(m.name) c ORDER BY 1`
	}
	return lines(t, raw(t, url), query)
}

// setting matches what pg_dump says of its own session.
var setting = regexp.MustCompile(`^(SET|SELECT pg_catalog\.set_config)\b`)

// dump writes a database as one statement a line. River's tables are left out: River makes and migrates them itself.
func dump(t *testing.T, url string) string {
	t.Helper()
	if _, file := engine.SQLitePath(url); file {
		return dumpFile(t, raw(t, url))
	}
	program := "pg_dump"
	if _, err := exec.LookPath(program); err != nil {
		found, _ := filepath.Glob("/usr/lib/postgresql/*/bin/pg_dump")
		if len(found) == 0 {
			t.Fatal("no pg_dump: install PostgreSQL")
		}
		program = found[len(found)-1]
	}
	said, err := exec.CommandContext(t.Context(), program, "--inserts", "--no-owner", "--table=public.*", "--exclude-table=river*", url).Output()
	if err != nil {
		t.Fatal(err)
	}
	var all []string
	statement := ""
	for line := range strings.Lines(string(said)) {
		if line = strings.TrimSpace(line); line == "" || strings.HasPrefix(line, "--") || strings.HasPrefix(line, `\`) {
			continue
		}
		statement = strings.TrimSpace(statement + " " + line)
		if !strings.HasSuffix(line, ";") {
			continue
		}
		if !setting.MatchString(statement) {
			all = append(all, statement)
		}
		statement = ""
	}
	return "-- A database of PostgreSQL, one statement a line.\n" + strings.Join(all, "\n") + "\n"
}

// dumpFile is dump of an SQLite file.
func dumpFile(t *testing.T, db *sql.DB) string {
	t.Helper()
	const rivers = ` AND name NOT LIKE 'river%' AND name NOT LIKE 'sqlite%'`
	all := []string{"-- A database of SQLite, one statement a line."}
	blank := regexp.MustCompile(`\s+`)
	comment := regexp.MustCompile(`--[^\n]*`)
	for _, text := range lines(t, db, `SELECT sql FROM sqlite_master WHERE sql IS NOT NULL AND tbl_name NOT LIKE 'river%'`+rivers+` ORDER BY rowid`) {
		all = append(all, blank.ReplaceAllString(comment.ReplaceAllString(text, ""), " ")+";")
	}
	for _, table := range lines(t, db, `SELECT name FROM sqlite_master WHERE type = 'table'`+rivers+` ORDER BY rowid`) {
		var values []string
		for _, column := range lines(t, db, `SELECT name FROM pragma_table_info('`+table+`')`) {
			values = append(values, `quote("`+column+`")`)
		}
		all = append(all, lines(t, db, `SELECT 'INSERT INTO "`+table+`" VALUES(' || `+strings.Join(values, ` || ',' || `)+` || ');' FROM "`+table+`"`)...)
	}
	return strings.Join(all, "\n") + "\n"
}
