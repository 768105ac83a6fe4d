package deliver

import (
	"context"
	"tcabot/commands/kit"

	"github.com/slack-go/slack"
)

// PublishHome shows a message in a person's App Home. The metadata comes back with each press there. With the hash of a view
// it only takes the place of that one: if another was published meanwhile, the error is ErrConflict. It returns the hash of
// the new view. Doing so twice does no harm, so it is tried up to three times.
func (s *Sender) PublishHome(ctx context.Context, user string, m kit.Rendered, metadata, hash string) (published string, err error) {
	err = s.sendForms(ctx, call{method: publishView, again: true}, m, func(ctx context.Context, f Form) (string, error) {
		blocks := f.Blocks
		if len(blocks) == 0 { // a view has no text of its own
			blocks = kit.Plain(f.Text).Blocks()
		}
		view := slack.HomeTabViewRequest{Type: slack.VTHomeTab, Blocks: slack.Blocks{BlockSet: blocks.Slack()}, PrivateMetadata: metadata}
		request := slack.PublishViewContextRequest{UserID: user, View: view}
		if hash != "" {
			request.Hash = &hash
		}
		got, err := s.client.PublishViewContext(ctx, request)
		if err != nil {
			return "", err
		}
		published = got.Hash
		return "", requireField(got.ID, nil)
	})
	return published, err
}
