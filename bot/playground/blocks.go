package playground

import (
	"encoding/json"
	"html/template"
	"maps"
	"slices"
	"tcabot/bot/bottest"
)

// block is a Block Kit block, element or leaf as far as the page shows it.
type block struct {
	Type      string            `json:"type"`
	BlockID   string            `json:"block_id"`
	ActionID  string            `json:"action_id"`
	RawText   json.RawMessage   `json:"text"`
	RawFields []json.RawMessage `json:"fields"`
	URL       string            `json:"url"`
	RawStyle  json.RawMessage   `json:"style"`
	UserID    string            `json:"user_id"`
	ChannelID string            `json:"channel_id"`
	Range     string            `json:"range"`
	Timestamp int64             `json:"timestamp"`
	Format    string            `json:"format"`
	Label     label             `json:"label"`
	Hint      label             `json:"hint"`
	Optional  bool              `json:"optional"`
	Element   *block            `json:"element"`
	Accessory *block            `json:"accessory"`
	Elements  []block           `json:"elements"`
	Title     json.RawMessage   `json:"title"`
	Chart     *drawing          `json:"chart"`
	Sends     bool              `json:"dispatch_action"`
	control

	Error  string `json:"-"`
	viewer *viewer
}

type label struct {
	Text string `json:"text"`
}

type option struct {
	Text        label  `json:"text"`
	Value       string `json:"value"`
	Description label  `json:"description"`
	URL         string `json:"url"`
}

// blocksOf are a message's blocks; its text when it has none.
func blocksOf(m bottest.Message, v *viewer) []block {
	raw := m.Blocks
	if len(raw) == 0 {
		raw, _ = json.Marshal([]any{map[string]any{"type": "section", "text": map[string]string{"type": "mrkdwn", "text": m.Text}}})
	}
	var bs []block
	_ = json.Unmarshal(raw, &bs)
	show(bs, v, nil, inMessage{v, m.Ref()})
	return bs
}

// previewsOf are the previews under a message, in the order of their links.
func previewsOf(m bottest.Message, v *viewer) []shownPreview {
	var all []shownPreview
	for _, link := range slices.Sorted(maps.Keys(m.Unfurls)) {
		var preview struct {
			Blocks []block `json:"blocks"`
		}
		_ = json.Unmarshal(m.Unfurls[link], &preview)
		show(preview.Blocks, v, nil, inMessage{v, m.Ref()})
		shown := shownPreview{Blocks: preview.Blocks}
		if m.Entities[link] != nil {
			shown.Link = link
		}
		all = append(all, shown)
	}
	return all
}

// modalOf is a view with what its person has put into it so far.
func modalOf(view bottest.View, v *viewer) *shownModal {
	var raw struct {
		Title  label   `json:"title"`
		Submit label   `json:"submit"`
		Close  label   `json:"close"`
		Blocks []block `json:"blocks"`
	}
	_ = json.Unmarshal(view.Raw, &raw)
	show(raw.Blocks, v, &view, &view)
	m := &shownModal{ID: view.ID, Title: raw.Title.Text, Submit: raw.Submit.Text, Close: raw.Close.Text, Blocks: raw.Blocks, Error: view.Errors[""]}
	if m.Close == "" {
		m.Close = "Cancel"
	}
	return m
}

// surface knows what a person put into the controls of a message or view.
type surface interface {
	Chosen(blockID, actionID string) (chosen []bottest.Choice, touched bool)
}

// inMessage is a message before a person.
type inMessage struct {
	*viewer

	ref bottest.MessageRef
}

func (m inMessage) Chosen(blockID, actionID string) (chosen []bottest.Choice, touched bool) {
	return m.slack.Chosen(m.as, m.ref, blockID, actionID)
}

// show tells blocks who looks at them, and their controls what stands in them. There is no view around a message's.
func show(bs []block, v *viewer, view *bottest.View, at surface) {
	for i := range bs {
		b := &bs[i]
		b.viewer = v
		if view != nil {
			b.Error = view.Errors[b.BlockID]
		}
		show(b.Elements, v, view, at)
		for _, inner := range []*block{b.Element, b.Accessory} {
			if inner != nil {
				one := []block{*inner}
				show(one, v, view, at)
				*inner = one[0]
				settle(inner, b, view != nil, at)
			}
		}
		if b.Type == "actions" {
			for j := range b.Elements {
				settle(&b.Elements[j], b, view != nil, at)
			}
		}
	}
}

// Text is the text of a text object or of a leaf.
func (b block) Text() string { return textOf(b.RawText) }

// Words is the text as it is shown: marked up, when it is mrkdwn.
func (b block) Words() template.HTML { return b.viewer.words(b.RawText) }

// Fields are a section's short texts.
func (b block) Fields() []template.HTML {
	var out []template.HTML
	for _, raw := range b.RawFields {
		out = append(out, b.viewer.words(raw))
	}
	return out
}

// Markup is the text of an element of a context block.
func (b block) Markup() template.HTML { return b.viewer.markup(b.Text()) }

func (v *viewer) words(raw json.RawMessage) template.HTML {
	var t struct {
		Type string `json:"type"`
	}
	if _ = json.Unmarshal(raw, &t); t.Type == "mrkdwn" {
		return v.markup(textOf(raw))
	}
	return template.HTML(template.HTMLEscapeString(textOf(raw))) //nolint:gosec // it is escaped
}

func textOf(raw json.RawMessage) string {
	var t label
	if json.Unmarshal(raw, &t) == nil {
		return t.Text
	}
	var s string
	_ = json.Unmarshal(raw, &s)
	return s
}

// Style is a button's style.
func (b block) Style() string {
	var s string
	_ = json.Unmarshal(b.RawStyle, &s)
	return s
}

// Is reports a leaf's text style, such as bold.
func (b block) Is(style string) bool {
	var s map[string]bool
	_ = json.Unmarshal(b.RawStyle, &s)
	return s[style]
}

// Person is the name of a user leaf.
func (b block) Person() string { return b.viewer.names[b.UserID] }

// Room is the name of a channel leaf.
func (b block) Room() string { return b.viewer.room(b.ChannelID) }

// Moment is a date leaf.
func (b block) Moment() string { return b.viewer.date(b.Timestamp, b.Format) }
