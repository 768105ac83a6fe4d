package commands

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"tcabot/commands/command"

	"testing"
)

// TestLinesOfScreens checks that what the buttons and menus of every screen say is understood.
func TestLinesOfScreens(t *testing.T) {
	book, err := New(Deps{})
	if err != nil {
		t.Fatal(err)
	}
	files, err := filepath.Glob("testdata/*.json")
	deeper, _ := filepath.Glob("*/testdata/*.json")
	if files = append(files, deeper...); err != nil || len(files) == 0 {
		t.Fatalf("no screens: %v", err)
	}
	tried := map[string]bool{}
	for _, f := range files {
		raw, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		var message any
		if err := json.Unmarshal(raw, &message); err != nil {
			t.Fatal(err)
		}
		for _, line := range linesIn(message) {
			if tried[line] || strings.HasPrefix(line, "x ") || strings.Contains(line, "xxxxxxxx") { // what the tests of views stand on
				continue
			}
			tried[line] = true
			parsed, err := book.Parse(line)
			if err != nil {
				t.Errorf("%s: %s: %v", f, line, err)
				continue
			}
			parsed.Command.Examples = []string{line} // which a book tries
			if _, err := command.NewBook(command.Group{Commands: []command.Command{parsed.Command}}); err != nil {
				t.Errorf("%s: %s: %v", f, line, err)
			}
		}
	}
	if len(tried) < 100 {
		t.Errorf("only %d lines", len(tried))
	}
}

// linesIn lists the command lines that a message's controls carry.
func linesIn(part any) []string {
	var lines []string
	switch part := part.(type) {
	case []any:
		for _, one := range part {
			lines = append(lines, linesIn(one)...)
		}
	case map[string]any:
		for key, one := range part {
			text, isText := one.(string)
			if key != "value" || !isText {
				lines = append(lines, linesIn(one)...)
				continue
			}
			if state, err := command.ReadState(text); err == nil {
				lines = append(lines, state.Line)
			}
		}
	}
	return lines
}
