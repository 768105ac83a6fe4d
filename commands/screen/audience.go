package screen

import (
	"strings"
	"tcabot/commands/command"
	"tcabot/commands/kit"
	"tcabot/commands/locale"
)

// Channel is a conversation in Slack, with what matters for posting there.
type Channel struct {
	ID       string
	Name     string // current name; empty for a direct message
	Direct   bool   // a direct message with the bot
	Archived bool
	Joined   bool // the bot is in it
	External bool // shared with other companies
	Invited  bool // other companies are invited
	Members  int  // people in it, without the bot
	Guests   int  // guests among them, or GuestsUnknown or GuestsUncounted
}

// Unknown numbers of guests.
const (
	GuestsUnknown   = -1 // Slack did not respond
	GuestsUncounted = -2 // there are too many members to check each
)

// Audience says who can read a channel.
func Audience(s command.Screen, c Channel) kit.Line {
	if c.Direct {
		return kit.Phrase(s.Words, "audience.direct")
	}
	line := kit.Phrase(s.Words, "audience.people", "Count", c.Members, "Channel", kit.Channel(c.ID))
	add := func(id locale.Key, namesAndValues ...any) {
		line = append(line, kit.Text(s.Say("audience.and")), kit.Bold(s.Say(id, namesAndValues...)))
	}
	switch {
	case c.Guests > 0:
		add("audience.guests", "Count", c.Guests)
	case c.Guests == GuestsUnknown || c.Guests == GuestsUncounted:
		add("audience.uncounted")
	}
	switch {
	case c.External:
		add("audience.external")
	case c.Invited:
		add("audience.invited")
	}
	return line
}

// ChannelSpan is a link to a conversation; a direct message has no name in Slack, so it is described.
func ChannelSpan(w locale.Sayer, id string) kit.Span {
	if strings.HasPrefix(id, "D") {
		return kit.Text(w.Say("digest.direct"))
	}
	return kit.Channel(id)
}
