package action

import (
	"slices"
	"tcabot/commands/command"
	"tcabot/commands/kit"
	"tcabot/commands/locale"
)

// The fields that hold shell commands. Passwords often stand in them.
const (
	PreBuildCommand Field = "pre_build_command"
	BuildCommand    Field = "build_command"
)

// ownOnly are the fields whose values the record shows only to the person who changed them: an administrator of the bot need
// not be able to see them in TCA.
var ownOnly = []Field{PreBuildCommand, BuildCommand}

// forOthers are the changes as anybody but the person who made them sees them.
func forOthers(changes []Change) []Change {
	changes = slices.Clone(changes)
	for i, c := range changes {
		if slices.Contains(ownOnly, c.Field) {
			changes[i].Before, changes[i].After, changes[i].Now, changes[i].Concealed = "", "", "", true
		}
	}
	return changes
}

// concealedValues is what stands in the place of values that the reader does not see.
func concealedValues(s command.Screen, c Change, asked bool) kit.Line {
	hidden := kit.Line{kit.Text(s.Say(locale.Group("change_field").Key(string(c.Field))) + s.Say("list.colon")), kit.Italic(s.Say("audit.concealed"))}
	if c.Outcome == Done || c.Outcome == Unknown && !asked {
		return hidden
	}
	return labelled(s, c.Outcome, hidden)
}
