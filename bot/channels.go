package bot

import (
	"context"
	"errors"
	"fmt"
	"tcabot/commands/command"
	"tcabot/commands/digest"
	"tcabot/commands/screen"

	"time"

	"github.com/slack-go/slack"
)

// channels implements commands.Channels.
type channels struct{ *Bot }

var _ digest.Channels = channels{}

const (
	// channelMemory is how long it is remembered who is in a conversation.
	channelMemory = 10 * time.Minute
	// memberPage and memberPages bound how many people are looked at for guests.
	memberPage, memberPages = 1000, 5
	// userPage and userPages bound the list of people in which guests are marked. It is asked for once an hour.
	userPage, userPages = 1000, 20
)

// Channel implements commands.Channels.
func (x channels) Channel(ctx context.Context, _, id string) (screen.Channel, error) {
	if known, ok := x.people.Get("channel " + id); ok {
		return known.(screen.Channel), nil
	}
	c, err := x.look(ctx, id)
	if err != nil || c.Direct || !c.Joined || c.Archived {
		return c, err
	}
	c.Members, c.Guests = x.members(ctx, c)
	if c.Guests != screen.GuestsUnknown {
		x.people.Set("channel "+id, c, channelMemory)
	}
	return c, nil
}

// look asks what a conversation is, but not who is in it.
func (x channels) look(ctx context.Context, id string) (screen.Channel, error) {
	info, err := x.slack.GetConversationInfoContext(ctx, &slack.GetConversationInfoInput{ChannelID: id, IncludeNumMembers: true})
	if err != nil {
		return screen.Channel{}, slackTrouble("look at a channel", err)
	}
	return screen.Channel{
		ID: id, Name: info.Name, Direct: info.IsIM, Archived: info.IsArchived, Joined: info.IsMember || info.IsIM,
		External: info.IsExtShared || info.IsPendingExtShared, Members: info.NumMembers,
	}, nil
}

// Member implements commands.Channels.
func (x channels) Member(ctx context.Context, id string, who command.Who) (bool, error) {
	in := false
	err := x.each(ctx, id, func(user string) bool {
		in = in || user == who.User
		return !in
	})
	if errors.Is(err, errMany) {
		err = nil
	}
	return in, err
}

// Direct implements commands.Channels.
func (x channels) Direct(ctx context.Context, who command.Who) (screen.Channel, error) {
	c, _, _, err := x.slack.OpenConversationContext(ctx, &slack.OpenConversationParameters{Users: []string{who.User}, ReturnIM: true})
	if err != nil {
		return screen.Channel{}, slackTrouble("open a direct message", err)
	}
	return screen.Channel{ID: c.ID, Direct: true, Joined: true, Members: 1}, nil
}

// members counts the people in a conversation, and the guests among them.
func (x channels) members(ctx context.Context, c screen.Channel) (people, guests int) {
	marked, err := x.guests(ctx)
	if err == nil {
		err = x.each(ctx, c.ID, func(user string) bool {
			if user != x.me {
				people++
			}
			if marked[user] {
				guests++
			}
			return true
		})
	}
	switch {
	case errors.Is(err, errMany):
		return c.Members, screen.GuestsUncounted
	case err != nil:
		x.log.WarnContext(ctx, "cannot count guests", "error", err)
		return c.Members, screen.GuestsUnknown
	}
	return people, guests
}

// errMany says that there are more people than are looked at.
var errMany = errors.New("too many people to look at")

// each goes through the people in a conversation while it is told to go on.
func (x channels) each(ctx context.Context, id string, on func(user string) bool) error {
	p := slack.GetUsersInConversationParameters{ChannelID: id, Limit: memberPage}
	for range memberPages {
		users, next, err := x.slack.GetUsersInConversationContext(ctx, &p)
		if err != nil {
			return slackTrouble("list the people in a channel", err)
		}
		for _, u := range users {
			if !on(u) {
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

// guests are the guests of the workspace, as they were within the last hour.
func (x channels) guests(ctx context.Context) (map[string]bool, error) {
	const key = "guests"
	if known, ok := x.people.Get(key); ok {
		return known.(map[string]bool), nil
	}
	all, err, _ := x.flights.Do(key, func() (any, error) {
		marked := map[string]bool{}
		pages := x.slack.GetUsersPaginated(slack.GetUsersOptionLimit(userPage))
		for range userPages {
			var err error
			pages, err = pages.Next(ctx)
			if pages.Done(err) {
				x.people.SetDefault(key, marked)
				return marked, nil
			}
			if err != nil {
				return nil, err
			}
			for _, u := range pages.Users {
				if u.IsRestricted || u.IsUltraRestricted {
					marked[u.ID] = true
				}
			}
		}
		return nil, errMany
	})
	if err != nil {
		return nil, err
	}
	return all.(map[string]bool), nil
}

// slackTrouble is an error of asking Slack about a conversation.
func slackTrouble(what string, err error) error {
	if refused, ok := errors.AsType[slack.SlackErrorResponse](err); ok {
		switch refused.Err {
		case "channel_not_found", "not_in_channel":
			return command.ErrNoChannel
		case "user_not_found", "user_disabled", "cannot_dm_bot":
			return command.ErrDirect
		}
	}
	return fmt.Errorf("%s: %w: %w", what, command.ErrSlack, err)
}
