package kit

import "github.com/slack-go/slack"

// Slack's limits for a button, from its Block Kit reference.
const (
	maxLabel = 75
	maxValue = 2000
)

// Button opens a page when it has a URL; otherwise a click sends its Value to the bot.
type Button struct {
	ID    string // unique in its row; the part before "/" names its handler
	Label string
	Value string
	URL   string
	Main  bool // the primary button
	Alert bool // a destructive action
	Ask   *Ask // a confirmation before the click counts
}

// Ask is a confirmation dialog.
type Ask struct{ Title, Text, Yes, No string }

func (b Button) size() int {
	n := min(length(b.Label), maxLabel) + length(b.Value) + length(b.URL)
	if b.Ask != nil {
		n += length(b.Ask.Title + b.Ask.Text + b.Ask.Yes + b.Ask.No)
	}
	return n
}

func (b Button) element() slack.BlockElement {
	e := slack.NewButtonBlockElement(b.ID, Cut(b.Value, maxValue), plainText(Cut(b.Label, maxLabel)))
	e.URL = b.URL
	if b.Main {
		e.Style = slack.StylePrimary
	}
	if b.Alert {
		e.Style = slack.StyleDanger
	}
	if b.Ask != nil {
		e.Confirm = slack.NewConfirmationBlockObject(plainText(Cut(b.Ask.Title, 100)), plainText(Cut(b.Ask.Text, 300)),
			plainText(Cut(b.Ask.Yes, 30)), plainText(Cut(b.Ask.No, 30)))
	}
	return e
}
