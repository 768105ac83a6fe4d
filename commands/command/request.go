package command

import (
	"crypto/sha256"
	"encoding/hex"
	"tcabot/api"
	"tcabot/commands/locale"
	"time"
)

// Who is a person in Slack. IDs are opaque.
type Who struct{ Workspace, User string }

// Request is a person's request, by whichever surface.
type Request struct {
	ID      string // of what Slack delivered, possibly several times and to several processes; empty when it writes nothing
	Who     Who
	Channel string // where it was asked
	Surface string // how: "slash", "button", "form", "mention" or "message"
	Direct  bool   // a direct message, with the bot or with somebody else
	Command string // the slash command as people type it, such as "/tca"
	// Submitted says that the line is that of a form that its command opened to make something: sending such a form may
	// count as the confirmation of what it asks for.
	Submitted bool
	Words     locale.Words
	Page      Page
	By        string // Slack user who shared the screen; empty for a private one

	Zone  *time.Location // the person's own; never nil
	Zoned bool           // Zone comes from Slack; false: it is a substitute for an unknown one

	// Username is the person's TCA user name, if they are connected: the value of "me" in a filter.
	Username string
	// Defaults are the default targets, the one that counts first; nil when they have to be looked up.
	Defaults []Target
	// Login is the generation of the link whose token TCA uses.
	Login int64
	// Names are further names under which the person's commits appear: me means all of them.
	Names []string
	// TCA uses the person's own token. It is nil for a command whose Access is Anyone, and for one that is Welcome while the
	// person has no account.
	TCA *api.Client

	write func() string // the line with the current arguments
}

// Line is the line of the current command with another value for one of its arguments.
func (r *Request) Line(arg *string, value string) string {
	before := *arg
	defer func() { *arg = before }()
	*arg = value
	return r.write()
}

// Stay makes Line return a fixed line: for a request that belongs to no command.
func (r *Request) Stay(line string) { r.write = func() string { return line } }

// Page is the requested part of a list.
type Page struct {
	Offset int
	Was    int // the list's total when the person last saw it; 0 when they did not

	moved bool
}

// Moved notes that the requested page no longer exists and that the one at offset is shown instead.
func (p *Page) Moved(offset int) { p.Offset, p.moved = offset, true }

// KeyOf identifies the request whose answer offers to do something. The button that does it carries the key, so that it is
// done once, however often the button is pressed or its press is delivered.
func KeyOf(r *Request) string {
	sum := sha256.Sum256([]byte(r.ID))
	return hex.EncodeToString(sum[:6])
}
