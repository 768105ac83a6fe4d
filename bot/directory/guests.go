package directory

import (
	"context"
	"tcabot/bot/deliver"

	"github.com/slack-go/slack"
)

const (
	// userPage and userPages bound the list of people in which guests are marked. It is asked for once an hour.
	userPage, userPages = 1000, 20

	guestKey = "guests"
)

// workspaceGuests are the guests of the workspace, as they were within the last hour. Of several who ask at the same
// time one lists them, with their own context; when they give up, the next one does.
func (d *Directory) workspaceGuests(ctx context.Context) (map[string]bool, error) {
	select {
	case d.counting <- struct{}{}:
		defer func() { <-d.counting }()
	case <-ctx.Done():
		return nil, context.Cause(ctx)
	}
	if known, ok := d.guests.get(guestKey); ok {
		return known, nil
	}
	guests, err := d.listGuests(ctx)
	if err != nil {
		return nil, err
	}
	d.guests.set(guestKey, guests, guestMemory)
	return guests, nil
}

func (d *Directory) listGuests(ctx context.Context) (map[string]bool, error) {
	guests := map[string]bool{}
	pages := d.client.GetUsersPaginated(slack.GetUsersOptionLimit(userPage))
	for range userPages {
		err := d.reader.Read(ctx, deliver.ReadUsers, deliver.Answer, func(ctx context.Context) (err error) {
			pages, err = pages.Next(ctx)
			return err
		})
		if err != nil {
			return nil, err
		}
		for _, u := range pages.Users {
			if u.IsRestricted || u.IsUltraRestricted {
				guests[u.ID] = true
			}
		}
		if pages.Cursor == "" {
			return guests, nil
		}
	}
	return nil, errMany
}
