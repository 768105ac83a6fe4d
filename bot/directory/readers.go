package directory

import (
	"context"
	"slices"
	"tcabot/bot/deliver"

	"github.com/slack-go/slack"
)

// readerMembers is how many members of a channel are looked at to find some of them: five questions to Slack.
const readerMembers = 5 * memberPage

// Readers are those of the users who read a conversation: its members. If they are too many to look at, or Slack does not
// tell who they are, everybody can read a public channel; elsewhere only those are sure who were found.
func (d *Directory) Readers(ctx context.Context, id string, users []string) ([]string, error) {
	var found []string
	seen := 0
	err := d.eachMember(ctx, deliver.Digest, id, func(user string) bool {
		if seen++; slices.Contains(users, user) {
			found = append(found, user)
		}
		return len(found) < len(users) && seen < readerMembers
	})
	if err == nil && (len(found) == len(users) || seen < readerMembers) {
		return found, nil
	}
	info, infoErr := d.info(ctx, deliver.Digest, id)
	switch {
	case infoErr == nil && info.IsChannel && !info.IsPrivate:
		return users, nil
	case infoErr == nil && err == nil:
		return found, nil
	case err == nil:
		err = infoErr
	}
	return nil, err
}

// info asks Slack what a conversation is now.
func (d *Directory) info(ctx context.Context, priority deliver.Priority, id string) (info *slack.Channel, err error) {
	err = d.reader.Read(ctx, deliver.ReadChannel, priority, func(ctx context.Context) (err error) {
		info, err = d.client.GetConversationInfoContext(ctx, &slack.GetConversationInfoInput{ChannelID: id, IncludeNumMembers: true})
		return err
	})
	if err != nil {
		return nil, channelError("look at a channel", err)
	}
	return info, nil
}
