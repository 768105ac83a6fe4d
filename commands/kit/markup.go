package kit

import (
	"strconv"
	"strings"

	"github.com/slack-go/slack"
)

// dateFormat shows a moment in the reader's zone and clock style.
// https://docs.slack.dev/messaging/formatting-message-text#date-formatting
const dateFormat = "{date_short_pretty} {time}"

// element renders the span as rich text.
func (s Span) element() slack.RichTextSectionElement {
	switch s.kind {
	case bold:
		return slack.NewRichTextSectionTextElement(s.text, &slack.RichTextSectionTextStyle{Bold: true})
	case italic:
		return slack.NewRichTextSectionTextElement(s.text, &slack.RichTextSectionTextStyle{Italic: true})
	case code:
		return slack.NewRichTextSectionTextElement(s.text, &slack.RichTextSectionTextStyle{Code: true})
	case link:
		return slack.NewRichTextSectionLinkElement(s.url, s.text, &slack.RichTextSectionTextStyle{Bold: true})
	case moment:
		return slack.NewRichTextSectionDateElement(s.when.Unix(), dateFormat, nil, new(s.text))
	case person:
		return slack.NewRichTextSectionUserElement(s.user, nil)
	case channel:
		return slack.NewRichTextSectionChannelElement(s.user, nil)
	default:
		return slack.NewRichTextSectionTextElement(s.text, nil)
	}
}

func (s Span) markup() string {
	switch s.kind {
	case moment:
		return "<!date^" + strconv.FormatInt(s.when.Unix(), 10) + "^" + dateFormat + "|" + s.text + ">"
	case person:
		return "<@" + s.user + ">"
	case channel:
		return "<#" + s.user + ">"
	default:
		return escape(s.text)
	}
}

// escape escapes mrkdwn. Slack decodes the three entities and nothing else; the formatting
// characters have no escape, so an invisible word joiner after each keeps them from pairing up.
func escape(s string) string { return escaper.Replace(s) }

var escaper = strings.NewReplacer(
	"&", "&amp;", "<", "&lt;", ">", "&gt;",
	"*", "*\u2060", "_", "_\u2060", "~", "~\u2060", "`", "`\u2060", ":", ":\u2060", "@", "@\u2060",
)
