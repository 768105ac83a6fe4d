package digest

import (
	"context"
	"tcabot/commands/command"
	"tcabot/commands/screen"
)

// Channels tells about conversations.
type Channels interface {
	// Channel looks at a conversation; ErrNoChannel when there is none of that ID that the bot may know of.
	Channel(ctx context.Context, workspace, id string) (screen.Channel, error)
	// Member reports whether a person is in a conversation.
	Member(ctx context.Context, id string, who command.Who) (bool, error)
	// Direct opens the bot's direct message with a person.
	Direct(ctx context.Context, who command.Who) (screen.Channel, error)
}

// ChannelError says why nothing can be posted into a channel.
type ChannelError struct {
	Channel string
	Reason  Reason // ReasonArchived, ReasonChannel or ReasonAudience
}

// Error implements error. People see the catalogue's sentence instead.
func (e *ChannelError) Error() string { return "cannot post there: " + string(e.Reason) }

// Policy is what an administrator allows.
type Policy struct {
	Guests   bool // digests where guests of the workspace read along
	External bool // digests in channels shared with other companies
}

// Allows reports whether an administrator lets digests be posted where such people read.
func (p Policy) Allows(c screen.Channel) bool {
	return (p.External || !c.External) && (p.Guests || c.Guests == 0)
}

// postable finds out whether whoever asks can have a digest posted into a channel. The error is a *ChannelError when
// nobody can. Of a channel that they are not in they hear no more than of one that is not there.
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
