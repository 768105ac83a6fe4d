package surface

import (
	"context"
	"tcabot/bot/dispatch"
	"tcabot/commands/command"

	"github.com/slack-go/slack/slackevents"
)

// directMessage answers a message in the bot's direct message, as the slash command would, there or in its thread. It need not
// mention the bot, but may. Messages of bots, with its own answers among them, are no questions, nor is what Slack says of
// messages that were edited or deleted.
func (s *Surfaces) directMessage(ctx context.Context, e slackevents.EventsAPIEvent, m *slackevents.MessageEvent) {
	if !m.IsIM() || m.BotID != "" || !s.isPerson(m.User) || !isNewMessage(m.SubType) {
		return
	}
	line, rest, addressed := s.addressed(m.Text)
	if !addressed {
		line, rest = firstLine(m.Text)
	}
	if line == "" && !addressed {
		return // a file without a word
	}
	q := dispatch.Question{
		Who: s.author(e, m.User, m.UserTeam, m.SourceTeam), Channel: m.Channel, Thread: m.ThreadTimeStamp, Direct: true, Surface: dispatch.Message, Line: line,
	}
	if dispatch.HoldsToken(rest) {
		s.refuseMessage(ctx, e, q, command.ErrTokenPosted)
		return
	}
	s.answerMessage(ctx, e, q)
}

// isNewMessage reports whether a kind of message event is about what a person has just written: a message of no kind, one
// with a file, or a reply that is also shown outside of its thread.
func isNewMessage(subtype string) bool {
	return subtype == "" || subtype == "file_share" || subtype == "thread_broadcast"
}
