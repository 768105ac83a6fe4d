package screen

import (
	"tcabot/commands/command"
	"tcabot/commands/kit"
	"tcabot/commands/locale"
)

// MaxMissing is how many missing parts are named.
const MaxMissing = 3

// Missing says which parts of a screen TCA did not return.
func Missing(s command.Screen, missing []locale.Key) kit.Message {
	if len(missing) == 0 {
		return nil
	}
	names := make([]string, len(missing))
	for i, id := range missing {
		names[i] = s.Say(id)
	}
	return kit.Message{kit.Gap(kit.Phrase(s.Words, "partial", "Parts", kit.Bold(Join(s, names))))}
}
