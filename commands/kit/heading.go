package kit

import "github.com/slack-go/slack"

// maxHeading is Slack's limit for a header block. Strings are counted in runes; Slack's unit is not documented.
const maxHeading = 150

// Heading is the title of a message or of a section of it.
type Heading string

func (Heading) role() role    { return content }
func (Heading) shorter() Part { return nil }
func (h Heading) size() int   { return min(length(string(h)), maxHeading) }

func (h Heading) appendText(lines []string) []string {
	return append(lines, escape(Clean(string(h))))
}

func (h Heading) block(int) slack.Block {
	return slack.NewHeaderBlock(plainText(Cut(Clean(string(h)), maxHeading)))
}
