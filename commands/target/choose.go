package target

import (
	"tcabot/commands/command"
	"tcabot/commands/kit"
	"tcabot/commands/line"
	"tcabot/commands/locale"
)

// ChooseError says that a word of a line is ambiguous, or names nothing but resembles something. Each choice is a button,
// which runs the same line with the word replaced.
type ChooseError struct {
	Reason  locale.Key
	Data    []any // names and values for that sentence
	Choices []Choice
	Total   int       // how many there are, when that is more than Choices
	All     line.Line // lists them all; may be zero

	looked []Coverage // how much was searched
}

// Choice is one possible meaning.
type Choice struct {
	Label string
	Line  line.Line

	name string // as people type it
}

// Error implements error. People see the catalogue's sentence instead.
func (e *ChooseError) Error() string { return "choose: " + string(e.Reason) }

// maxChoices is how many choices get a button.
const maxChoices = 8

// Explain implements command.Explainer: it offers a button for each choice.
func (e *ChooseError) Explain(s command.Screen) kit.Message {
	m := kit.Message{kit.Para(kit.Phrase(s.Words, e.Reason, e.Data...))}
	var row kit.Buttons
	for i, c := range e.Choices[:min(len(e.Choices), maxChoices)] {
		row = append(row, line.Button("choose"+string(rune('a'+i)), c.Label, c.Line))
	}
	more := max(e.Total, len(e.Choices)) - len(row)
	if !e.All.IsZero() && (more > 0 || len(row) == 0) {
		row = append(row, line.Button("all", s.Say("button.all"), e.All))
	}
	if e.Reason == unknownTarget {
		row = append(row, line.Button("help", s.Say("error.show_help"), line.Help()))
	}
	if len(row) > 0 {
		m = append(m, row)
	}
	if more > 0 {
		m = append(m, kit.Note(kit.Phrase(s.Words, "choose.more", "Count", more)))
	}
	for _, l := range e.looked {
		m = append(m, l.Note(s)...)
	}
	return m
}

// NotOfferedError says that this TCA server does not have what a line asks for, though TCA's manual does.
type NotOfferedError struct{ What locale.Key }

// Error implements error. People see the catalogue's sentence instead.
func (e *NotOfferedError) Error() string { return "not offered: " + string(e.What) }

// Explain implements command.Explainer.
func (e *NotOfferedError) Explain(s command.Screen) kit.Message {
	return kit.Message{kit.Para(kit.Phrase(s.Words, e.What))}
}
