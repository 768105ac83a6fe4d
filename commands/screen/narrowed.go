package screen

import (
	"strings"
	"tcabot/commands/command"
	"tcabot/commands/kit"
)

// Narrowed says, in small print, what a list was narrowed to: the filters of its line, as anybody may type them, and
// whose days those are.
func Narrowed(s command.Screen) kit.Message {
	words, err := command.Split(s.Line)
	if err != nil || len(words) < 2 {
		return nil
	}
	var filters []string
	days := false
	for _, w := range words[2:] {
		if strings.Contains(w, ":") || strings.HasPrefix(w, "--") {
			filters = append(filters, command.Join([]string{w}))
			days = days || strings.HasPrefix(w, "since:") || strings.HasPrefix(w, "until:")
		}
	}
	if len(filters) == 0 {
		return nil
	}
	note := kit.Note(kit.Phrase(s.Words, "list.narrowed", "Filters", kit.Text(strings.Join(filters, "  "))))
	if days {
		note = append(note, kit.Text(s.Say("usage.day_zone")))
	}
	return kit.Message{note}
}
