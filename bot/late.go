package bot

import (
	"context"
	"errors"
	"tcabot/bot/deliver"

	"github.com/slack-go/slack"
)

// late delivers what a response URL no longer takes: half an hour after the press, or after five uses, Slack forgets it,
// and a form may be open for longer. What is for everybody is posted like any message. What is for one person is shown to
// them alone where they asked, or else in their direct message.
// https://docs.slack.dev/interactivity/handling-user-interaction#message_responses
func (b *Bot) late(a ask, p payload) {
	m := p.message
	if p.Type == slack.ResponseTypeInChannel {
		err := b.attempt(func(ctx context.Context) error {
			_, err := b.sender.Post(ctx, deliver.Message{Channel: a.channel, Message: m})
			return err
		})
		if err == nil {
			return
		}
		b.log.WarnContext(b.work, "a page is not shared", "error", err)
		if errors.Is(err, deliver.ErrUncertain) {
			return // it may be there, and to say that it is not would be wrong as often as right
		}
		m = b.note(b.work, a, "share.late")
	}
	err := b.attempt(func(ctx context.Context) error { return b.sender.Ephemeral(ctx, a.channel, a.who.User, "", m) })
	if err != nil && !errors.Is(err, deliver.ErrUncertain) {
		m = append(b.note(b.work, a, "late.here"), m...)
		err = b.attempt(func(ctx context.Context) error {
			_, err := b.sender.Post(ctx, deliver.Message{Channel: a.who.User, Message: m})
			return err
		})
	}
	if err != nil {
		b.log.ErrorContext(b.work, "answer not delivered", "error", err)
	}
}

// attempt gives each way its own time: that one is full says nothing of the next.
func (b *Bot) attempt(send func(context.Context) error) error {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(b.work), postPatience)
	defer cancel()
	return send(ctx)
}
