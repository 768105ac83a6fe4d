package line

import (
	"tcabot/commands/command"
	"tcabot/commands/kit"
)

// Pick is a button that runs a line about what is ticked in the check boxes of its message: one of the line's words is
// command.Selected, in whose place the values of the boxes stand then.
func Pick(id, label string, l Line) kit.Button {
	return kit.Button{ID: "pick/" + id, Label: label, Value: command.State{Line: l.text}.String()}
}

// PickForm is to Form what Pick is to Button.
func PickForm(id, label string, l Line) kit.Button {
	return kit.Button{ID: "pickfill/" + id, Label: label, Value: command.State{Line: l.text}.String()}
}
