package deliver

import (
	"context"
	"errors"
	"log/slog"
	"maps"
	"slices"
	"strings"
	"tcabot/commands/kit"

	"github.com/slack-go/slack"
)

// Unfurl is previews of the links of a message, which whoever reads the message sees under it.
type Unfurl struct {
	Channel, TS string
	ID, Source  string                  // another way to name the message, where Slack told it
	Cards       map[string]kit.Rendered // by the address exactly as Slack sent it
	Entities    map[string]Entity       // the things that the cards are about, by the same addresses
}

// Unfurl shows previews. To show them twice does no harm: a second preview of a link takes the place of the first.
//
// Where Slack refuses the entities, the previews are shown without them, as all later ones are until the bot is started again:
// whether a workspace has Work Objects is a setting of the app, which has to be made by hand.
func (s *Sender) Unfurl(ctx context.Context, u Unfurl) error {
	if len(u.Entities) > 0 && !s.noEntities.Load() {
		err := s.unfurl(ctx, u, slack.MsgOptionWorkObjectMetadata(u.metadata()))
		e, refused := errors.AsType[*Error](err)
		if !refused || !e.aboutMetadata() {
			return s.logOurs(ctx, err)
		}
		if !s.noEntities.Swap(true) {
			s.log.LogAttrs(ctx, slog.LevelInfo, "slack refused work objects: previews are shown without them", e.attrs()...)
		}
	}
	return s.logOurs(ctx, s.unfurl(ctx, u))
}

func (s *Sender) unfurl(ctx context.Context, u Unfurl, options ...slack.MsgOption) error {
	cards := make(map[string]slack.Attachment, len(u.Cards))
	for url, card := range u.Cards {
		cards[url] = slack.Attachment{Fallback: card.Text(), Blocks: slack.Blocks{BlockSet: card.Uncharted().Blocks().Slack()}}
	}
	return s.do(ctx, call{method: unfurl, again: true}, func(ctx context.Context) (string, error) {
		var err error
		if u.ID != "" && u.Source != "" {
			_, _, _, err = s.client.UnfurlMessageByIDContext(ctx, u.ID, u.Source, cards, options...)
		} else {
			_, _, _, err = s.client.UnfurlMessageContext(ctx, u.Channel, u.TS, cards, options...)
		}
		return "", err
	})
}

// metadata are the entities in Slack's schema, in a fixed order.
func (u Unfurl) metadata() slack.WorkObjectMetadata {
	var m slack.WorkObjectMetadata
	for _, link := range slices.Sorted(maps.Keys(u.Entities)) {
		m.Entities = append(m.Entities, u.Entities[link].under(link))
	}
	return m
}

// aboutMetadata reports whether Slack refused the entities rather than the cards. Its codes for that are
// error_processing_metadata, invalid_metadata_format, invalid_metadata_schema and metadata_too_large; feature_not_enabled is one
// of entity.presentDetails.
func (e *Error) aboutMetadata() bool {
	return strings.Contains(e.Code, "metadata") || e.Code == "feature_not_enabled"
}
