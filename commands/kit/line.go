package kit

import (
	"strings"
	"unicode/utf8"

	"github.com/slack-go/slack"
)

// Line is a sequence of spans read as one line.
type Line []Span

func length(s string) int { return utf8.RuneCountInString(s) }

func (l Line) size() int {
	n := 0
	for _, s := range l {
		if n += length(s.text) + length(s.url) + len(s.user); s.kind == moment {
			n += len(dateFormat)
		}
	}
	return n
}

// markup renders the line as Slack's mrkdwn with nothing from outside active in it. It is only used where Slack takes
// nothing better: a message's top-level text, and moments and people in small print.
func (l Line) markup() string {
	var b strings.Builder
	for _, s := range l {
		b.WriteString(s.markup())
	}
	return b.String()
}

// section renders the line as rich text.
func section(l Line) *slack.RichTextSection {
	elements := make([]slack.RichTextSectionElement, 0, len(l))
	for _, s := range l {
		if s.text == "" && s.user == "" {
			continue
		}
		elements = append(elements, s.element())
	}
	return slack.NewRichTextSection(elements...)
}

// plainText is text without any formatting; emoji codes stay as typed.
func plainText(s string) *slack.TextBlockObject {
	return slack.NewTextBlockObject(slack.PlainTextType, s, false, false)
}
