package commands_test

import (
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"tcabot/commands"
	"tcabot/commands/locale"
	"testing"
)

// TestCatalogues finds keys that a catalogue lacks, and keys that nothing uses.
func TestCatalogues(t *testing.T) {
	en, err := locale.Keys(locale.English)
	if err != nil {
		t.Fatal(err)
	}
	zh, err := locale.Keys(locale.Chinese)
	if err != nil {
		t.Fatal(err)
	}
	uses, err := sourceKeys()
	if err != nil {
		t.Fatal(err)
	}
	for _, fault := range uses.faults(en) {
		t.Error(fault)
	}
	used := map[locale.Key]bool{}
	for k := range uses.keys {
		used[locale.Key(k)] = true
	}
	for _, g := range commands.All(commands.Deps{}) {
		used[locale.Group("group").Key(g.Name)] = true
		for _, c := range g.Commands {
			for _, k := range c.Keys() {
				used[k] = true
				if !en[k] {
					t.Errorf("the help of %s needs %s, which is in no catalogue", c.Name, k)
				}
			}
		}
	}
	for k := range en {
		_, grouped := uses.groups[groupOf(k)]
		if !used[k] && (!grouped || slices.Contains(listed, groupOf(k))) {
			t.Errorf("%s is used nowhere", k)
		}
		if !zh[k] {
			t.Errorf("%s is missing in Chinese", k)
		}
	}
	for k := range zh {
		if !en[k] {
			t.Errorf("%s is missing in English", k)
		}
	}
}

// groupOf is all of a key but its last part.
func groupOf(k locale.Key) string {
	return string(k[:max(0, strings.LastIndex(string(k), "."))])
}

// listed are the groups whose keys the commands list one by one.
var listed = []string{"arg", "group", "label"}

// makers are the only files that make a key or a group of text: the help of a command, whose name is text. Command.Keys
// lists those keys.
var makers = []string{"tcabot/commands/command/help.go"}

// faults lists keys and groups of the source that a catalogue lacks, and keys that cannot be checked.
func (u *keyUses) faults(known map[locale.Key]bool) []string {
	groups := map[string]bool{}
	for k := range known {
		groups[groupOf(k)] = true
	}
	var all []string
	for k, at := range u.keys {
		if k != "" && !known[locale.Key(k)] {
			all = append(all, at[0]+": "+k+" is in no catalogue")
		}
	}
	for g, at := range u.groups {
		if g != "" && !groups[g] {
			all = append(all, at[0]+": no catalogue has a key of the group "+g)
		}
	}
	for _, at := range u.made {
		if !slices.Contains(makers, at) {
			all = append(all, at+": a key is made of text that is not constant; use a locale.Group")
		}
	}
	slices.Sort(all)
	return all
}

// TestKeyFaults checks the check: it adds a file with right and wrong uses to a package.
func TestKeyFaults(t *testing.T) {
	path, err := filepath.Abs(filepath.Join("general", "faults.go"))
	if err != nil {
		t.Fatal(err)
	}
	known, err := locale.Keys(locale.English)
	if err != nil {
		t.Fatal(err)
	}
	source := `package general

import "tcabot/commands/locale"

var _ = []locale.Key{"help.title", locale.Group("severity").Key("fatal"), ""}
var _ = []string{"help.text_and_no_key"}
const part = "constants"
var _ = locale.Words{}.Say("help.argument")
var _ = locale.Key("help." + part)
var _ = struct{ what locale.Key }{"help.literal"}
var _ = map[locale.Key]bool{"help.map": true}
var _ = locale.Group("severities").Key("fatal")
func _(k locale.Key) bool { return k == "help.comparison" }
func _(s string) locale.Key { return locale.Key("help." + s) }
func _(s string) locale.Key { return locale.Group(s).Key("a") }
func _(s string) locale.Lang { return locale.Lang(s) }
`
	uses, err := readKeys(map[string][]byte{path: []byte(source)}, "tcabot/commands/general")
	if err != nil {
		t.Fatal(err)
	}
	const at = "tcabot/commands/general/faults.go: "
	want := []string{
		at + "a key is made of text that is not constant; use a locale.Group",
		at + "a key is made of text that is not constant; use a locale.Group",
		at + "help.argument is in no catalogue",
		at + "help.comparison is in no catalogue",
		at + "help.constants is in no catalogue",
		at + "help.literal is in no catalogue",
		at + "help.map is in no catalogue",
		at + "no catalogue has a key of the group severities",
	}
	if got := uses.faults(known); !slices.Equal(got, want) {
		t.Errorf("got %s\nwant %s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

var placeholder = regexp.MustCompile(`{{\.(\w+)}}`)

// TestPlaceholders checks that a sentence has the same data in both languages.
func TestPlaceholders(t *testing.T) {
	read := func(l locale.Lang) map[locale.Key][]string {
		all, err := locale.Sentences(l)
		if err != nil {
			t.Fatal(err)
		}
		out := map[locale.Key][]string{}
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
			t.Errorf("%s has %v in English and %v in Chinese", k, en[k], zh[k])
		}
	}
}
