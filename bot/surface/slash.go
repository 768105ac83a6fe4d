package surface

import (
	"context"
	"tcabot/bot/deliver"
	"tcabot/bot/dispatch"
	"tcabot/commands/command"
	"tcabot/commands/kit"
	"time"

	"github.com/slack-go/slack"
)

// maxAck keeps answers in acknowledgements clear of the 20 kB from which Slack silently drops them.
const maxAck = 18_000

// handleSlash answers a typed command: in its acknowledgement when the answer is at hand within the grace, else through its
// response URL.
func (s *Surfaces) handleSlash(envelope string, cmd slack.SlashCommand, to Acknowledger) {
	if !s.firstEnvelope(envelope) {
		to.Ack(nil)
		return
	}
	q := slashQuestion(cmd)
	q.ID = envelope
	if s.recallSlash(q, cmd.ResponseURL, to) {
		return
	}
	err := s.work(q, func(ctx context.Context) { s.runSlash(ctx, q, cmd.ResponseURL, to) }, func(ctx context.Context, a dispatch.Answer) {
		to.Ack(nil)
		s.parts.Responder.Respond(ctx, address(q, cmd.ResponseURL), deliver.Private(a.Message))
	})
	if err != nil {
		s.refuse(q, func(ctx context.Context) {
			response := deliver.Private(s.parts.Dispatcher.Refuse(ctx, s.identified(ctx, q), err).Message)
			to.AckAnswer(response, func(ctx context.Context) {
				s.parts.Responder.Respond(traced(ctx, q), address(q, cmd.ResponseURL), response)
			})
		})
	}
}

// slashQuestion reads a typed command.
func slashQuestion(cmd slack.SlashCommand) dispatch.Question {
	return dispatch.Question{
		Who:     command.Who{Workspace: cmd.TeamID, User: cmd.UserID},
		Channel: cmd.ChannelID,
		Direct:  cmd.ChannelName == "directmessage",
		Surface: dispatch.Slash,
		Line:    typed(cmd.Text),
	}
}

// recallSlash acknowledges a command with the answer that is remembered for it, and reports whether there is one.
func (s *Surfaces) recallSlash(q dispatch.Question, url string, to Acknowledger) bool {
	q, ok := s.recalled(q)
	if !ok || mentions(q.Line) || s.conf.Timing.Grace < 0 {
		return false
	}
	began := time.Now()
	a, ok := s.parts.Dispatcher.Recall(q)
	if !ok || !s.acknowledge(a, q, address(q, url), to) {
		return false
	}
	s.parts.Dispatcher.Answered(q.Surface, nil, time.Since(began))
	return true
}

// acknowledge acknowledges a command with its answer, unless that is one that an acknowledgement cannot hold.
func (s *Surfaces) acknowledge(a dispatch.Answer, q dispatch.Question, at deliver.Address, to Acknowledger) bool {
	response := deliver.Private(a.Message)
	if response.Size() >= maxAck || a.Message.Charted() {
		return false
	}
	to.AckAnswer(response, func(ctx context.Context) { s.parts.Responder.Respond(traced(ctx, q), at, response) })
	return true
}

// runSlash looks up who asks and runs the line. The acknowledgement waits for neither beyond the grace.
func (s *Surfaces) runSlash(ctx context.Context, q dispatch.Question, url string, to Acknowledger) {
	identified := make(chan dispatch.Question, 1)
	answers := make(chan dispatch.Answer, 1)
	go func() {
		q := q
		defer s.recovered(ctx, q, func(_ context.Context, a dispatch.Answer) {
			select {
			case identified <- q:
			default: // it is known already
			}
			answers <- a
		})
		q = s.identified(ctx, q)
		q.Line = s.named(ctx, q.Who.Workspace, q.Line)
		identified <- q
		answers <- s.parts.Dispatcher.Answer(ctx, q)
	}()
	asked := time.Now()
	grace := time.NewTimer(s.conf.Timing.Grace)
	defer grace.Stop()
	select {
	case a := <-answers:
		at := address(<-identified, url)
		if !s.acknowledge(a, q, at, to) {
			to.Ack(nil)
			s.parts.Responder.Respond(ctx, at, deliver.Private(a.Message))
		}
		s.disconnected(ctx, at.Who, q.Line, a)
	case <-grace.C:
		to.Ack(nil)
		at := address(<-identified, url)
		a := s.await(ctx, at, asked, answers)
		s.parts.Responder.Respond(ctx, at, deliver.Private(a.Message))
		s.disconnected(ctx, at.Who, q.Line, a)
	}
}

// begin has a question answered. The caller must receive the answer.
func (s *Surfaces) begin(ctx context.Context, q dispatch.Question) <-chan dispatch.Answer {
	answers := make(chan dispatch.Answer, 1)
	go func() { answers <- s.parts.Dispatcher.Answer(ctx, q) }()
	return answers
}

// await waits for the answer to what was asked at a moment, and tells the person when it takes long.
func (s *Surfaces) await(ctx context.Context, at deliver.Address, asked time.Time, answers <-chan dispatch.Answer) dispatch.Answer {
	working := time.NewTimer(time.Until(asked.Add(s.conf.Timing.Working)))
	defer working.Stop()
	select {
	case a := <-answers:
		return a
	case <-working.C:
		s.parts.Responder.Respond(ctx, at, deliver.Progress(kit.Render(kit.Message{kit.Note(kit.Phrase(at.Words, "working"))})))
		return <-answers
	}
}
