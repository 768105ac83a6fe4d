package commands

import (
	"tcabot/commands/kit"
	"tcabot/commands/spec"
)

// ChooseError says that a line could mean several things, or nothing that exists but something near. The person
// chooses by a button, which runs the line with everything else in it kept.
type ChooseError struct {
	Reason  string // catalogue key
	Data    []any  // names and values for that sentence
	Choices []Choice
}

// Choice is one thing that could have been meant.
type Choice struct{ Label, Line string }

// Error implements error. People see the catalogue's sentence instead.
func (e *ChooseError) Error() string { return "choose: " + e.Reason }

// maxChoices is how many are offered; more would be a wall of buttons.
const maxChoices = 8

func (e *ChooseError) buttons(s spec.Screen) kit.Message {
	m := kit.Message{kit.Para(kit.Phrase(s.Words, e.Reason, e.Data...))}
	var row kit.Buttons
	for i, c := range e.Choices[:min(len(e.Choices), maxChoices)] {
		row = append(row, runs("choose"+string(rune('a'+i)), c.Label, c.Line))
	}
	if len(row) > 0 {
		m = append(m, row)
	}
	if more := len(e.Choices) - len(row); more > 0 {
		m = append(m, kit.Note(kit.Phrase(s.Words, "choose.more", "Count", more)))
	}
	return m
}
