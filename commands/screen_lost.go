package commands

import (
	"tcabot/commands/kit"
	"tcabot/commands/spec"
)

const (
	maxLost   = 3  // branches without an answer that are named
	maxNarrow = 10 // teams that are offered to look at alone
)

// lost says which parts of a screen could not be had.
func lost(s spec.Screen, missing []string) kit.Message {
	if len(missing) == 0 {
		return nil
	}
	names := make([]string, len(missing))
	for i, id := range missing {
		names[i] = s.Say(id)
	}
	return kit.Message{kit.Gap(kit.Phrase(s.Words, "partial", "Parts", kit.Bold(join(s, names))))}
}
