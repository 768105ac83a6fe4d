package bottest

import (
	"encoding/json"
	"regexp"
	"strings"
	"time"
)

// PlainText is what a person reads in the message: formatting gone, [buttons] and {menus} in their places.
func (m Message) PlainText() string {
	lines := []string{m.Text}
	if len(m.Blocks) > 0 {
		lines[0] = plainText(parse(m.Blocks))
	}
	for _, f := range m.Files {
		lines = append(lines, "📎 "+f.Title)
	}
	return strings.TrimPrefix(strings.Join(lines, "\n"), "\n")
}

// PlainText is what a person reads in the modal or home.
func (v *View) PlainText() string {
	text := plainText(parse(blocksOf(v.Raw)))
	if v.Title == "" {
		return text
	}
	return v.Title + "\n" + text
}

func plainText(es []element) string { return join(es, "\n") }

func join(es []element, sep string) string {
	parts := make([]string, 0, len(es))
	for _, e := range es {
		parts = append(parts, e.plain())
	}
	return strings.Join(parts, sep)
}

func (e element) plain() string {
	switch e.Type {
	case "section":
		return e.section()
	case "rich_text", "rich_text_list":
		return join(e.Elements, "\n")
	case "rich_text_section", "rich_text_quote", "rich_text_preformatted":
		return join(e.Elements, "")
	case "actions", "context", "context_actions":
		return join(e.Elements, " ")
	case "input":
		return e.input()
	case "container":
		return strings.TrimPrefix(textOf(e.Title)+"\n"+plainText(e.ChildBlocks), "\n")
	case "table", "data_table":
		return e.table()
	case "data_visualization":
		return e.chart()
	case "image":
		return strings.TrimSpace(textOf(e.Title) + " [image: " + e.AltText + "]")
	case "divider":
		return "---"
	case "mrkdwn":
		return unmark(e.text())
	case "link":
		if e.text() == "" {
			return e.URL
		}
		return e.text()
	case "date":
		if e.Fallback == "" {
			return time.Unix(e.Timestamp, 0).UTC().Format("2006-01-02 15:04")
		}
		return e.Fallback
	case "raw_number":
		if e.text() == "" {
			return string(e.RawValue)
		}
		return e.text()
	case "user":
		return "@" + e.UserID
	case "usergroup":
		return "@" + e.UsergroupID
	case "channel":
		return "#" + e.ChannelID
	case "broadcast":
		return "@" + e.Range
	case "emoji":
		return ":" + e.Name + ":"
	case "checkboxes":
		return e.boxes()
	case "button", "overflow", "static_select", "external_select", "datepicker", "timepicker", "radio_buttons",
		"multi_static_select", "multi_external_select", "users_select", "conversations_select", "channels_select":
		return e.control()
	default:
		return e.text()
	}
}

func (e element) section() string {
	var lines []string
	for _, raw := range append([]json.RawMessage{e.Text}, e.Fields...) {
		var t element
		if json.Unmarshal(raw, &t) == nil && t.Type != "" {
			lines = append(lines, t.plain())
		}
	}
	if e.Accessory != nil {
		lines = append(lines, e.Accessory.plain())
	}
	return strings.Join(lines, "\n")
}

var (
	dateToken  = regexp.MustCompile(`<!date\^[^|>]*\|([^>]*)>`)
	userToken  = regexp.MustCompile(`<@([UW][A-Z0-9]+)(?:\|[^>]*)?>`)
	labelToken = regexp.MustCompile(`<(?:https?|mailto|tel):[^|>]*\|([^>]*)>`)
	bareToken  = regexp.MustCompile(`<((?:https?|mailto|tel):[^|>]*)>`)
)

// unmark shows a mrkdwn text's links, people and dates as words. Entities stay, as the bot's escaping is looked at.
func unmark(text string) string {
	text = dateToken.ReplaceAllString(text, "$1")
	text = userToken.ReplaceAllString(text, "@$1")
	text = labelToken.ReplaceAllString(text, "$1")
	return bareToken.ReplaceAllString(text, "$1")
}
