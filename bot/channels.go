package bot

import (
	"context"
	"errors"
	"fmt"
	"tcabot/commands"
	"tcabot/commands/spec"
	"time"

	"github.com/slack-go/slack"
)

// channels implements commands.Channels.
type channels struct{ *Bot }

var _ commands.Channels = channels{}

const (
	// channelMemory is how long it is remembered who is in a conversation.
	channelMemory = 10 * time.Minute
	// memberPage and memberPages bound how many people are looked at for guests.
	memberPage, memberPages = 1000, 5
	// userPage and userPages bound the list of people in which guests are marked. It is asked for once an hour.
	userPage, userPages = 1000, 20
)

// Channel implements commands.Channels.
func (x channels) Channel(ctx context.Context, _, id string) (commands.Channel, error) {
	if known, ok := x.people.Get("channel " + id); ok {
		return known.(commands.Channel), nil
	}
	info, err := x.slack.GetConversationInfoContext(ctx, &slack.GetConversationInfoInput{ChannelID: id, IncludeNumMembers: true})
	if err != nil {
		return commands.Channel{}, slackTrouble("look at a channel", err)
	}
	c := commands.Channel{
		ID: id, Name: info.Name, Direct: info.IsIM, Archived: info.IsArchived, Joined: info.IsMember || info.IsIM,
		External: info.IsExtShared || info.IsPendingExtShared, Members: info.NumMembers,
	}
	if !c.Direct && c.Joined && !c.Archived {
		c.Members, c.Guests = x.members(ctx, c)
		x.people.Set("channel "+id, c, channelMemory)
	}
	return c, nil
}

// Direct implements commands.Channels.
func (x channels) Direct(ctx context.Context, who spec.Who) (commands.Channel, error) {
	c, _, _, err := x.slack.OpenConversationContext(ctx, &slack.OpenConversationParameters{Users: []string{who.User}, ReturnIM: true})
	if err != nil {
		return commands.Channel{}, slackTrouble("open a direct message", err)
	}
	return commands.Channel{ID: c.ID, Direct: true, Joined: true, Members: 1}, nil
}

// members counts the people in a conversation, and the guests among them: -1 when those cannot be told.
func (x channels) members(ctx context.Context, c commands.Channel) (people, guests int) {
	marked, err := x.guests(ctx)
	if err != nil {
		x.log.WarnContext(ctx, "cannot count guests", "error", err.Error())
		return c.Members, -1
	}
	p := slack.GetUsersInConversationParameters{ChannelID: c.ID, Limit: memberPage}
	for range memberPages {
		users, next, err := x.slack.GetUsersInConversationContext(ctx, &p)
		if err != nil {
			x.log.WarnContext(ctx, "cannot count guests", "error", err.Error())
			return c.Members, -1
		}
		for _, u := range users {
			if u == x.me {
				continue
			}
			people++
			if marked[u] {
				guests++
			}
		}
		if next == "" {
			return people, guests
		}
		p.Cursor = next
	}
	return c.Members, -1 // too many to be looked at
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
		return nil, errors.New("too many people to look at")
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
			return commands.ErrNoChannel
		case "user_not_found", "user_disabled", "cannot_dm_bot":
			return commands.ErrDirect
		}
	}
	return fmt.Errorf("%s: %w: %w", what, commands.ErrSlack, err)
}
