package playground

import (
	"html/template"
	"regexp"
	"strconv"
	"strings"
)

var token = regexp.MustCompile(`<(?:!date\^(\d+)\^([^|>^]*)(?:\^[^|>]*)?\|[^>]*|@([UW][A-Z0-9]+)(?:\|[^>]*)?|#([CG][A-Z0-9]+)(?:\|[^>]*)?|((?:https?://|mailto:)[^|>]+)(?:\|([^>]*))?)>`)

// markup shows the tokens of mrkdwn that the bot sends: moments, people, channels and links.
func (v *viewer) markup(text string) template.HTML {
	var out strings.Builder
	last := 0
	for _, at := range token.FindAllStringSubmatchIndex(text, -1) {
		out.WriteString(escaped(text[last:at[0]]))
		group := func(n int) string {
			if at[2*n] < 0 {
				return ""
			}
			return text[at[2*n]:at[2*n+1]]
		}
		switch {
		case group(1) != "":
			unix, _ := strconv.ParseInt(group(1), 10, 64)
			out.WriteString(escaped(v.date(unix, group(2))))
		case group(3) != "":
			out.WriteString(`<span class="person">@` + escaped(v.names[group(3)]) + `</span>`)
		case group(4) != "":
			out.WriteString(`<span class="person">#` + escaped(v.room(group(4))) + `</span>`)
		default:
			label := group(6)
			if label == "" {
				label = group(5)
			}
			out.WriteString(`<a href="` + escaped(group(5)) + `" target="_blank" rel="noreferrer">` + escaped(label) + `</a>`)
		}
		last = at[1]
	}
	out.WriteString(escaped(text[last:]))
	return template.HTML(out.String()) //nolint:gosec // every piece is escaped above
}

// room is the name of a conversation that the viewer may know.
func (v *viewer) room(id string) string {
	for _, c := range v.rooms {
		if c.ID == id {
			return c.Name
		}
	}
	return "private-channel" // as Slack shows those one is not in
}

// escaped makes HTML of a text in which Slack's three entities stand for themselves.
func escaped(text string) string {
	return template.HTMLEscapeString(strings.NewReplacer("&lt;", "<", "&gt;", ">", "&amp;", "&").Replace(text))
}
