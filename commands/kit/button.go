package kit

import "github.com/slack-go/slack"

// Slack's limits for a button, from its Block Kit reference.
const (
	maxLabel = 75
	maxValue = 2000
)

// Button is pressed. With a URL it opens a page, else its Value comes back to the bot.
type Button struct {
	ID    string // unique in its row; what stands before "/" says who handles it
	Label string
	Value string
	URL   string
	Main  bool // the one button most people want
	Alert bool // the one that takes something away
	Ask   *Ask // asked before the press counts
}

// Ask is a question put before a press counts.
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
