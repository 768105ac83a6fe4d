package kit

import (
	"strings"

	"github.com/slack-go/slack"
)

// Note is small print.
type Note Line

func (Note) role() role    { return footnote }
func (Note) shorter() Part { return nil }
func (n Note) size() int   { return Line(n).size() }

func (n Note) appendText(lines []string) []string { return append(lines, Line(n).markup()) }

// block renders neighbouring text as plain_text, which formats nothing, and only moments and people as mrkdwn, which
// hold nothing from outside.
func (n Note) block(int) slack.Block {
	var elements []slack.MixedElement
	var text strings.Builder
	flush := func() {
		if s := strings.TrimSpace(text.String()); s != "" {
			elements = append(elements, plainText(Cut(s, 1000)))
		}
		text.Reset()
	}
	for _, s := range n {
		if s.kind != moment && s.user == "" {
			text.WriteString(s.text)
			continue
		}
		flush()
		elements = append(elements, &slack.TextBlockObject{Type: slack.MarkdownType, Text: s.markup(), Verbatim: true})
	}
	flush()
	return slack.NewContextBlock("", elements[:min(len(elements), 10)]...)
}
