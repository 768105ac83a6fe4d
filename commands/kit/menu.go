package kit

import "github.com/slack-go/slack"

// Slack's limits for a menu, from its Block Kit reference.
const (
	maxOptions = 100
	maxOption  = 150
)

// Menu offers one choice among many.
type Menu struct {
	ID          string
	Placeholder string
	Options     []Option
}

// Option is one line of a Menu. Its Value may be 150 characters long.
type Option struct{ Label, Value string }

func (m Menu) size() int {
	n := length(m.Placeholder)
	for _, o := range m.Options {
		n += min(length(o.Label), maxLabel) + length(o.Value)
	}
	return n
}

func (m Menu) element() slack.BlockElement {
	if len(m.Options) == 0 {
		return nil
	}
	options := make([]*slack.OptionBlockObject, 0, len(m.Options))
	for _, o := range m.Options[:min(len(m.Options), maxOptions)] {
		if len(o.Value) > maxOption {
			continue // its line would come back cut; the list above still links to it
		}
		options = append(options, slack.NewOptionBlockObject(o.Value, plainText(Cut(Clean(o.Label), maxLabel)), nil))
	}
	return slack.NewOptionsSelectBlockElement(slack.OptTypeStatic, plainText(Cut(m.Placeholder, maxLabel)), m.ID, options...)
}
