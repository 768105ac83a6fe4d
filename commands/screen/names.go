package screen

import (
	"tcabot/commands/command"
	"tcabot/commands/kit"
	"tcabot/commands/line"
)

// MyNames says for which names "me" stands: TCA knows authors by the name in their commits.
func MyNames(s command.Screen, names []string) kit.Note {
	shown := make([]string, len(names))
	for i, name := range names {
		shown[i] = kit.Name(name, "?", 60)
	}
	return kit.Note(kit.Phrase(s.Words, "names.searched", "Names", kit.Text(Join(s, shown)), "Count", len(names)))
}

// NamesButton opens the person's names.
func NamesButton(s command.Screen) kit.Button {
	return line.Button("names", s.Say("names.button"), line.Names())
}
