package line

import (
	"tcabot/commands/command"
	"tcabot/commands/kit"
)

// Button is a button that runs a line.
func Button(id, label, line string) kit.Button {
	return kit.Button{ID: "run/" + id, Label: label, Value: command.State{Line: line}.String()}
}

// OptionalButtons is a button that runs a line, or nothing when there is none.
func OptionalButtons(id, label, line string) kit.Buttons {
	if line == "" {
		return nil
	}
	return kit.Buttons{Button(id, label, line)}
}
