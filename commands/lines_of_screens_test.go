package commands

import (
	"iter"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"tcabot/commands/command"
	"testing"
)

// carriedLine finds what a control of a golden screen runs: see screentest.
var carriedLine = regexp.MustCompile(` → (.+?)(?: @\d+)?(?: of \d+)?(?: fresh)?(?: by \w+)?(?: \(asks: [^)]*\))?(?:\](?: \[|$)|$)`)

// TestLinesOfScreens checks that what the buttons and menus of every screen say is understood.
func TestLinesOfScreens(t *testing.T) {
	book, err := New(Deps{})
	if err != nil {
		t.Fatal(err)
	}
	tried := map[string]bool{}
	for f, text := range controlsOfScreens(t) {
		for _, m := range carriedLine.FindAllStringSubmatch(text, -1) {
			if line := m[1]; !tried[line] && isWhole(line) {
				tried[line] = true
				understands(t, book, f, line)
			}
		}
	}
	if len(tried) < 150 {
		t.Errorf("only %d lines", len(tried))
	}
}

// controlsOfScreens yields the lines of all golden screens that hold buttons or the options of a menu, with their files.
func controlsOfScreens(t *testing.T) iter.Seq2[string, string] {
	t.Helper()
	files, err := filepath.Glob("*/testdata/*.txt")
	if err != nil || len(files) == 0 {
		t.Fatalf("no screens: %v", err)
	}
	return func(yield func(file, text string) bool) {
		for _, f := range files {
			raw, err := os.ReadFile(f)
			if err != nil {
				t.Fatal(err)
			}
			for text := range strings.Lines(string(raw)) {
				if (strings.HasPrefix(text, "[") || strings.HasPrefix(text, "    ")) && !yield(f, strings.TrimRight(text, "\n")) {
					return
				}
			}
		}
	}
}

// isWhole reports whether what a control of a screen carries is a command line: not the screen itself, what tests stand on, or
// what is counted for reading.
func isWhole(line string) bool {
	return line != "this" && !strings.HasPrefix(line, "x ") && !strings.Contains(line, "xxxxxxxx") && !strings.ContainsAny(line, "⟨…")
}

// understands checks that a line of a screen names a command and that its arguments can be read.
func understands(t *testing.T, book *command.Book, file, line string) {
	t.Helper()
	if about, err := command.Select(line, []string{"1"}); err == nil {
		line = about // it is run about what is selected
	}
	parsed, err := book.Parse(line)
	if err != nil {
		t.Errorf("%s: %s: %v", file, line, err)
		return
	}
	if err := parsed.Command.Takes(line); err != nil {
		t.Errorf("%s: %s: %v", file, line, err)
	}
}

// TestExamples checks that each command can be run with its examples.
func TestExamples(t *testing.T) {
	book, err := New(Deps{})
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range book.All() {
		for _, line := range c.Examples {
			if err := c.Takes(line); err != nil {
				t.Error(err)
			}
		}
	}
}
