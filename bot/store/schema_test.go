package store

import (
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
