package bottest

import (
	"encoding/json"
	"regexp"
	"slices"
	"strings"
)

type textObject struct {
	Type string `json:"type"`
	Text string `json:"text"`
}

// element is the part of a block, element or leaf that matters here.
type element struct {
	Type        string          `json:"type"`
	BlockID     string          `json:"block_id"`
	ActionID    string          `json:"action_id"`
	Text        json.RawMessage `json:"text"`
	Value       string          `json:"value"`
	URL         string          `json:"url"`
	Style       json.RawMessage `json:"style"`
	UserID      string          `json:"user_id"`
	Range       string          `json:"range"`
	Fallback    string          `json:"fallback"`
	Placeholder textObject      `json:"placeholder"`
	Label       textObject      `json:"label"`
	Element     *element        `json:"element"`
	Elements    []element       `json:"elements"`
	Options     []struct {
		Text  textObject `json:"text"`
		Value string     `json:"value"`
	} `json:"options"`
}

func (e element) text() string {
	var t textObject
	if json.Unmarshal(e.Text, &t) == nil && t.Type != "" {
		return t.Text
	}
	var s string
	_ = json.Unmarshal(e.Text, &s)
	return s
}

func parse(blocks json.RawMessage) []element {
	var es []element
	_ = json.Unmarshal(blocks, &es)
	return es
}

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

// find looks an element up by its action ID.
func find(blocks json.RawMessage, actionID string) (found element, blockID string, ok bool) {
	for _, b := range parse(blocks) {
		inner := b.Elements
		if b.Element != nil {
			inner = append(inner, *b.Element)
		}
		for _, e := range inner {
			if e.ActionID == actionID {
				return e, b.BlockID, true
			}
		}
	}
	return element{}, "", false
}

// Has reports whether the message has a control of this action ID.
func (m Message) Has(actionID string) bool {
	_, _, ok := find(m.Blocks, actionID)
	return ok
}

// Value is what a button of the message carries.
func (m Message) Value(actionID string) string {
	e, _, _ := find(m.Blocks, actionID)
	return e.Value
}

// PlainText is what a person reads in the message: formatting gone, [buttons] and {menus} in their places.
func (m Message) PlainText() string {
	if len(m.Blocks) == 0 {
		return m.Text
	}
	return plainText(parse(m.Blocks))
}

// PlainText is what a person reads in the modal.
func (v *View) PlainText() string { return v.Title + "\n" + plainText(parse(blocksOf(v.Raw))) }

func plainText(es []element) string {
	var lines []string
	for _, e := range es {
		lines = append(lines, e.plain())
	}
	return strings.Join(lines, "\n")
}

func (e element) plain() string {
	join := func(sep string) string {
		var parts []string
		for _, i := range e.Elements {
			parts = append(parts, i.plain())
		}
		return strings.Join(parts, sep)
	}
	switch e.Type {
	case "button":
		return "[" + e.text() + "]"
	case "static_select":
		var options []string
		for _, o := range e.Options {
			options = append(options, o.Text.Text)
		}
		return "{" + e.Placeholder.Text + ": " + strings.Join(options, " | ") + "}"
	case "rich_text", "rich_text_list":
		return join("\n")
	case "rich_text_section":
		return join("")
	case "actions", "context":
		return join(" ")
	case "input":
		return e.Label.Text
	case "date":
		return e.Fallback
	case "user":
		return "@" + e.UserID
	case "mrkdwn":
		return userToken.ReplaceAllString(dateToken.ReplaceAllString(e.text(), "$1"), "@$1")
	case "divider":
		return "---"
	default:
		return e.text()
	}
}

var (
	dateToken = regexp.MustCompile(`<!date\^[^|>]*\|([^>]*)>`)
	userToken = regexp.MustCompile(`<@([UW][A-Z0-9]+)>`)
)

var active = regexp.MustCompile(`<(@[UW][A-Z0-9]+|!channel|!here|!everyone|!subteam\^[A-Z0-9]+)(\|[^>]*)?>`)

// notifies tells whom a message would call: people by ID, everybody as "channel".
func notifies(text string, blocks json.RawMessage) []string {
	var who []string
	inText := func(s string) {
		for _, m := range active.FindAllStringSubmatch(s, -1) {
			if id, ok := strings.CutPrefix(m[1], "@"); ok {
				who = append(who, id)
			} else {
				who = append(who, "channel")
			}
		}
	}
	if len(blocks) == 0 {
		inText(text)
	}
	var walk func([]element)
	walk = func(es []element) {
		for _, e := range es {
			switch e.Type {
			case "user":
				who = append(who, e.UserID)
			case "broadcast":
				who = append(who, "channel")
			case "mrkdwn":
				inText(e.text())
			case "section":
				var t textObject
				if json.Unmarshal(e.Text, &t) == nil && t.Type == "mrkdwn" {
					inText(t.Text)
				}
			}
			walk(e.Elements)
		}
	}
	walk(parse(blocks))
	inText(text)
	slices.Sort(who)
	return slices.Compact(who)
}
