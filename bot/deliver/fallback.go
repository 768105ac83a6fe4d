package deliver

import (
	"context"
	"errors"
	"strings"
	"tcabot/commands/kit"
)

// deliverAsMessage delivers what a response URL did not take: half an hour after the press, or after five uses, Slack
// forgets it; and it fails as any address can. What is for everybody is posted like any message, unless it may be there
// already, which its sharer is told. What is for one person is shown to them alone where they asked, or else in their
// direct message, if need be twice: that does no harm.
// https://docs.slack.dev/interactivity/handling-user-interaction#message_responses
func (r *Responder) deliverAsMessage(ctx context.Context, to Address, answer Response, uncertain bool) {
	m := answer.message
	if answer.public() {
		if !uncertain {
			err := r.sharePage(ctx, to, m)
			if err == nil {
				return
			}
			r.log.WarnContext(ctx, "cannot share a page", "error", err)
			uncertain = errors.Is(err, ErrUncertain)
		}
		m = kit.Render(kit.Message{kit.Note(kit.Phrase(to.Words, "share.failed"))})
		if uncertain {
			m = kit.Render(kit.Message{kit.Note(kit.Phrase(to.Words, "share.unconfirmed"))})
		}
	}
	if err := r.tell(ctx, to, m); err != nil {
		r.log.ErrorContext(ctx, "answer not delivered", "error", err)
	}
}

// sharePage posts a page where it was to be shared.
func (r *Responder) sharePage(ctx context.Context, to Address, m kit.Rendered) error {
	return attempt(ctx, func(ctx context.Context) error {
		_, err := r.sender.post(ctx, call{}, Message{Channel: to.Channel, Thread: to.Thread}, m)
		return err
	})
}

// tell shows a message to one person, where they asked or else in their direct message. While it is not
// known whether Slack took it, it is sent again, and then in the other way.
func (r *Responder) tell(ctx context.Context, to Address, m kit.Rendered) error {
	if to.Channel != "" {
		err := attempt(ctx, func(ctx context.Context) error {
			return r.sender.ephemeral(ctx, call{again: true}, to.Channel, to.Who.User, to.Thread, m)
		})
		if err == nil {
			return nil
		}
		m = m.Under(kit.Message{kit.Note(elsewhere(to))})
	}
	return attempt(ctx, func(ctx context.Context) error {
		_, err := r.sender.post(ctx, call{again: true}, Message{Channel: to.Who.User}, m)
		return err
	})
}

// elsewhere says why an answer is not where it was asked for, with a link to that channel. Direct messages have no name
// to link to.
func elsewhere(to Address) kit.Line {
	if to.Channel == "" || strings.HasPrefix(to.Channel, "D") {
		return kit.Phrase(to.Words, "answer.elsewhere")
	}
	return kit.Phrase(to.Words, "answer.not_in", "Channel", kit.Channel(to.Channel))
}

// attempt gives each way its own time: that one is full says nothing of the next.
func attempt(ctx context.Context, send func(context.Context) error) error {
	ctx, cancel := context.WithTimeout(ctx, responseLimit)
	defer cancel()
	return send(ctx)
}
