package subscription

import (
	"context"
	"slices"
	"tcabot/commands/command"
	"tcabot/commands/screen"
	"tcabot/commands/target"
)

// Rules say who may see and change the subscriptions of a kind, and where they may be posted.
type Rules struct {
	target.Finder
	Kind     Kind
	Channels Channels
	Links    command.Links
	Policy   Policy
	Admins   []string // Slack users who may change everybody's subscriptions
}

// Channels looks up conversations in Slack.
type Channels interface {
	// Channel returns a conversation, or ErrNoChannel when the bot cannot see one with that ID.
	Channel(ctx context.Context, workspace, id string) (screen.Channel, error)
	// Member reports whether a person is in a conversation.
	Member(ctx context.Context, id string, who command.Who) (bool, error)
	// Direct opens the bot's direct message with a person.
	Direct(ctx context.Context, who command.Who) (screen.Channel, error)
}

// Policy is what an administrator allows.
type Policy struct {
	Guests   bool // subscriptions in channels with guests of the workspace
	External bool // subscriptions in channels shared with other companies
}

// Allows reports whether a subscription may be posted to a channel with such members.
func (p Policy) Allows(c screen.Channel) bool {
	return (p.External || !c.External && !c.Invited) && (p.Guests || c.Guests == 0)
}

// Of are the same rules for another kind.
func (l Rules) Of(k Kind) Rules {
	l.Kind = k
	return l
}

// MayChange reports whether the person who asks may change a subscription: its owner and the bot's administrators may.
func (l Rules) MayChange(r *command.Request, s Subscription) bool {
	return s.Owner == r.Who.User || slices.Contains(l.Admins, r.Who.User)
}

// Postable checks that the person who asks can subscribe a channel. The error is a *ChannelError when nobody can. A channel
// that they are not a member of gives the same error as one that does not exist.
func (l Rules) Postable(ctx context.Context, r *command.Request, id string) (screen.Channel, error) {
	if id != r.Channel {
		in, err := l.Channels.Member(ctx, id, r.Who)
		if err != nil {
			return screen.Channel{}, err
		}
		if !in {
			return screen.Channel{}, command.ErrNoChannel
		}
	}
	c, err := l.Channels.Channel(ctx, r.Who.Workspace, id)
	switch {
	case err != nil:
		return c, err
	case c.Archived:
		return c, &ChannelError{l.Kind, id, ReasonArchived}
	case !c.Joined:
		return c, &ChannelError{l.Kind, id, ReasonChannel}
	case !l.Policy.Guests && c.Guests == screen.GuestsUnknown:
		return c, command.ErrSlack
	case !l.Policy.Allows(c):
		return c, &ChannelError{l.Kind, id, ReasonAudience}
	}
	return c, nil
}

// Place sets the channel of a new subscription: the one that was named, or else the one where it was set up. For a direct
// message that is the one with the bot, also when the command was typed in one with somebody else.
func (l Rules) Place(ctx context.Context, r *command.Request, s *Subscription, to string) (screen.Channel, error) {
	if to == "" && r.Direct {
		c, err := l.Channels.Direct(ctx, r.Who)
		s.Channel = c.ID
		return c, err
	}
	if to != "" {
		s.Channel = to
	}
	return l.Postable(ctx, r, s.Channel)
}
