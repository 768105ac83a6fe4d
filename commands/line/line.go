// Package line makes command lines: it is the only place that knows how the line of each screen is written, so that no
// button, menu or link concatenates one.
package line

import (
	"slices"
	"tcabot/commands/command"
	"tcabot/commands/kit"
)

// Line is a command line that a control carries. The zero one stands for none: no line can name the object.
type Line struct{ text string }

// String is the line as people could type it.
func (l Line) String() string { return l.text }

// IsZero reports whether there is no line.
func (l Line) IsZero() bool { return l.text == "" }

// Typed is a line that was written elsewhere: typed by a person, carried by a button, or completed by a command.
func Typed(text string) Line { return Line{text} }

// Of is the line of a command with its arguments.
func Of(name string, args command.Args) Line { return Line{command.Write(name, args)} }

// This is the line of a screen itself.
func This(s command.Screen) Line { return Line{s.Line} }

// With adds a filter to the line. The value is one that any line can carry: see Exactly for others.
func (l Line) With(filter, value string) Line {
	return Line{l.text + " " + command.Join([]string{filter + ":" + value})}
}

// Flag adds a flag to the line.
func (l Line) Flag(name string) Line { return Line{l.text + " --" + name} }

// Without removes a flag from the line.
func (l Line) Without(flag string) Line {
	words, err := command.Split(l.text)
	if err != nil {
		return l
	}
	return Line{command.Join(slices.DeleteFunc(words, func(w string) bool { return w == "--"+flag }))}
}

// Button is a button that runs a line.
func Button(id, label string, l Line) kit.Button {
	return kit.Button{ID: "run/" + id, Label: label, Value: command.State{Line: l.text}.String()}
}

// OptionalButtons is a button that runs a line, or nothing when there is none.
func OptionalButtons(id, label string, l Line) kit.Buttons {
	if l.IsZero() {
		return nil
	}
	return kit.Buttons{Button(id, label, l)}
}

// Form is a button that opens the form of a line's command, filled in with the arguments of the line.
func Form(id, label string, l Line) kit.Button {
	return kit.Button{ID: "fill/" + id, Label: label, Value: command.State{Line: l.text}.String()}
}

// Option is an option of a menu that runs a line.
func Option(label string, l Line) kit.Option {
	return kit.Option{Label: label, Value: command.State{Line: l.text}.String()}
}

func of(words ...string) Line { return Line{command.Join(words)} }

// Again is the line of a request that is being answered, with another value for one of its arguments.
func Again(r *command.Request, arg *string, value string) Line { return Line{r.Line(arg, value)} }
