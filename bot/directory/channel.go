package directory

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"tcabot/api/origin"
	"tcabot/bot/deliver"
	"tcabot/commands/command"
	"tcabot/commands/screen"
	"tcabot/commands/subscription"

	"github.com/slack-go/slack"
)

var _ subscription.Channels = (*Directory)(nil)

const (
	// memberPage and memberPages bound how many people of a channel are looked at for guests.
	memberPage, memberPages = 1000, 20
)

// errMany says that there are more people than are looked at.
var errMany = errors.New("too many people to look at")

// Channel implements subscription.Channels.
func (d *Directory) Channel(ctx context.Context, _, id string) (screen.Channel, error) {
	origin.Unknown(ctx) // what is remembered of a channel changes with Slack's events
	if known, ok := d.channels.get(id); ok {
		return known, nil
	}
	c, err := d.describe(ctx, id)
	if err != nil || c.Direct || c.Archived {
		return c, err
	}
	c.Members, c.Guests = d.count(ctx, c)
	if c.Guests != screen.GuestsUnknown {
		d.channels.set(id, c, channelMemory)
	}
	return c, nil
}

// describe asks Slack what a conversation is now, but not who is in it: Guests is 0.
func (d *Directory) describe(ctx context.Context, id string) (screen.Channel, error) {
	info, err := d.info(ctx, deliver.Answer, id)
	if err != nil {
		return screen.Channel{}, err
	}
	c := screen.Channel{
		ID: id, Name: info.Name, Direct: info.IsIM, Archived: info.IsArchived, Joined: info.IsMember || info.IsIM,
		External: info.IsExtShared, Invited: info.IsPendingExtShared, Members: info.NumMembers,
	}
	if c.Joined && c.Members > 0 {
		c.Members-- // the bot
	}
	return c, nil
}

// Refresh asks Slack what a conversation is now, but not who is in it, and forgets what it was.
func (d *Directory) Refresh(ctx context.Context, id string) (screen.Channel, error) {
	d.ForgetChannel(id)
	return d.describe(ctx, id)
}

// ForgetChannel drops what is remembered of a channel, because something happened to it.
func (d *Directory) ForgetChannel(id string) { d.channels.forget(id) }

// Member implements subscription.Channels.
func (d *Directory) Member(ctx context.Context, id string, who command.Who) (bool, error) {
	in := false
	err := d.eachMember(ctx, deliver.Answer, id, func(user string) bool {
		in = in || user == who.User
		return !in
	})
	if errors.Is(err, errMany) {
		err = nil
	}
	return in, err
}

// Direct implements subscription.Channels.
func (d *Directory) Direct(ctx context.Context, who command.Who) (screen.Channel, error) {
	var c *slack.Channel
	err := d.reader.Read(ctx, deliver.OpenDirect, deliver.Answer, func(ctx context.Context) (err error) {
		c, _, _, err = d.client.OpenConversationContext(ctx, &slack.OpenConversationParameters{Users: []string{who.User}, ReturnIM: true})
		return err
	})
	if err != nil {
		return screen.Channel{}, channelError("open a direct message", err)
	}
	return screen.Channel{ID: c.ID, Direct: true, Joined: true, Members: 1}, nil
}

// count counts the people in a conversation, without bots, and the guests among them.
func (d *Directory) count(ctx context.Context, c screen.Channel) (people, guests int) {
	var ids []string
	err := d.eachMember(ctx, deliver.Answer, c.ID, func(user string) bool {
		ids = append(ids, user)
		return true
	})
	var kinds map[string]kind
	if err == nil {
		kinds, err = d.members(ctx, slices.DeleteFunc(ids, func(id string) bool { return id == d.conf.Bot }))
	}
	switch {
	case errors.Is(err, errMany):
		return c.Members, screen.GuestsUncounted
	case err != nil:
		d.log.WarnContext(ctx, "cannot count the people in a channel", "channel", c.ID, "error", err)
		return c.Members, screen.GuestsUnknown
	}
	for _, k := range kinds {
		switch k {
		case regular:
			people++
		case guest:
			people++
			guests++
		case robot:
		}
	}
	return people, guests
}

// eachMember calls visit for the members of a conversation until it returns false.
func (d *Directory) eachMember(ctx context.Context, priority deliver.Priority, id string, visit func(user string) bool) error {
	p := slack.GetUsersInConversationParameters{ChannelID: id, Limit: memberPage}
	for range memberPages {
		var users []string
		var next string
		err := d.reader.Read(ctx, deliver.ReadMembers, priority, func(ctx context.Context) (err error) {
			users, next, err = d.client.GetUsersInConversationContext(ctx, &p)
			return err
		})
		if err != nil {
			return channelError("list the people in a channel", err)
		}
		for _, u := range users {
			if !visit(u) {
				return nil
			}
		}
		if next == "" {
			return nil
		}
		p.Cursor = next
	}
	return errMany
}

// channelError converts an error of a call about a conversation.
func channelError(what string, err error) error {
	if refused, ok := errors.AsType[*deliver.Error](err); ok {
		switch refused.Code {
		case "channel_not_found", "not_in_channel":
			return command.ErrNoChannel
		case "user_not_found", "user_disabled", "cannot_dm_bot":
			return command.ErrDirect
		}
	}
	return fmt.Errorf("%s: %w: %w", what, command.ErrSlack, err)
}
