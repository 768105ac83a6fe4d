package surface

import (
	"cmp"
	"context"
	"tcabot/bot/deliver"
	"tcabot/bot/dispatch"
	"tcabot/commands/command"
	"tcabot/commands/kit"
	"time"

	"github.com/slack-go/slack/slackevents"
)

// messageAge is how old a message may be that is answered: as old as Slack delivers an event again in the usual way. An older
// one comes from a replay or after an outage, and nobody waits for its answer any longer.
const messageAge = 10 * time.Minute

// slackbot is the user as whom Slack itself writes, such as the reminders that people set.
const slackbot = "USLACKBOT"

// isPerson reports whether a user may be a person: neither the bot nor Slack itself.
func (s *Surfaces) isPerson(user string) bool {
	return user != "" && user != s.conf.Bot && user != slackbot
}

// author is who wrote a message: in a channel that is shared with another company the message names their workspace. See
// also memberOf.
func (s *Surfaces) author(e slackevents.EventsAPIEvent, user, team, source string) command.Who {
	return command.Who{Workspace: cmp.Or(team, source, s.workspaceOf(e)), User: user}
}

// memberOf is a person with the workspace that Slack says they belong to, which counts more than what a message says.
func (s *Surfaces) memberOf(ctx context.Context, who command.Who) command.Who {
	if p := s.parts.Directory.Person(ctx, who); p.Workspace != "" {
		who.Workspace = p.Workspace
	}
	return who
}

// answerMessage answers a question that was asked with a message, on a worker of the dispatcher.
func (s *Surfaces) answerMessage(ctx context.Context, e slackevents.EventsAPIEvent, q dispatch.Question) {
	if !s.mayAnswer(ctx, e, &q) {
		return
	}
	err := s.work(q, func(ctx context.Context) { s.runMessage(ctx, q) }, func(ctx context.Context, a dispatch.Answer) {
		s.reply(q).Answer(ctx, a.Message)
	})
	if err != nil {
		s.replyRefusal(ctx, q, err)
	}
}

// refuseMessage answers a message that is no question.
func (s *Surfaces) refuseMessage(ctx context.Context, e slackevents.EventsAPIEvent, q dispatch.Question, why error) {
	if s.mayAnswer(ctx, e, &q) {
		s.replyRefusal(ctx, q, why)
	}
}

// mayAnswer gives a question its ID, and reports whether to answer it: it is recent, and no process has taken it before.
func (s *Surfaces) mayAnswer(ctx context.Context, e slackevents.EventsAPIEvent, q *dispatch.Question) bool {
	if at := sent(e); !at.IsZero() && time.Since(at) > messageAge {
		s.log.InfoContext(ctx, "ignored a message that is no longer recent", "surface", q.Surface.String(), "age", time.Since(at).Round(time.Second))
		return false
	}
	call, ok := e.Data.(*slackevents.EventsAPICallbackEvent)
	if !ok || call.EventID == "" {
		return true
	}
	q.ID = "event " + call.EventID
	return s.firstAnywhere(ctx, "answer to "+q.ID)
}

func (s *Surfaces) runMessage(ctx context.Context, q dispatch.Question) {
	asked := time.Now()
	q.Who = s.memberOf(ctx, q.Who)
	q = s.identified(ctx, q)
	q.Line = s.named(ctx, q.Who.Workspace, q.Line)
	reply, answers := s.reply(q), s.begin(ctx, q)
	working := time.NewTimer(time.Until(asked.Add(s.conf.Timing.Working)))
	defer working.Stop()
	select {
	case a := <-answers:
		reply.Answer(ctx, a.Message)
		s.disconnected(ctx, q.Who, q.Line, a)
	case <-working.C:
		reply.Progress(ctx, kit.Render(kit.Message{kit.Note(kit.Phrase(q.Words, "working"))}))
		a := <-answers
		reply.Answer(ctx, a.Message)
		s.disconnected(ctx, q.Who, q.Line, a)
	}
}

// replyRefusal says why a question is not answered. People of other companies learn no more than that they are.
func (s *Surfaces) replyRefusal(ctx context.Context, q dispatch.Question, why error) {
	q.Who = s.memberOf(ctx, q.Who)
	q = s.identified(ctx, q)
	if s.isForeign(q.Who) {
		why = command.ErrForeign
	}
	s.reply(q).Answer(ctx, s.parts.Dispatcher.Refuse(ctx, q, why).Message)
}

func (s *Surfaces) reply(q dispatch.Question) *deliver.Reply {
	return s.parts.Replier.Reply(address(q, ""), q.Surface == dispatch.Message)
}
