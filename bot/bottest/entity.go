package bottest

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"net/url"
	"slices"
	"unicode/utf8"
)

// entity is a Work Object as chat.unfurl and entity.presentDetails take it, with what Slack documents of it:
// https://docs.slack.dev/messaging/work-objects-implementation, and packages/types/src/message-metadata.ts in
// https://github.com/slackapi/node-slack-sdk. What is not in there is refused.
type entity struct {
	AppUnfurlURL string `json:"app_unfurl_url,omitempty"`
	URL          string `json:"url"`
	Ref          struct {
		ID   string `json:"id"`
		Type string `json:"type,omitempty"`
	} `json:"external_ref"`
	Type    string        `json:"entity_type"`
	Payload entityPayload `json:"entity_payload"`
}

type entityPayload struct {
	Attributes struct {
		Title struct {
			Text string          `json:"text"`
			Edit json.RawMessage `json:"edit,omitempty"`
		} `json:"title"`
		DisplayType  string          `json:"display_type,omitempty"`
		DisplayID    string          `json:"display_id,omitempty"`
		ProductIcon  json.RawMessage `json:"product_icon,omitempty"`
		ProductName  string          `json:"product_name,omitempty"`
		Locale       string          `json:"locale,omitempty"`
		Preview      json.RawMessage `json:"full_size_preview,omitempty"`
		LastModified int64           `json:"metadata_last_modified,omitempty"`
	} `json:"attributes"`
	Fields       map[string]json.RawMessage `json:"fields,omitempty"`
	CustomFields []entityField              `json:"custom_fields,omitempty"`
	SlackFile    json.RawMessage            `json:"slack_file,omitempty"`
	DisplayOrder []string                   `json:"display_order,omitempty"`
	Actions      *struct {
		Primary  []entityAction `json:"primary_actions,omitempty"`
		Overflow []entityAction `json:"overflow_actions,omitempty"`
	} `json:"actions,omitempty"`
}

type entityField struct {
	Key      string          `json:"key"`
	Label    string          `json:"label"`
	Type     string          `json:"type"`
	Value    json.RawMessage `json:"value,omitempty"`
	Link     string          `json:"link,omitempty"`
	Icon     json.RawMessage `json:"icon,omitempty"`
	Long     bool            `json:"long,omitempty"`
	Format   string          `json:"format,omitempty"`
	TagColor string          `json:"tag_color,omitempty"`
	ItemType string          `json:"item_type,omitempty"`
	User     json.RawMessage `json:"user,omitempty"`
	Edit     json.RawMessage `json:"edit,omitempty"`
}

type entityAction struct {
	Text       string          `json:"text"`
	ActionID   string          `json:"action_id"`
	Value      string          `json:"value,omitempty"`
	Style      string          `json:"style,omitempty"`
	URL        string          `json:"url,omitempty"`
	Label      string          `json:"accessibility_label,omitempty"`
	Processing json.RawMessage `json:"processing_state,omitempty"`
}

// entityFields are the fields that each type of entity has of its own. An item has none.
var entityFields = map[string][]string{
	"slack#/entities/item":         nil,
	"slack#/entities/file":         {"preview", "created_by", "date_created", "date_updated", "last_modified_by", "file_size", "mime_type", "full_size_preview"},
	"slack#/entities/task":         {"description", "created_by", "date_created", "date_updated", "assignee", "status", "due_date", "priority"},
	"slack#/entities/incident":     {"status", "priority", "urgency", "created_by", "assigned_to", "date_created", "date_updated", "description", "service"},
	"slack#/entities/content_item": {"preview", "description", "created_by", "date_created", "date_updated", "last_modified_by"},
}

var fieldTypes = []string{
	"integer", "string", "boolean", "array", "slack#/types/date", "slack#/types/timestamp", "slack#/types/image", "slack#/types/channel_id",
	"slack#/types/user", "slack#/types/entity_ref", "slack#/types/link", "slack#/types/email",
}

// readStrictly reads JSON that may have no member which v has not.
func readStrictly(raw []byte, v any) error {
	d := json.NewDecoder(bytes.NewReader(raw))
	d.DisallowUnknownFields()
	return d.Decode(v)
}

// check tells what is wrong with an entity.
func (e *entity) check() error {
	own, known := entityFields[e.Type]
	if !known {
		return fmt.Errorf("no entity_type %q", e.Type)
	}
	if e.Ref.ID == "" {
		return errors.New("no external_ref.id")
	}
	if err := checkAddress(e.URL, true); err != nil {
		return err
	}
	if e.Payload.Attributes.Title.Text == "" {
		return errors.New("no title")
	}
	keys := map[string]bool{}
	for key := range e.Payload.Fields {
		if !slices.Contains(own, key) {
			return fmt.Errorf("%s has no field %q", e.Type, key)
		}
		keys[key] = true
	}
	for _, f := range e.Payload.CustomFields {
		if err := f.check(); err != nil {
			return fmt.Errorf("custom field %q: %w", f.Key, err)
		}
		if keys[f.Key] {
			return fmt.Errorf("two fields %q", f.Key)
		}
		keys[f.Key] = true
	}
	for _, key := range e.Payload.DisplayOrder {
		if !keys[key] {
			return fmt.Errorf("display_order names %q, which is no field", key)
		}
	}
	return e.Payload.checkActions()
}

// maxFieldText is how long the text of a field may be, in characters.
const maxFieldText = 3000

func (f entityField) check() error {
	switch {
	case f.Key == "" || f.Label == "":
		return errors.New("no key or no label")
	case !slices.Contains(fieldTypes, f.Type):
		return fmt.Errorf("no type %q", f.Type)
	}
	if f.Type == "string" {
		var text string
		if json.Unmarshal(f.Value, &text) != nil || text == "" {
			return fmt.Errorf("no text: %s", f.Value)
		}
		if n := utf8.RuneCountInString(text); n > maxFieldText {
			return fmt.Errorf("%d characters", n)
		}
	}
	return checkAddress(f.Link, false)
}

func (p entityPayload) checkActions() error {
	if p.Actions == nil {
		return nil
	}
	if len(p.Actions.Primary) > 2 || len(p.Actions.Overflow) > 5 {
		return fmt.Errorf("%d and %d actions", len(p.Actions.Primary), len(p.Actions.Overflow))
	}
	return checkActions(slices.Concat(p.Actions.Primary, p.Actions.Overflow))
}

func checkActions(all []entityAction) error {
	for _, a := range all {
		if a.Text == "" || a.ActionID == "" || len(a.ActionID) > 255 || len(a.Value) > 2000 {
			return fmt.Errorf("action %q is not complete, or too long", a.ActionID)
		}
		if err := checkAddress(a.URL, false); err != nil {
			return err
		}
	}
	return nil
}

// checkAddress wants an address of the web.
func checkAddress(address string, required bool) error {
	if address == "" && !required {
		return nil
	}
	if u, err := url.Parse(address); err != nil || u.Scheme != "https" && u.Scheme != "http" || u.Host == "" {
		return fmt.Errorf("no address: %q", address)
	}
	return nil
}
