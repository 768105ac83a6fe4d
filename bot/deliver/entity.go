package deliver

import (
	"context"
	"strconv"
	"tcabot/commands/kit"

	"github.com/slack-go/slack"
)

// Entity is what Slack calls a Work Object: the thing behind a link, which whoever reads the link's message may open in a pane
// beside the conversation. Its schema is from https://docs.slack.dev/messaging/work-objects-implementation, and from the types
// of Slack's own SDK, packages/types/src/message-metadata.ts in https://github.com/slackapi/node-slack-sdk.
type Entity struct {
	ID     string // by which Slack knows it again, in any message
	Kind   string // of thing, for machines
	URL    string // of its page
	Label  string // what people call its kind
	Number int64  // its ID in TCA
	Text   kit.Outline
	Rest   string // the label of the lines of Text that have none, at its beginning
	Notes  string // and of those further down
}

// Slack does not say how long all of it may be, only that error_processing_metadata may mean that it is too long
// (https://github.com/linear/linear/pull/1080). One field takes 3,000 characters. A preview is short anyway.
const (
	maxEntityTitle  = 200
	maxEntityFields = 20
	maxPreviewText  = 600  // of the fields of an Entity under a message, in characters
	maxPaneText     = 6000 // of those in a pane
	maxEntityField  = 2900
)

// field is a field of an item, the one of Slack's kinds of entities that stands for anything.
type field struct {
	Key   string `json:"key"`
	Label string `json:"label"`
	Type  string `json:"type"`
	Value string `json:"value"`
	Long  bool   `json:"long,omitempty"`
}

// payload is the Entity in Slack's schema, with so many characters of its text.
func (e Entity) payload(room int) map[string]any {
	var fields []field
	order := []string{}
	for i, one := range e.Text.Entries {
		text := kit.Cut(one.Text, min(room, maxEntityField))
		if room -= len([]rune(text)); room <= 0 || i == maxEntityFields {
			break
		}
		f := field{Key: "line_" + strconv.Itoa(i+1), Label: one.Label, Type: "string", Value: text}
		if f.Label == "" {
			f.Label, f.Long = e.Notes, true
			if i == 0 {
				f.Label = e.Rest
			}
		}
		fields, order = append(fields, f), append(order, f.Key)
	}
	attributes := map[string]any{"title": map[string]string{"text": kit.Cut(e.Text.Title, maxEntityTitle)}, "display_type": e.Label}
	if e.Number > 0 {
		attributes["display_id"] = strconv.FormatInt(e.Number, 10)
	}
	p := map[string]any{"attributes": attributes}
	if len(fields) > 0 {
		p["custom_fields"], p["display_order"] = fields, order
	}
	return p
}

func (e Entity) ref() slack.WorkObjectExternalRef {
	return slack.WorkObjectExternalRef{ID: e.ID, Type: e.Kind}
}

// under is the Entity under a message, for the link as Slack sent it.
func (e Entity) under(link string) slack.WorkObjectEntity {
	return slack.WorkObjectEntity{
		AppUnfurlURL: link, URL: e.URL, ExternalRef: e.ref(), EntityType: slack.EntityTypeItem, EntityPayload: e.payload(maxPreviewText),
	}
}

// Pane is what a person is shown who opened an Entity: it, or where they can connect their account, or why they are shown nothing.
type Pane struct {
	Entity     *Entity
	SignIn     string
	Title, Why string
}

// Present fills the pane that a person opened, by the trigger of the event that says so. Slack takes one answer to it, so it is
// not repeated.
func (s *Sender) Present(ctx context.Context, trigger string, p Pane) error {
	params := slack.EntityPresentDetailsParameters{TriggerID: trigger}
	switch {
	case p.Entity != nil:
		params.Metadata = &slack.EntityDetailsMetadata{
			EntityType: slack.EntityTypeItem, URL: p.Entity.URL, ExternalRef: p.Entity.ref(), EntityPayload: p.Entity.payload(maxPaneText),
		}
	case p.SignIn != "":
		params.UserAuthRequired, params.UserAuthURL = true, p.SignIn
	default:
		params.Error = &slack.EntityDetailsError{Status: "custom", CustomTitle: kit.Cut(p.Title, maxEntityTitle), CustomMessage: kit.Cut(p.Why, maxEntityField)}
	}
	return s.logOurs(ctx, s.do(ctx, call{method: presentDetails}, func(ctx context.Context) (string, error) {
		return "", s.client.EntityPresentDetailsContext(ctx, params)
	}))
}
