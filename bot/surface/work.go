package surface

import (
	"context"
	"tcabot/api/crash"
	"tcabot/bot/deliver"
	"tcabot/bot/dispatch"
	"tcabot/bot/trace"
	"tcabot/commands/locale"

	"github.com/slack-go/slack"
)

// work has a worker do something about a question. When that panics, tell is given the answer that says so. With
// command.ErrBusy or command.ErrStopping it is not done.
func (s *Surfaces) work(q dispatch.Question, do func(context.Context), tell func(context.Context, dispatch.Answer)) error {
	return s.parts.Dispatcher.Go(func(ctx context.Context) {
		ctx = traced(ctx, q)
		defer s.recovered(ctx, q, tell)
		do(ctx)
	})
}

// traced is a context about a question.
func traced(ctx context.Context, q dispatch.Question) context.Context {
	return trace.Begin(ctx, q.ID, q.Surface.String())
}

// recovered catches a panic in what is done about a question, and has it told. It is deferred. A panic in tell is logged.
func (s *Surfaces) recovered(ctx context.Context, q dispatch.Question, tell func(context.Context, dispatch.Answer)) {
	v := recover()
	if v == nil {
		return
	}
	s.crashed(ctx, q, crash.Of(v), tell)
}

func (s *Surfaces) crashed(ctx context.Context, q dispatch.Question, err error, tell func(context.Context, dispatch.Answer)) {
	defer func() {
		if v := recover(); v != nil {
			s.parts.Dispatcher.Panicked(ctx, crash.Of(v))
		}
	}()
	if q.Words == (locale.Words{}) {
		q.Words = s.knownWords(q)
	}
	tell(ctx, s.parts.Dispatcher.Crashed(ctx, q, err))
}

// knownWords is the language of whoever asks, as far as it is remembered. To ask for it may be what panics.
func (s *Surfaces) knownWords(q dispatch.Question) (w locale.Words) {
	defer func() {
		if recover() != nil {
			w = locale.In(locale.English)
		}
	}()
	if known, ok := s.recalled(q); ok {
		return known.Words
	}
	return locale.In(locale.English)
}

// respond tells a person alone, where they pressed something, what became of it.
func (s *Surfaces) respond(p *press) func(context.Context, dispatch.Answer) {
	return func(ctx context.Context, a dispatch.Answer) {
		s.parts.Responder.Respond(ctx, p.address(), deliver.Private(a.Message))
	}
}

// unhandled tells a person that what they did could not even be read.
func (s *Surfaces) unhandled(envelope string, payload any, to Acknowledger, err error) {
	q, url := dispatch.Question{ID: envelope, Surface: dispatch.Button}, ""
	switch p := payload.(type) {
	case slack.SlashCommand:
		q, url = slashQuestion(p), p.ResponseURL
		q.ID = envelope
	case slack.InteractionCallback:
		q.Who, q.Channel, url = whoOf(p), p.Channel.ID, p.ResponseURL
	default: // an event, of which nobody waits for an answer
		q.Surface = 0
	}
	s.refuse(q, func(ctx context.Context) {
		s.crashed(ctx, q, err, func(ctx context.Context, a dispatch.Answer) {
			to.Ack(nil)
			if q.Who.User != "" {
				s.parts.Responder.Respond(ctx, address(q, url), deliver.Private(a.Message))
			}
		})
	})
}
