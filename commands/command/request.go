package command

import (
	"tcabot/api"
	"tcabot/commands/locale"
	"time"
)

// Who is a person in Slack. IDs are opaque.
type Who struct{ Workspace, User string }

// Request is one thing a person asked, whatever way it came in.
type Request struct {
	Who     Who
	Channel string // where it was asked
	Direct  bool   // a conversation of this one person with somebody or with the bot, not a channel
	Command string // the slash command as people type it, such as "/tca"
	Words   locale.Words
	Page    Page
	By      string // Slack user who shared the screen with everybody in the conversation; empty on a private one

	Zone  *time.Location // the person's own; never nil
	Zoned bool           // Slack told it; false: it stands in for one that is not known now

	// Username is the person's TCA user, as far as they are connected: what "me" means in a filter.
	Username string
	// TCA acts with this person's own token. It is nil for a command whose Access is Anyone.
	TCA *api.Client

	write func() string // the line as its arguments stand now
}

// Line is the present command as a line, with another value for one of its arguments: what a button carries that asks
// the same of something else.
func (r *Request) Line(arg *string, value string) string {
	before := *arg
	defer func() { *arg = before }()
	*arg = value
	return r.write()
}

// Stay makes a line of its own of every line the request is asked for: for what is asked outside of any command.
func (r *Request) Stay(line string) { r.write = func() string { return line } }

// Page is which part of a list is wanted.
type Page struct {
	Offset int
	Was    int // the list's total when the person last saw it; 0 when they did not

	moved bool
}

// Moved notes that the wanted page no longer exists and that the one at offset is shown instead.
func (p *Page) Moved(offset int) { p.Offset, p.moved = offset, true }
