package gate

import (
	"tcabot/commands/command"
	"tcabot/commands/kit"
	"tcabot/commands/line"
	"tcabot/commands/locale"
)

type sentinelError string

func (e sentinelError) Error() string { return string(e) }

// Errors about gates and pins.
const (
	// ErrChanged says that somebody else changed the gate or the pin first.
	ErrChanged = sentinelError("changed meanwhile")
	// ErrManyGates says that a team has the maximum number of gates.
	ErrManyGates = sentinelError("too many gates in one team")
	// ErrManyPins says that a branch has the maximum number of pins.
	ErrManyPins = sentinelError("too many pins of one branch")
	// ErrNoPin says that a branch has no pin with that name.
	ErrNoPin = sentinelError("no such pin")
)

// Explain implements command.Explainer.
func (e sentinelError) Explain(s command.Screen) kit.Message {
	var id locale.Key
	switch e {
	case ErrChanged:
		id = "error.gate_changed"
	case ErrManyGates:
		id = "error.many_gates"
	case ErrManyPins:
		id = "error.many_pins"
	case ErrNoPin:
		id = "error.no_pin"
	}
	return kit.Message{kit.Para(kit.Phrase(s.Words, id)), kit.Buttons{line.Button("again", s.Say("button.again"), line.This(s))}}
}
