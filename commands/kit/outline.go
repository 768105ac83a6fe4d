package kit

import (
	"regexp"
	"strings"
)

// Outline is a message as plain text, for those places of Slack that take neither blocks nor markup.
type Outline struct {
	Title   string // its first line
	Entries []Entry
}

// Entry is a part of an Outline: a labelled value, or lines without a label.
type Entry struct{ Label, Text string }

// maxEntryLabel is how long the label of an Entry may be, in characters: what is longer is text that happens to have a gap.
const maxEntryLabel = 40

// labelGap is between a label and its value, see screen.Facts.
const labelGap = "  "

// Outline outlines the text of the message. It says nothing that the message does not say, and has none of its controls.
func (r Rendered) Outline() Outline {
	var o Outline
	open := false // the last entry takes further lines
	for line := range strings.Lines(r.text) {
		line = strings.TrimSpace(unmark(line))
		item, isItem := strings.CutPrefix(line, "• ")
		label, value, labelled := strings.Cut(item, labelGap)
		switch {
		case line == "":
		case o.Title == "":
			o.Title = item
		case isItem && labelled && length(label) <= maxEntryLabel:
			o.Entries, open = append(o.Entries, Entry{label, strings.TrimSpace(value)}), false
		case open:
			o.Entries[len(o.Entries)-1].Text += "\n" + line
		default:
			o.Entries, open = append(o.Entries, Entry{Text: line}), true
		}
	}
	return o
}

var (
	// momentMarkup is a moment as appendMarkup writes it, with what is shown where Slack does not show the time.
	momentMarkup = regexp.MustCompile(`<!date\^[^|>]*\|([^>]*)>`)
	// idMarkup is a person or a channel; plain text has no name for either.
	idMarkup = regexp.MustCompile(`<[@#][A-Z0-9]+>`)
	// plainOf undoes appendEscaped.
	plainOf = strings.NewReplacer("&lt;", "<", "&gt;", ">", "&amp;", "&", "\u2060", "")
)

// unmark is the plain text of mrkdwn that this package wrote.
func unmark(s string) string {
	return plainOf.Replace(idMarkup.ReplaceAllString(momentMarkup.ReplaceAllString(s, "$1"), "…"))
}

// String is what comes after the title, with the labels in their places.
func (o Outline) String() string {
	var lines []string
	for _, e := range o.Entries {
		lines = append(lines, strings.TrimPrefix(e.Label+" "+e.Text, " "))
	}
	return strings.Join(lines, "\n")
}
