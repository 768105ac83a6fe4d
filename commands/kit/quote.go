package kit

import (
	"strings"

	"github.com/slack-go/slack"
)

// maxQuote is how many runes of a Quote are shown.
const maxQuote = 1200

// Quote is text by somebody else, possibly of several lines, shown as a block quote. It is cut at maxQuote runes. A blank one
// is not shown.
type Quote string

func (Quote) role() role    { return content }
func (Quote) shorter() Part { return nil }
func (q Quote) size() int   { return length(q.clean()) }

func (q Quote) appendText(lines []string) []string {
	if Blank(string(q)) {
		return lines
	}
	return append(lines, escape(q.clean()))
}

func (q Quote) block(int) slack.Block {
	if Blank(string(q)) {
		return nil
	}
	return slack.NewRichTextBlock("", &slack.RichTextQuote{
		Type: slack.RTEQuote, Elements: []slack.RichTextSectionElement{slack.NewRichTextSectionTextElement(q.clean(), nil)},
	})
}

// clean keeps the line breaks of a quote, at most one empty line at a time, and cleans its lines.
func (q Quote) clean() string {
	var lines []string
	for l := range strings.Lines(string(q)) {
		l = strings.TrimRight(Clean(strings.TrimRight(l, "\r\n")), " ")
		if l != "" || len(lines) > 0 && lines[len(lines)-1] != "" {
			lines = append(lines, l)
		}
	}
	return Cut(strings.TrimSpace(strings.Join(lines, "\n")), maxQuote)
}
