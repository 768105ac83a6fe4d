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

	members []byte // both, in JSON; nil when they still have to be written
	charted bool
}

// Forms are the ways to say a message, the fullest first: with charts, which not every workspace knows; with them told
// in words; as text alone, should Slack refuse the blocks.
type Forms []Form

// FormsOf are the forms of a message; there is always one.
func FormsOf(m kit.Rendered) Forms {
	all := make(Forms, 0, 2)
	if m.Charted() {
		all = append(all, formOf(m))
		all[0].charted = true
		m = m.Uncharted()
	}
	if len(m.Blocks()) > 0 {
		all = append(all, formOf(m))
	}
	return append(all, Form{Text: m.Text()})
}

func formOf(m kit.Rendered) Form {
	return Form{Text: m.Text(), Blocks: m.Blocks(), members: m.Members()}
}

// json is the form as members of a JSON object.
func (f Form) json() []byte {
	if f.members != nil {
		return f.members
	}
	return kit.AppendString([]byte(`"text":`), f.Text)
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
