package screen

import (
	"strings"
	"tcabot/commands/command"
	"tcabot/commands/kit"
	"tcabot/commands/locale"
)

// Channel is a conversation in Slack, as far as it matters to what is posted there.
type Channel struct {
	ID       string
	Name     string // as it is now; empty for a direct message
	Direct   bool   // only one person and the bot
	Archived bool
	Joined   bool // the bot is in it
	External bool // people of other companies can be in it
	Members  int  // people in it, the bot aside
	Guests   int  // of them; GuestsUnknown or GuestsUncounted when that is not known
}

// What is not known of guests.
const (
	GuestsUnknown   = -1 // Slack did not tell now
	GuestsUncounted = -2 // there are too many people to look at each
)

// Audience says who reads along in a channel.
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
	if c.External {
		add("audience.external")
	}
	return line
}

// ChannelSpan names a conversation: by its link, but for a direct message, which has no name in Slack.
func ChannelSpan(w locale.Sayer, id string) kit.Span {
	if strings.HasPrefix(id, "D") {
		return kit.Text(w.Say("digest.direct"))
	}
	return kit.Channel(id)
}
