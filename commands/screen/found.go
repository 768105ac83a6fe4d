package screen

import (
	"tcabot/commands/command"
	"tcabot/commands/kit"
	"tcabot/commands/target"
)

// FoundNote says which scan a list of what is new is about; nothing when it is about none.
func FoundNote(s command.Screen, f target.Found) kit.Message {
	switch {
	case f.Scan == 0:
		return nil
	case f.Pin != "":
		return kit.Message{kit.Note(kit.Phrase(s.Words, "found.since", "Pin", kit.Bold(f.Pin), "Scan", kit.Number(f.Scan), "When", kit.When(f.At, "?")))}
	default:
		return kit.Message{kit.Note(kit.Phrase(s.Words, "found.last", "Scan", kit.Number(f.Scan), "When", kit.When(f.At, "?")))}
	}
}
