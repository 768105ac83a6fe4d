package screen

import (
	"slices"
	"strings"
	"tcabot/commands/command"
	"tcabot/commands/kit"
)

// Narrowed says, in small print, what a list was narrowed to: its filters but for some, in the words of
// the reader's language, and whose days those are.
func Narrowed(s command.Screen, but ...string) kit.Message {
	var filters []string
	days := false
	for _, n := range s.Narrowed {
		if slices.Contains(but, n.Name) {
			continue
		}
		filters = append(filters, n.Labelled(s))
		days = days || n.Day
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
