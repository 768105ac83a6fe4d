package command

import "tcabot/commands/locale"

// UsageError is a command line that cannot be run as it stands.
type UsageError struct {
	Reason  locale.Key // what is wrong
	Data    []any      // names and values for that sentence
	Command *Command   // whose usage helps; nil when no command was found
	Suggest []string   // corrected lines, arguments kept, the likeliest first

	Arg string // the name of the argument it is about; empty for the line as a whole

	values values // what the argument would take
}

// Error implements error. People see the catalogue's sentence instead.
func (e *UsageError) Error() string { return "usage: " + string(e.Reason) }
