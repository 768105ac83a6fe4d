package deliver

import (
	"context"
	"log/slog"
	"tcabot/commands/kit"

	"github.com/slack-go/slack"
)

// Form is one way to say a message.
type Form struct {
	Text   string // always: notifications and screen readers know nothing else
	Blocks kit.Blocks

	charted bool
}

// Forms are the ways to say a message, the fullest first: with charts, which not every workspace knows; with them told
// in words; as text alone, should Slack refuse the blocks.
type Forms []Form

// FormsOf are the forms of a message; there is always one.
func FormsOf(m kit.Rendered) Forms {
	text := m.Text()
	all := make(Forms, 0, 2)
	blocks := m.Blocks()
	if m.Charted() {
		all = append(all, Form{Text: text, Blocks: blocks, charted: true})
		blocks = m.Uncharted().Blocks()
	}
	if len(blocks) > 0 {
		all = append(all, Form{Text: text, Blocks: blocks})
	}
	return append(all, Form{Text: text})
}

// Next gives up the first form, which Slack refused, writes down why, and reports whether there is another one. That a
// chart is refused is expected; anything else is a mistake of ours.
func (f *Forms) Next(ctx context.Context, log *slog.Logger, why ...slog.Attr) bool {
	refused := (*f)[0]
	*f = (*f)[1:]
	switch {
	case refused.charted:
		log.LogAttrs(ctx, slog.LevelInfo, "slack refused a chart, telling it in words", why...)
	case len(refused.Blocks) > 0:
		log.LogAttrs(ctx, slog.LevelError, "slack refused the blocks of a message, sending its text", why...)
	default:
		log.LogAttrs(ctx, slog.LevelError, "slack refused the text of a message", why...)
	}
	return len(*f) > 0
}

// options is the form as a new message.
func (f Form) options() []slack.MsgOption {
	options := []slack.MsgOption{slack.MsgOptionText(f.Text, false)}
	if len(f.Blocks) > 0 {
		options = append(options, slack.MsgOptionBlocks(f.Blocks.Slack()...))
	}
	return options
}
