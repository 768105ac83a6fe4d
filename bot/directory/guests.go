package directory

import (
	"context"
	"errors"
	"tcabot/bot/deliver"

	"github.com/slack-go/slack"
	"github.com/slack-go/slack/slackevents"
)

// kind is what a member of a conversation is.
type kind int

const (
	regular kind = iota // or of another company, which the conversation says
	guest
	robot
)

const (
	// maxLookups is how many people are looked up one by one: Slack allows a hundred a minute. For more of them pages of
	// the workspace's list are quicker, each of which lists up to a thousand people.
	maxLookups = 20
	// userPage and userPages bound the list: Slack allows twenty pages a minute.
	userPage, userPages = 1000, 100
)

func kindOf(restricted, ultraRestricted, bot bool) kind {
	switch {
	case bot:
		return robot
	case restricted, ultraRestricted:
		return guest
	default:
		return regular
	}
}

// members finds out what people are, as they were within the last hour.
func (d *Directory) members(ctx context.Context, ids []string) (map[string]kind, error) {
	found := make(map[string]kind, len(ids))
	unknown := d.recall(ids, found)
	if len(unknown) > maxLookups {
		if err := d.listUsers(ctx, unknown); err != nil {
			return nil, err
		}
		unknown = d.recall(unknown, found)
	}
	for _, id := range unknown {
		k, err := d.lookUp(ctx, id)
		if err != nil {
			return nil, err
		}
		found[id] = k
	}
	return found, nil
}

// recall adds to found what is remembered of people, and returns the others.
func (d *Directory) recall(ids []string, found map[string]kind) (unknown []string) {
	for _, id := range ids {
		if k, ok := d.kinds.get(id); ok {
			found[id] = k
		} else {
			unknown = append(unknown, id)
		}
	}
	return unknown
}

// lookUp asks for one person. Somebody of another company whom Slack does not show is no guest.
func (d *Directory) lookUp(ctx context.Context, id string) (kind, error) {
	var user *slack.User
	err := d.reader.Read(ctx, deliver.ReadUser, deliver.Digest, func(ctx context.Context) (err error) {
		user, err = d.client.GetUserInfoContext(ctx, id)
		return err
	})
	k := regular
	if refused, ok := errors.AsType[*deliver.Error](err); ok && (refused.Code == "user_not_found" || refused.Code == "user_not_visible") {
		err = nil
	} else if err == nil {
		k = kindOf(user.IsRestricted, user.IsUltraRestricted, user.IsBot)
	}
	if err == nil {
		d.kinds.set(id, k, personMemory)
	}
	return k, err
}

// listUsers reads the list of the workspace until few of the wanted people are left, and remembers everybody on it. Of
// several who need the list at the same time one reads it, with their own context; when they give up, the next one does.
func (d *Directory) listUsers(ctx context.Context, wanted []string) error {
	select {
	case d.listing <- struct{}{}:
		defer func() { <-d.listing }()
	case <-ctx.Done():
		return context.Cause(ctx)
	}
	pages := d.client.GetUsersPaginated(slack.GetUsersOptionLimit(userPage), slack.GetUsersOptionIncludeLocale(false))
	for range userPages {
		if wanted = d.recall(wanted, map[string]kind{}); len(wanted) <= maxLookups {
			return nil
		}
		err := d.reader.Read(ctx, deliver.ReadUsers, deliver.Digest, func(ctx context.Context) (err error) {
			pages, err = pages.Next(ctx)
			return err
		})
		if err != nil {
			return err
		}
		for _, u := range pages.Users {
			d.kinds.set(u.ID, kindOf(u.IsRestricted, u.IsUltraRestricted, u.IsBot), personMemory)
		}
		if pages.Cursor == "" {
			return nil
		}
	}
	return nil
}

// PersonChanged drops what is remembered of a person who was changed, and of the channels that they may be in if they
// became a guest or are no longer one.
func (d *Directory) PersonChanged(u slackevents.User) {
	d.people.forget(u.ID)
	if known, ok := d.kinds.get(u.ID); ok && known != kindOf(u.IsRestricted, u.IsUltraRestricted, u.IsBot) {
		d.kinds.forget(u.ID)
		d.channels.clear()
	}
}
