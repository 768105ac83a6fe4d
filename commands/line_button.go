package commands

import (
	"tcabot/commands/kit"
	"tcabot/commands/spec"
)

// runs is a button that runs a line.
func runs(id, label, line string) kit.Button {
	return kit.Button{ID: "run/" + id, Label: label, Value: spec.State{Line: line}.String()}
}

// leads is a button that runs a line, or nothing when there is none.
func leads(id, label, line string) kit.Buttons {
	if line == "" {
		return nil
	}
	return kit.Buttons{runs(id, label, line)}
}
