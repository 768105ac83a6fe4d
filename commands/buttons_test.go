package commands

import (
	"flag"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"tcabot/commands/command"
	"testing"
)

// buttonsFile has the buttons that a version of the bot wrote: messages keep them for years, so each must be understood for as
// long. Every line is the kind of a control and its value, as Slack keeps it.
var buttonsFile = filepath.Join("testdata", "buttons.list")

// writtenButtons is how many lines the file has had. It only grows: a line that is taken away is a button that stops working.
const writtenButtons = 200

// control finds the controls of a golden screen that carry a line of their own, with the kind of those that do not just run it.
var control = regexp.MustCompile(`(?:([a-z]+): )?→ (.+?)(?: @(\d+))?(?: of (\d+))?( fresh)?(?: by (\w+))?(?: \(asks: [^)]*\))?(?:\](?: \[|$)|$)`)

// TestOldButtons checks that every button that was ever written is understood. With -update those of a kind that is new are
// added: lines are never taken away, and a kind that is not listed is a failure without -update.
func TestOldButtons(t *testing.T) {
	book, err := New(Deps{})
	if err != nil {
		t.Fatal(err)
	}
	raw, err := os.ReadFile(buttonsFile)
	if err != nil && !os.IsNotExist(err) {
		t.Fatal(err)
	}
	listed := map[string]string{} // the line of the file, by kind
	for entry := range strings.Lines(string(raw)) {
		entry = strings.TrimSuffix(entry, "\n")
		kind, quoted, _ := strings.Cut(entry, " ")
		value, err := strconv.Unquote(quoted)
		if err != nil {
			t.Fatalf("%s: %v", entry, err)
		}
		state, err := command.ReadState(value)
		if err != nil || !state.Known {
			t.Errorf("%s is not read: %v", entry, err)
			continue
		}
		understands(t, book, buttonsFile, state.Line)
		listed[kindOfButton(t, book, kind, state)] = entry
	}
	if n := strings.Count(string(raw), "\n"); n < writtenButtons {
		t.Errorf("%s has %d buttons, it had %d: none may be taken away", buttonsFile, n, writtenButtons)
	}
	found := buttonsOfScreens(t, book)
	missing := 0
	for kind, entry := range found {
		if listed[kind] == "" {
			listed[kind] = entry
			missing++
		}
	}
	if missing == 0 {
		return
	}
	if f := flag.Lookup("update"); f == nil || f.Value.String() != "true" {
		t.Fatalf("%d kinds of buttons are not in %s: run the test with -update", missing, buttonsFile)
	}
	all := slices.Sorted(maps.Values(listed))
	if err := os.WriteFile(buttonsFile, []byte(strings.Join(all, "\n")+"\n"), 0o600); err != nil {
		t.Fatal(err)
	}
}

// buttonsOfScreens are the buttons of all golden screens, one of each kind.
func buttonsOfScreens(t *testing.T, book *command.Book) map[string]string {
	t.Helper()
	found := map[string]string{}
	for _, text := range controlsOfScreens(t) {
		for _, m := range control.FindAllStringSubmatch(text, -1) {
			line := m[2]
			if !isWhole(line) {
				continue
			}
			state := command.State{Line: line, Fresh: m[5] != "", By: m[6]}
			state.Offset, _ = strconv.Atoi(m[3])
			state.Was, _ = strconv.Atoi(m[4])
			name := m[1]
			if name == "" {
				name = "run"
			}
			kind := kindOfButton(t, book, name, state)
			if entry := fmt.Sprintf("%s %s", name, strconv.Quote(state.String())); found[kind] == "" || entry < found[kind] {
				found[kind] = entry
			}
		}
	}
	return found
}

// filterWord is a word of a line with the name of an argument.
var filterWord = regexp.MustCompile(`^"?-?([a-z_]+):`)

// kindOfButton is what two buttons have in common that are understood, or not, alike: the control, the command, the names of the
// arguments and the members of the state.
func kindOfButton(t *testing.T, book *command.Book, name string, s command.State) string {
	t.Helper()
	line := s.Line
	if about, err := command.Select(line, []string{"1"}); err == nil {
		line = about
	}
	parsed, err := book.Parse(line)
	if err != nil {
		t.Errorf("%s: %v", s.Line, err)
		return name + " " + s.Line
	}
	named := map[string]bool{}
	words := 0
	for word := range strings.FieldsSeq(line) {
		if m := filterWord.FindStringSubmatch(word); m != nil {
			named[m[1]] = true
		} else {
			words++
		}
	}
	return fmt.Sprint(name, parsed.Command.Name, words, slices.Sorted(maps.Keys(named)), s.Offset > 0, s.Was > 0, s.Fresh, s.By != "")
}
