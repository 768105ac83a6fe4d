package digest

import (
	"context"
	"tcabot/commands/command"
	"tcabot/commands/screen"
)

// Channels looks up conversations in Slack.
type Channels interface {
	// Channel returns a conversation, or ErrNoChannel when the bot cannot see one with that ID.
	Channel(ctx context.Context, workspace, id string) (screen.Channel, error)
	// Member reports whether a person is in a conversation.
	Member(ctx context.Context, id string, who command.Who) (bool, error)
	// Direct opens the bot's direct message with a person.
	Direct(ctx context.Context, who command.Who) (screen.Channel, error)
}

// ChannelError says why nothing can be posted to a channel.
type ChannelError struct {
	Channel string
	Reason  Reason // ReasonArchived, ReasonChannel or ReasonAudience
}

// Error implements error. People see the catalogue's sentence instead.
func (e *ChannelError) Error() string { return "cannot post there: " + string(e.Reason) }

// Policy is what an administrator allows.
type Policy struct {
	Guests   bool // digests in channels with guests of the workspace
	External bool // digests in channels shared with other companies
}

// Allows reports whether digests may be posted to a channel with such members.
func (p Policy) Allows(c screen.Channel) bool {
	return (p.External || !c.External && !c.Invited) && (p.Guests || c.Guests == 0)
}

// postable checks that the person who asks can have a digest posted to a channel. The error is a *ChannelError when
// nobody can. A channel that they are not a member of gives the same error as one that does not exist.
func (d Deps) postable(ctx context.Context, r *command.Request, id string) (screen.Channel, error) {
	if id != r.Channel {
		in, err := d.Channels.Member(ctx, id, r.Who)
		if err != nil {
			return screen.Channel{}, err
		}
		if !in {
			return screen.Channel{}, command.ErrNoChannel
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
	case !d.Policy.Guests && c.Guests == screen.GuestsUnknown:
		return c, command.ErrSlack
	case !d.Policy.Allows(c):
		return c, &ChannelError{id, ReasonAudience}
	}
	return c, nil
}
