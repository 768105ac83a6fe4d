package command

import "tcabot/commands/locale"

// UsageError is the error of an invalid command line.
type UsageError struct {
	Reason  locale.Key   // what is wrong
	Data    []any        // names and values for that sentence
	Command *Command     // whose usage helps; nil when no command was found
	Suggest []Suggestion // the most likely first

	Arg string // name of the invalid argument; empty for the line as a whole

	values values // valid values of the argument
}

// Error implements error. People see the catalogue's sentence instead.
func (e *UsageError) Error() string { return "usage: " + string(e.Reason) }

// Suggestion is a line that may have been meant, with the arguments of the one that was typed.
type Suggestion struct {
	Line    string
	Changes bool // it changes something, so that a wrong guess must not run at a press
}
