package screen

import (
	"slices"
	"strings"
	"tcabot/commands/command"
	"tcabot/commands/kit"
)

// Narrowed lists the filters of a list in small print, except for some, in the reader's language, with the time zone of
// dates.
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
