package commands

import (
	"context"
	"strings"
	"tcabot/commands/kit"
	"tcabot/commands/spec"
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

// Channels tells about conversations.
type Channels interface {
	// Channel looks at a conversation; ErrNoChannel when there is none of that ID that the bot may know of.
	Channel(ctx context.Context, workspace, id string) (Channel, error)
	// Member reports whether a person is in a conversation.
	Member(ctx context.Context, id string, who spec.Who) (bool, error)
	// Direct opens the bot's direct message with a person.
	Direct(ctx context.Context, who spec.Who) (Channel, error)
}

// ChannelError says why nothing can be posted into a channel.
type ChannelError struct {
	Channel string
	Reason  DigestReason // ReasonArchived, ReasonChannel or ReasonAudience
}

// Error implements error. People see the catalogue's sentence instead.
func (e *ChannelError) Error() string { return "cannot post there: " + string(e.Reason) }

// Audience says who reads along in a channel.
func Audience(s spec.Screen, c Channel) kit.Line {
	if c.Direct {
		return kit.Phrase(s.Words, "audience.direct")
	}
	line := kit.Phrase(s.Words, "audience.people", "Count", c.Members, "Channel", kit.Channel(c.ID))
	add := func(id string, namesAndValues ...any) {
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

// channelSpan names a conversation: by its link, but for a direct message, which has no name in Slack.
func channelSpan(w sayer, id string) kit.Span {
	if strings.HasPrefix(id, "D") {
		return kit.Text(w.Say("digest.direct"))
	}
	return kit.Channel(id)
}

// Allows reports whether an administrator lets digests be posted where such people read.
func (d Deps) Allows(c Channel) bool {
	return (d.Policy.External || !c.External) && (d.Policy.Guests || c.Guests == 0)
}

// Policy is what an administrator allows.
type Policy struct {
	Guests   bool // digests where guests of the workspace read along
	External bool // digests in channels shared with other companies
}

// postable finds out whether whoever asks can have a digest posted into a channel. The error is a *ChannelError when
// nobody can. Of a channel that they are not in they hear no more than of one that is not there.
func (d Deps) postable(ctx context.Context, r *spec.Request, id string) (Channel, error) {
	if id != r.Channel {
		in, err := d.Channels.Member(ctx, id, r.Who)
		if err != nil {
			return Channel{}, err
		}
		if !in {
			return Channel{}, ErrNoChannel
		}
	}
	c, err := d.Channels.Channel(ctx, r.Who.Workspace, id)
	switch {
	case err != nil:
		return c, err
	case c.Archived:
		return c, &ChannelError{id, ReasonArchived}
	case !c.Joined:
		return c, &ChannelError{id, ReasonChannel}
	case !d.Policy.Guests && c.Guests == GuestsUnknown:
		return c, ErrSlack
	case !d.Allows(c):
		return c, &ChannelError{id, ReasonAudience}
	}
	return c, nil
}
