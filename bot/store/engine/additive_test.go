package engine

import (
	"fmt"
	"io/fs"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
)

var (
	comment   = regexp.MustCompile(`--[^\n]*`)
	made      = regexp.MustCompile(`(?i)^CREATE TABLE (\w+)`)
	index     = regexp.MustCompile(`(?i)^CREATE (UNIQUE )?INDEX \w+ ON (\w+)`)
	column    = regexp.MustCompile(`(?i)^ALTER TABLE \w+ ADD COLUMN (\w+) (.+)$`)
	filled    = regexp.MustCompile(`(?i)^INSERT INTO (\w+)`)
	oldest    = regexp.MustCompile(`(?i)^UPDATE compatibility SET oldest = (\d+)$`)
	mandatory = regexp.MustCompile(`(?i)\bNOT NULL\b`)
	usual     = regexp.MustCompile(`(?i)\bDEFAULT\b`)
)

// excludes lists the statements of a migration that a program of the version before could trip over: all that do more than
// add what it need not know. It also returns the number that the migration gives compatibility.oldest, or 0.
func excludes(text string) (all []string, needs int) {
	var fresh []string // the tables that it makes: nobody else uses them yet
	for s := range strings.SplitSeq(comment.ReplaceAllString(text, ""), ";") {
		s = strings.Join(strings.Fields(s), " ")
		switch {
		case s == "":
		case made.MatchString(s):
			fresh = append(fresh, made.FindStringSubmatch(s)[1])
		case index.MatchString(s):
			if m := index.FindStringSubmatch(s); m[1] != "" && !slices.Contains(fresh, m[2]) {
				all = append(all, s) // it may write what is no longer unique
			}
		case column.MatchString(s):
			if kind := column.FindStringSubmatch(s)[2]; mandatory.MatchString(kind) && !usual.MatchString(kind) {
				all = append(all, s) // it inserts rows without the column
			}
		case filled.MatchString(s) && slices.Contains(fresh, filled.FindStringSubmatch(s)[1]):
		case oldest.MatchString(s):
			needs, _ = strconv.Atoi(oldest.FindStringSubmatch(s)[1])
		default:
			all = append(all, s)
		}
	}
	return all, needs
}

// TestMigrationsOnlyAdd: the version before must be able to use the database, in an upgrade that is under way or taken back. A
// migration that takes something away, which the version before then no longer uses, says so in compatibility.oldest.
func TestMigrationsOnlyAdd(t *testing.T) {
	files, err := newSchema(sqliteTypes)
	if err != nil {
		t.Fatal(err)
	}
	names, err := fs.Glob(files, "*.sql")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range names {
		text, err := fs.ReadFile(files, name)
		if err != nil {
			t.Fatal(err)
		}
		number, err := strconv.Atoi(strings.SplitN(name, "_", 2)[0])
		if err != nil {
			t.Fatal(err)
		}
		switch all, needs := excludes(string(text)); {
		case len(all) > 0 && needs == 0:
			t.Errorf("%s does more than add, and does not change compatibility.oldest: %q", name, all)
		case needs >= number:
			t.Errorf("%s needs migration %d: the version before could not use the database", name, needs)
		}
	}
}

// TestExcludes tries the statements that migrations may have.
func TestExcludes(t *testing.T) {
	for _, tt := range []struct {
		text  string
		want  int
		needs int
	}{
		{"CREATE TABLE a (b TEXT NOT NULL); CREATE UNIQUE INDEX a_b ON a (b); INSERT INTO a (b) VALUES ('x');", 0, 0},
		{"ALTER TABLE a ADD COLUMN b TEXT; ALTER TABLE a ADD COLUMN c TEXT NOT NULL DEFAULT ''; -- a comment; with a semicolon\nCREATE INDEX a_b ON a (b);", 0, 0},
		{"ALTER TABLE a ADD COLUMN b TEXT NOT NULL;", 1, 0},
		{"CREATE UNIQUE INDEX a_b ON a (b);", 1, 0},
		{"ALTER TABLE a DROP COLUMN b; ALTER TABLE a RENAME COLUMN c TO d; DROP TABLE e; INSERT INTO a (b) VALUES ('x'); DELETE FROM a;", 5, 0},
		{"DROP TABLE a; UPDATE compatibility SET oldest = 18;", 1, 18},
	} {
		t.Run(fmt.Sprintf("%.30s", tt.text), func(t *testing.T) {
			if all, needs := excludes(tt.text); len(all) != tt.want || needs != tt.needs {
				t.Errorf("got %q and %d", all, needs)
			}
		})
	}
}
