package bottest

import (
	"encoding/json"
	"slices"
)

type textObject struct {
	Type  string `json:"type"`
	Text  string `json:"text"`
	Emoji *bool  `json:"emoji,omitempty"`
}

type option struct {
	Text        textObject `json:"text"`
	Value       string     `json:"value"`
	Description textObject `json:"description"`
}

// element is the part of a block, element or leaf that matters here.
type element struct {
	Type          string            `json:"type"`
	BlockID       string            `json:"block_id"`
	ActionID      string            `json:"action_id"`
	Text          json.RawMessage   `json:"text"`
	Fields        []json.RawMessage `json:"fields"`
	RawValue      json.RawMessage   `json:"value"` // a text; of table cells, a number
	URL           string            `json:"url"`
	Style         json.RawMessage   `json:"style"`
	UserID        string            `json:"user_id"`
	UsergroupID   string            `json:"usergroup_id"`
	ChannelID     string            `json:"channel_id"`
	Name          string            `json:"name"`
	Range         string            `json:"range"`
	Fallback      string            `json:"fallback"`
	Timestamp     int64             `json:"timestamp"`
	AltText       string            `json:"alt_text"`
	Title         json.RawMessage   `json:"title"` // a text object; of charts, a text
	Caption       string            `json:"caption"`
	Placeholder   textObject        `json:"placeholder"`
	Label         textObject        `json:"label"`
	Hint          textObject        `json:"hint"`
	Optional      bool              `json:"optional"`
	Sends         bool              `json:"dispatch_action"`
	Element       *element          `json:"element"`
	Accessory     *element          `json:"accessory"`
	Elements      []element         `json:"elements"`
	ChildBlocks   []element         `json:"child_blocks"`
	Rows          [][]element       `json:"rows"`
	Chart         json.RawMessage   `json:"chart"`
	Options       []json.RawMessage `json:"options"`
	OptionGroups  []optionGroup     `json:"option_groups"`
	MinQuery      *int              `json:"min_query_length"`
	Initial       json.RawMessage   `json:"initial_value"`
	InitialOption json.RawMessage   `json:"initial_option"`
	InitialMany   json.RawMessage   `json:"initial_options"`
	InitialDate   string            `json:"initial_date"`
	InitialTime   string            `json:"initial_time"`
	InitialConv   string            `json:"initial_conversation"`
	InitialChan   string            `json:"initial_channel"`
	InitialUser   string            `json:"initial_user"`
	InitialConvs  []string          `json:"initial_conversations"`
	InitialChans  []string          `json:"initial_channels"`
	InitialUsers  []string          `json:"initial_users"`
}

type optionGroup struct {
	Label   textObject        `json:"label"`
	Options []json.RawMessage `json:"options"`
}

// options are all there is to choose from, groups opened.
func (e element) options() []json.RawMessage {
	all := slices.Clone(e.Options)
	for _, g := range e.OptionGroups {
		all = append(all, g.Options...)
	}
	return all
}

func textOf(raw json.RawMessage) string {
	var t textObject
	if json.Unmarshal(raw, &t) == nil && t.Type != "" {
		return t.Text
	}
	var s string
	_ = json.Unmarshal(raw, &s)
	return s
}

func (e element) text() string { return textOf(e.Text) }

func (e element) value() string { return textOf(e.RawValue) }

func parse(blocks json.RawMessage) []element {
	var es []element
	_ = json.Unmarshal(blocks, &es)
	return es
}

func hasBlocks(blocks json.RawMessage) bool { return len(parse(blocks)) > 0 }

func blocksOf(view json.RawMessage) json.RawMessage {
	var v struct {
		Blocks json.RawMessage `json:"blocks"`
	}
	_ = json.Unmarshal(view, &v)
	return v.Blocks
}

func hasBlock(blocks json.RawMessage, id string) bool {
	return slices.ContainsFunc(parse(blocks), func(e element) bool { return e.BlockID == id })
}
