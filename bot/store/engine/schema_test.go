package engine

import (
	"fmt"
	"io/fs"
	"strings"
	"testing"
)

// TestSchema reads the migrations of each engine as goose does.
func TestSchema(t *testing.T) {
	for name, types := range map[string]columnTypes{"sqlite": sqliteTypes, "postgres": postgresTypes} {
		files, err := newSchema(types)
		if err != nil {
			t.Fatal(err)
		}
		names, err := fs.Glob(files, "*.sql")
		if err != nil || len(names) == 0 {
			t.Fatalf("%s: %v, %v", name, names, err)
		}
		for _, file := range names {
			text, err := fs.ReadFile(files, file)
			if err != nil || !strings.Contains(string(text), "+goose Up") || strings.ContainsAny(string(text), "{}") {
				t.Errorf("%s: %s: %v\n%s", name, file, err, text)
			}
		}
	}
}

// TestMigrationNumbers: two changes that were made beside each other may have taken the same number.
func TestMigrationNumbers(t *testing.T) {
	files, err := newSchema(sqliteTypes)
	if err != nil {
		t.Fatal(err)
	}
	names, err := fs.Glob(files, "*.sql")
	if err != nil {
		t.Fatal(err)
	}
	for i, name := range names {
		if want := fmt.Sprintf("%05d_", i+1); !strings.HasPrefix(name, want) {
			t.Errorf("%s: the next number is %s", name, want)
		}
	}
}
