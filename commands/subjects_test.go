package commands_test

import (
	"encoding/json"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"tcabot/commands/locale"
	"testing"
)

// shared are the catalogues of what several subjects say; any other is named after the package that says what is in it,
// with a part of the subject behind it where that is large: scans_trend.
var shared = []string{"common", "columns", "words"}

// TestCatalogueOfSubject checks that a key is in the catalogue of a package that uses it, in either language, and in a
// shared one only when several packages do.
func TestCatalogueOfSubject(t *testing.T) {
	uses, err := sourceKeys()
	if err != nil {
		t.Fatal(err)
	}
	graph, err := readCallGraph()
	if err != nil {
		t.Fatal(err)
	}
	commands := map[string]string{} // the package of a command, by its name in keys
	for name, constructor := range graph.commands {
		commands[strings.ReplaceAll(name, " ", "_")] = filepath.Base(constructor.Pkg().Path())
	}
	en, zh := catalogues(t, locale.English), catalogues(t, locale.Chinese)
	if len(en) < 20 {
		t.Fatalf("found only %d catalogues", len(en))
	}
	for name, keys := range en {
		for _, k := range keys {
			if !slices.Contains(zh[name], k) {
				t.Errorf("%s is in another catalogue in Chinese than %s", k, name)
			}
			if fault := misplaced(name, k, uses.packages(k, commands)); fault != "" {
				t.Error(fault)
			}
		}
	}
}

// catalogues lists the keys of each catalogue of a language.
func catalogues(t *testing.T, l locale.Lang) map[string][]locale.Key {
	t.Helper()
	files, err := filepath.Glob(filepath.Join("locale", "*."+string(l)+".json"))
	if err != nil {
		t.Fatal(err)
	}
	all := map[string][]locale.Key{}
	for _, f := range files {
		raw, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		var entries map[locale.Key]json.RawMessage
		if err := json.Unmarshal(raw, &entries); err != nil {
			t.Fatalf("%s: %v", f, err)
		}
		name, _, _ := strings.Cut(filepath.Base(f), ".")
		all[name] = slices.Sorted(maps.Keys(entries))
	}
	return all
}

// packages are those that use a key. All of the bot count as one; the older spellings of words say nothing.
func (u *keyUses) packages(k locale.Key, commands map[string]string) []string {
	parts := strings.Split(string(k), ".")
	switch parts[0] {
	case "arg", "label":
		return []string{"arguments"}
	case "group":
		return []string{"general"}
	case "cmd":
		return []string{commands[parts[1]]}
	}
	var all []string
	for _, at := range slices.Concat(u.keys[string(k)], u.groups[groupOf(k)]) {
		switch dir := filepath.Dir(at); {
		case strings.HasSuffix(at, "/synonyms.go") || strings.HasSuffix(dir, "test"):
		case strings.HasPrefix(dir, "tcabot/bot/"):
			all = append(all, "bot")
		default:
			all = append(all, filepath.Base(dir))
		}
	}
	slices.Sort(all)
	return slices.Compact(all)
}

// misplaced says what is wrong with a key's place; empty for nothing.
func misplaced(catalogue string, k locale.Key, users []string) string {
	subject, _, _ := strings.Cut(catalogue, "_")
	switch {
	case slices.Contains(shared, catalogue) && len(users) < 2:
		return string(k) + " is in " + catalogue + ", but only " + strings.Join(users, "") + " uses it"
	case !slices.Contains(shared, catalogue) && !slices.Contains(users, subject):
		return string(k) + " is in " + catalogue + ", but is used by " + strings.Join(users, " ")
	}
	return ""
}

func TestMisplaced(t *testing.T) {
	for _, tt := range []struct {
		name, catalogue string
		users           []string
		want            bool
	}{
		{"of its subject", "scans", []string{"scans"}, false},
		{"of a part of its subject", "scans_trend", []string{"scans"}, false},
		{"of one of two subjects", "scans_trend", []string{"digest", "scans"}, false},
		{"of another subject", "overview", []string{"digest"}, true},
		{"of another subject than both", "overview", []string{"digest", "scans"}, true},
		{"shared by two", "common", []string{"digest", "scans"}, false},
		{"shared by one", "words", []string{"scans"}, true},
		{"used by nothing", "scans", nil, true},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if got := misplaced(tt.catalogue, "a.key", tt.users) != ""; got != tt.want {
				t.Errorf("got %v, want %v", got, tt.want)
			}
		})
	}
}
