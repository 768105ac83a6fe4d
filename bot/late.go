package bot

import (
	"context"
	"errors"
	"tcabot/bot/sender"
	"tcabot/commands/kit"

	"github.com/slack-go/slack"
)

// late delivers what a response URL no longer takes: half an hour after the press, or after five uses, Slack forgets it,
// and a form may be open for longer. What is for everybody is posted like any message. What is for one person is shown to
// them alone where they asked, or else in their direct message.
// https://docs.slack.dev/interactivity/handling-user-interaction#message_responses
func (b *Bot) late(a ask, p payload) {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(b.work), postPatience)
	defer cancel()
	m := p.message
	if p.Type == slack.ResponseTypeInChannel {
		_, err := b.sender.Post(ctx, sender.Message{Channel: a.channel, Message: m})
		if err == nil {
			return
		}
		b.log.WarnContext(ctx, "a page is not shared", "error", err)
		if errors.Is(err, sender.ErrUncertain) {
			return // it may be there, and to say that it is not would be wrong as often as right
		}
		m = b.note(ctx, a, "share.late")
	}
	err := b.sender.Ephemeral(ctx, a.channel, a.who.User, "", m)
	if err != nil && !errors.Is(err, sender.ErrUncertain) {
		_, err = b.sender.Post(ctx, sender.Message{Channel: a.who.User, Message: append(kit.Message{b.note(ctx, a, "late.here")[0]}, m...)})
	}
	if err != nil {
		b.log.ErrorContext(ctx, "answer not delivered", "error", err)
	}
}
