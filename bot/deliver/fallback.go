package deliver

import (
	"context"
	"errors"
	"tcabot/commands/kit"

	"github.com/slack-go/slack"
)

// deliverAsMessage delivers what a response URL no longer takes: half an hour after the press, or after five uses, Slack
// forgets it, and a form may be open for longer. What is for everybody is posted like any message. What is for one
// person is shown to them alone where they asked, or else in their direct message.
// https://docs.slack.dev/interactivity/handling-user-interaction#message_responses
func (r *Responder) deliverAsMessage(ctx context.Context, to Address, answer Response) {
	m := answer.message
	if answer.Type == slack.ResponseTypeInChannel {
		err := attempt(ctx, func(ctx context.Context) error {
			_, err := r.sender.Post(ctx, Message{Channel: to.Channel, Thread: to.Thread, Message: m})
			return err
		})
		if err == nil {
			return
		}
		r.log.WarnContext(ctx, "cannot share a page", "error", err)
		if errors.Is(err, ErrUncertain) {
			return // it may be there, and to say that it is not would be wrong as often as right
		}
		m = kit.Message{kit.Note(kit.Phrase(to.Words, "share.late"))}
	}
	err := attempt(ctx, func(ctx context.Context) error {
		return r.sender.Ephemeral(ctx, to.Channel, to.Who.User, to.Thread, m)
	})
	if err != nil && !errors.Is(err, ErrUncertain) {
		m = append(kit.Message{kit.Note(kit.Phrase(to.Words, "late.here"))}, m...)
		err = attempt(ctx, func(ctx context.Context) error {
			_, err := r.sender.Post(ctx, Message{Channel: to.Who.User, Message: m})
			return err
		})
	}
	if err != nil {
		r.log.ErrorContext(ctx, "answer not delivered", "error", err)
	}
}

// attempt gives each way its own time: that one is full says nothing of the next.
func attempt(ctx context.Context, send func(context.Context) error) error {
	ctx, cancel := context.WithTimeout(ctx, responseLimit)
	defer cancel()
	return send(ctx)
}
