package deliver

import (
	"context"
	"errors"
	"tcabot/commands/kit"
)

// Reply is the answer to a question that was asked with a message, for which Slack gives no response URL. In a channel only
// whoever asked sees it; in the direct message with the bot it is an ordinary message. It is not safe for concurrent use.
type Reply struct {
	responder *Responder
	to        Address
	direct    bool
	progress  Ref // the message that says how far the answer is; the answer takes its place
}

// Reply begins the answer to a message, in the thread of the address. direct says that its channel is the direct message of
// the person with the bot.
func (r *Responder) Reply(to Address, direct bool) *Reply {
	return &Reply{responder: r, to: to, direct: direct}
}

// Progress says how far the answer is. It is not worth delivering in another way.
func (p *Reply) Progress(ctx context.Context, m kit.Rendered) {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), responseLimit)
	defer cancel()
	var err error
	if p.direct {
		p.progress, err = p.responder.sender.post(ctx, call{}, p.message(), m)
	} else {
		err = p.responder.sender.ephemeral(ctx, call{}, p.to.Channel, p.to.Who.User, p.to.Thread, m)
	}
	if err != nil {
		p.responder.log.InfoContext(ctx, "progress note not delivered", "error", err)
	}
}

// Answer delivers the answer, whatever becomes of the context's deadline. What cannot be delivered is logged.
func (p *Reply) Answer(ctx context.Context, m kit.Rendered) {
	ctx = context.WithoutCancel(ctx)
	var err error
	switch {
	case p.direct:
		err = p.answerDirect(ctx, m)
	case p.to.Who.Workspace != p.responder.workspace: // they get no direct messages
		err = attempt(ctx, func(ctx context.Context) error {
			return p.responder.sender.ephemeral(ctx, call{}, p.to.Channel, p.to.Who.User, p.to.Thread, m)
		})
	default:
		err = p.responder.tell(ctx, p.to, m)
	}
	if err != nil {
		p.responder.log.ErrorContext(ctx, "answer not delivered", "error", err)
	}
}

// answerDirect puts the answer in the place of what said how far it is or, without that, posts it. To say it twice does no
// harm there.
func (p *Reply) answerDirect(ctx context.Context, m kit.Rendered) error {
	if p.progress.TS != "" {
		err := attempt(ctx, func(ctx context.Context) error {
			return p.responder.sender.update(ctx, call{method: updateMessage, again: true}, p.progress, m)
		})
		if err == nil {
			return nil
		}
		p.responder.log.WarnContext(ctx, "cannot replace a progress note by the answer", "error", err)
	}
	post := func(ctx context.Context) error {
		_, err := p.responder.sender.post(ctx, call{}, p.message(), m)
		return err
	}
	err := attempt(ctx, post)
	if errors.Is(err, ErrUncertain) {
		err = attempt(ctx, post)
	}
	return err
}

func (p *Reply) message() Message { return Message{Channel: p.to.Channel, Thread: p.to.Thread} }
