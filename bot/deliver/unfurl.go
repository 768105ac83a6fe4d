package deliver

import (
	"context"
	"tcabot/commands/kit"

	"github.com/slack-go/slack"
)

// Unfurl is previews of the links of a message, which whoever reads the message sees under it.
type Unfurl struct {
	Channel, TS string
	ID, Source  string                  // another way to name the message, where Slack told it
	Cards       map[string]kit.Rendered // by the address exactly as Slack sent it
}

// Unfurl shows previews. To show them twice does no harm: a second preview of a link takes the place of the first.
func (s *Sender) Unfurl(ctx context.Context, u Unfurl) error {
	cards := make(map[string]slack.Attachment, len(u.Cards))
	for url, card := range u.Cards {
		cards[url] = slack.Attachment{Fallback: card.Text(), Blocks: slack.Blocks{BlockSet: card.Uncharted().Blocks().Slack()}}
	}
	err := s.do(ctx, call{method: unfurl, again: true}, func(ctx context.Context) (string, error) {
		var err error
		if u.ID != "" && u.Source != "" {
			_, _, _, err = s.client.UnfurlMessageByIDContext(ctx, u.ID, u.Source, cards)
		} else {
			_, _, _, err = s.client.UnfurlMessageContext(ctx, u.Channel, u.TS, cards)
		}
		return "", err
	})
	return s.logOurs(ctx, err)
}
