package screen

import (
	"tcabot/commands/command"
	"tcabot/commands/kit"
	"tcabot/commands/line"
	"tcabot/commands/locale"
	"tcabot/commands/target"
)

// Lookup shows what a message names in TCA, a button each, and the way to find more.
func Lookup(s command.Screen, found []target.Reference) kit.Message {
	if len(found) == 0 {
		return kit.Message{kit.Para(kit.Phrase(s.Words, "lookup.none")), kit.Buttons{FindButton(s, true)}}
	}
	m := kit.Message{kit.Para(kit.Phrase(s.Words, "lookup.found", "Count", len(found)))}
	var row kit.Buttons
	for i, f := range found {
		label := s.Say(locale.Group("lookup_kind").Key(string(f.Kind)), "Name", kit.Name(f.Text, "?", 50))
		row = append(row, line.Button("found_"+kit.Number(i), label, f.Line))
	}
	return append(m, row, kit.Buttons{FindButton(s, false)}, kit.Note(kit.Phrase(s.Words, "lookup.rights")))
}

// FindButton opens the form that finds a branch, a repository or a team.
func FindButton(s command.Screen, isMain bool) kit.Button {
	button := line.Form("find", s.Say("find.button"), line.Find())
	button.Main = isMain
	return button
}
