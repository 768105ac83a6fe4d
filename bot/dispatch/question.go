package dispatch

import (
	"strings"
	"tcabot/api/secret"
	"tcabot/commands/command"
	"tcabot/commands/kit"
	"tcabot/commands/locale"
	"time"
)

// Surface is a way of asking.
type Surface int

// The surfaces.
const (
	Slash      Surface = iota + 1 // a typed slash command
	Button                        // a button or menu, or a form that one opened
	Suggestion                    // a field that is being typed into
	Mention                       // a message in a channel that mentions the bot
	Message                       // a message in the direct message with the bot
	Link                          // a link to a page of TCA in a message
	Shortcut                      // a shortcut of a message, or of Slack's menu
	Home                          // the App Home that is published
)

// String is the surface's word, as records name it.
func (s Surface) String() string {
	switch s {
	case Slash:
		return "slash"
	case Button:
		return "button"
	case Mention:
		return "mention"
	case Message:
		return "message"
	case Link:
		return "link"
	case Shortcut:
		return "shortcut"
	case Home:
		return "home"
	default:
		return "suggestion"
	}
}

// surface is the word of the question's surface; a form is another one than the button that opened it.
func (q Question) surface() string {
	if q.Submitted {
		return "form"
	}
	return q.Surface.String()
}

// isMessage reports whether the line is part of a message that others may read, and that stays.
func (s Surface) isMessage() bool { return s == Mention || s == Message }

// Question is a person's request, by whichever surface. The surface builds it once, and everything else uses it.
type Question struct {
	ID      string // of what Slack delivered, possibly several times and to several processes
	Who     command.Who
	Channel string // where it was asked
	Thread  string // in which it was asked; empty for none
	Direct  bool   // a conversation of this one person with somebody or with the bot, not a channel

	// Profile is what is stored of the person and the channel; nil when it has to be looked up.
	Profile *command.Profile

	Words locale.Words   // in the person's language
	Zone  *time.Location // the person's own; never nil
	Zoned bool           // Zone comes from Slack; false: it is a substitute for an unknown one

	Surface Surface
	Line    string        // the command line
	State   command.State // of the button that was pressed; the zero one for a typed line

	Submitted bool // Line is that of a submitted form that makes something
}

// Request is the question as commands take it, asked with a slash command: it has everything but the person's account.
func (q Question) Request(slash string) *command.Request {
	r := &command.Request{
		ID: q.ID, Who: q.Who, Channel: q.Channel, Surface: q.surface(), Direct: q.Direct, Command: slash, Words: q.Words, Zone: q.Zone, Zoned: q.Zoned,
		Page: command.Page{Offset: q.State.Offset, Was: q.State.Was}, By: q.State.By,
		Submitted: q.Submitted,
	}
	if q.Profile != nil {
		r.Defaults = q.Profile.Defaults()
	}
	return r
}

// isOld reports whether the question comes from a button of another version, which does not say all of it.
func (q Question) isOld() bool { return q.Surface == Button && !q.State.Known }

// Answer is the answer to a Question.
type Answer struct {
	Message  kit.Rendered
	OK       bool // the command succeeded; false: the message explains the error
	Separate bool // not to be shown in the place of the screen it was asked from
	Personal bool // another person's answer to the same question is another
	// Rejected is what is wrong with arguments, by their names, when that is why the command failed.
	Rejected map[string]string
	// Next is the value of the button that shows the next page of a list; empty without one.
	Next string
	// Total is how long the list is that the answer shows a part of.
	Total int
}

// HoldsToken reports whether a text may contain a TCA token, however a keyboard or a clipboard wrote it. Such a text is not
// processed any further: no part of it may appear in an answer or a button.
func HoldsToken(text string) bool { return secret.MayHoldToken(command.Plain(text)) }

// once is a line without the slash command in front of it, which people type or paste a second time.
func once(line, slash string) string {
	for {
		first, rest, _ := strings.Cut(strings.TrimSpace(line), " ")
		if !strings.EqualFold(first, slash) {
			return line
		}
		line = strings.TrimSpace(rest)
	}
}

// Tokens are what looks like a TCA token in a text, in lower case.
func Tokens(text string) []string { return secret.Tokens(command.Plain(text)) }
