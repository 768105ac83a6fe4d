package commands

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"tcabot/commands/locale"
	"testing"
)

var (
	literal     = regexp.MustCompile(`"([a-z]+(?:\.[a-z_]+)*)"`)
	group       = regexp.MustCompile(`"([a-z_]+)\."\s*\+|\b[Nn]ame\([\w.]+, "([a-z_]+)"`) // "severity." + word, or name(s, "severity", x)
	placeholder = regexp.MustCompile(`{{\.(\w+)}}`)
)

// TestCatalogues finds keys that a catalogue lacks, that nothing uses, and that the code uses but no catalogue has.
func TestCatalogues(t *testing.T) {
	en, err := locale.Keys(locale.English)
	if err != nil {
		t.Fatal(err)
	}
	zh, err := locale.Keys(locale.Chinese)
	if err != nil {
		t.Fatal(err)
	}
	used := map[string]bool{}
	for _, g := range All(Deps{}) {
		keys := []string{"group." + g.Name}
		for _, c := range g.Commands {
			keys = append(keys, c.Keys()...)
		}
		for _, k := range keys {
			used[k] = true
			if !en[k] {
				t.Errorf("%s is in no catalogue", k)
			}
		}
	}
	groups := map[string]bool{}
	for k := range en {
		group, _, _ := strings.Cut(k, ".")
		groups[group] = true
	}
	dynamic := map[string]bool{} // groups whose keys are put together in the code
	files := sources(t)
	for _, f := range files {
		raw, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range group.FindAllStringSubmatch(string(raw), -1) {
			dynamic[m[1]+m[2]] = true
		}
		for _, m := range literal.FindAllStringSubmatch(string(raw), -1) {
			used[m[1]] = true
			group, _, dotted := strings.Cut(m[1], ".")
			if dotted && groups[group] && !en[m[1]] {
				t.Errorf("%s uses %s, which is in no catalogue", f, m[1])
			}
		}
	}
	for k := range en {
		if prefix, _, _ := strings.Cut(k, "."); dynamic[prefix] {
			used[k] = true
		}
		if !zh[k] {
			t.Errorf("%s is missing in Chinese", k)
		}
		if !used[k] {
			t.Errorf("%s is used nowhere", k)
		}
	}
	for k := range zh {
		if !en[k] {
			t.Errorf("%s is missing in English", k)
		}
	}
}

func sources(t *testing.T) []string {
	t.Helper()
	var all []string
	for _, pattern := range []string{"*.go", "*/*.go", "*/*/*.go", "../bot/*.go", "../bot/*/*.go"} {
		files, err := filepath.Glob(pattern)
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, slices.DeleteFunc(files, func(f string) bool { return strings.HasSuffix(f, "_test.go") })...)
	}
	if len(all) < 20 {
		t.Fatalf("found only %d source files", len(all))
	}
	return all
}

// TestPlaceholders checks that a sentence tells the same things in both languages.
func TestPlaceholders(t *testing.T) {
	read := func(l locale.Lang) map[string][]string {
		all, err := locale.Sentences(l)
		if err != nil {
			t.Fatal(err)
		}
		out := map[string][]string{}
		for k, v := range all {
			var found []string
			for _, m := range placeholder.FindAllStringSubmatch(string(v), -1) {
				found = append(found, m[1])
			}
			slices.Sort(found)
			out[k] = slices.Compact(found)
		}
		return out
	}
	en, zh := read(locale.English), read(locale.Chinese)
	for k := range en {
		if k == "branches.schemes" {
			continue // English names a single scheme without counting it
		}
		if !slices.Equal(en[k], zh[k]) {
			t.Errorf("%s tells %v in English and %v in Chinese", k, en[k], zh[k])
		}
	}
}
