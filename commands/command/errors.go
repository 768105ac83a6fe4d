package command

type commandError string

func (e commandError) Error() string { return string(e) }

// Errors that any command may meet.
const (
	// ErrNotLinked says that no TCA token is stored for a person.
	ErrNotLinked = commandError("no TCA account is connected")
	// ErrBusy says that as many commands run as the bot takes on at once.
	ErrBusy = commandError("too many commands at once")
	// ErrBadButton says that a button carried what we never wrote.
	ErrBadButton = commandError("button not understood")
	// ErrForeign says that somebody of another workspace pressed or typed.
	ErrForeign = commandError("another workspace's user")
	// ErrTokenTyped says that a line holds what looks like a TCA token.
	ErrTokenTyped = commandError("a token in a line")
	// ErrStopping says that the bot is about to stop.
	ErrStopping = commandError("the bot is restarting")
	// ErrManyExports says that a person has as many files being written as one may.
	ErrManyExports = commandError("too many exports of one person")
	// ErrUpload says that Slack did not take a file.
	ErrUpload = commandError("file not taken")
	// ErrDirect says that Slack lets the bot write no direct message to a person.
	ErrDirect = commandError("no direct message to this person")
	// ErrUnconfirmed says that Slack did not tell whether it took a direct message.
	ErrUnconfirmed = commandError("a direct message is not confirmed")
	// ErrSlack says that Slack does not answer, or not what it should.
	ErrSlack = commandError("Slack does not answer")
	// ErrStorage says that the bot's own database does not answer.
	ErrStorage = commandError("the bot's database does not answer")
	// ErrNoChannel says that the bot knows of no such conversation.
	ErrNoChannel = commandError("no such channel")
	// ErrDeadline is the cause of a command's context that ran out of time.
	ErrDeadline = commandError("no answer in time")
)
