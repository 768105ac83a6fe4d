package command

import (
	"slices"
	"strings"
	"tcabot/commands/kit"
	"tcabot/commands/locale"
)

// Explainer is an error that explains itself to a person: what went wrong and what to do next.
type Explainer interface {
	error
	Explain(Screen) kit.Message
}

type commandError string

func (e commandError) Error() string { return string(e) }

// Is implements errors.Is: a person whose token cannot be read is not linked, and a token in a message was typed.
func (e commandError) Is(target error) bool {
	return e == ErrUnreadable && target == ErrNotLinked || e == ErrTokenPosted && target == ErrTokenTyped
}

// ScopeError says that the Slack app was not given a permission.
type ScopeError struct {
	Scopes []string // one of them is needed; never empty
}

// Error implements error. People see the catalogue's sentence instead.
func (e *ScopeError) Error() string {
	return "the Slack app needs the scope " + strings.Join(e.Scopes, " or ")
}

// Errors that any command may return.
const (
	// ErrNotLinked says that no TCA token is stored for a person.
	ErrNotLinked = commandError("no TCA account is connected")
	// ErrUnreadable says that no configured key opens a person's stored token. It is ErrNotLinked, too: everything works as
	// for a person without a token, and a login replaces it.
	ErrUnreadable = commandError("the stored TCA token cannot be opened")
	// ErrKeyElsewhere says that another process of the bot has the key that opens a person's stored token, and this one has not:
	// keys are being changed. Nothing is wrong with the token.
	ErrKeyElsewhere = commandError("another process has the key of the stored TCA token")
	// ErrBusy says that the maximum number of commands is running.
	ErrBusy = commandError("too many commands at once")
	// ErrBadButton says that the value of a button was not written by the bot.
	ErrBadButton = commandError("button not understood")
	// ErrNoneSelected says that a button acts on what is selected in its message, and nothing is.
	ErrNoneSelected = commandError("nothing selected")
	// ErrForeign says that the person belongs to another workspace.
	ErrForeign = commandError("another workspace's user")
	// ErrTokenTyped says that a line contains what looks like a TCA token.
	ErrTokenTyped = commandError("a token in a line")
	// ErrTokenPosted is ErrTokenTyped for a line in a message: unlike a slash command, it stays where others read it.
	ErrTokenPosted = commandError("a token in a message")
	// ErrRevisionTyped says that a line with what may be a revision or a token cannot be run.
	ErrRevisionTyped = commandError("a line with a revision or a token cannot be run")
	// ErrStopping says that the bot is shutting down.
	ErrStopping = commandError("the bot is restarting")
	// ErrManyExports says that a person has the maximum number of exports running.
	ErrManyExports = commandError("too many exports of one person")
	// ErrSwitched says that a person has connected another account, or the same one again, while their former token was used.
	ErrSwitched = commandError("another account was connected meanwhile")
	// ErrUpload says that Slack rejected a file.
	ErrUpload = commandError("file not taken")
	// ErrDirect says that Slack does not let the bot send a direct message to a person.
	ErrDirect = commandError("no direct message to this person")
	// ErrUnconfirmed says that Slack did not confirm a direct message.
	ErrUnconfirmed = commandError("a direct message is not confirmed")
	// ErrSlack says that Slack did not respond as expected.
	ErrSlack = commandError("Slack does not answer")
	// ErrStorage says that the bot's own database does not respond.
	ErrStorage = commandError("the bot's database does not answer")
	// ErrNoChannel says that the bot cannot see a conversation with that ID.
	ErrNoChannel = commandError("no such channel")
	// ErrDeadline is the cause of a command's context that reached its deadline.
	ErrDeadline = commandError("no answer in time")
)

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

// unknownCommand is the reason for refusing a line that begins with no command.
const unknownCommand locale.Key = "usage.unknown_command"

// IsStrange reports whether the line begins with no command, nor with anything that resembles one: it may be a name.
func (e *UsageError) IsStrange() bool { return e.Reason == unknownCommand && len(e.Suggest) == 0 }

// IsUnknown reports whether the line begins with no command, whatever resembles it.
func (e *UsageError) IsUnknown() bool { return e.Reason == unknownCommand }

// Suggestion is a line that may have been meant, with the arguments of the one that was typed.
type Suggestion struct {
	Line    string
	Changes bool // it changes something, so that a wrong guess must not run at a press
}

// addressed are the arguments that take a branch as repo@branch.
var addressed = []string{"project", "target"}

// tooMany is the error of an extra word. A repository and a branch typed as two words are the most likely cause: then it
// suggests repo@branch.
func (as Args) tooMany(before []string, word string) error {
	data := []any{"Word", word}
	takesAddress := slices.ContainsFunc(as, func(a Arg) bool { return a.form == positional && slices.Contains(addressed, a.name) })
	if len(before) > 0 && takesAddress {
		if repo := before[len(before)-1]; plainName(repo) && plainName(word) {
			return &UsageError{Reason: "usage.too_many_address", Data: append(data, "Address", repo+"@"+word)}
		}
	}
	return &UsageError{Reason: "usage.too_many", Data: data}
}

// plainName reports whether a word can be a name, and is no address, filter, flag or number.
func plainName(word string) bool {
	return word != "" && !strings.HasPrefix(word, "-") && !strings.ContainsAny(word, "@#: ") && strings.ContainsFunc(word, func(r rune) bool { return r < '0' || r > '9' })
}
