package surface

import (
	"context"
	"strings"
	"tcabot/bot/dispatch"
	"tcabot/commands/command"

	"github.com/slack-go/slack/slackevents"
)

// asideExample is the command that is shown to whoever mentions the bot within a message.
const asideExample = "issues payments-api@master"

// mentioned answers a message in a channel that mentions the bot, as the slash command would: with the writer's own account,
// and so to them alone, in the thread of the message. Messages of bots, and edited ones, are no questions; in its direct
// message the bot hears of all messages, see directMessage.
func (s *Surfaces) mentioned(ctx context.Context, e slackevents.EventsAPIEvent, m *slackevents.AppMentionEvent) {
	if m.BotID != "" || m.Edited != nil || !s.isPerson(m.User) || strings.HasPrefix(m.Channel, "D") {
		return
	}
	s.answerLinks(ctx, m.Channel, m.TimeStamp, m.Text)
	line, rest, addressed := s.addressed(m.Text)
	q := dispatch.Question{
		Who: s.author(e, m.User, m.UserTeam, m.SourceTeam), Channel: m.Channel, Thread: m.ThreadTimeStamp, Surface: dispatch.Mention, Line: line,
	}
	switch {
	case dispatch.HoldsToken(rest):
		s.refuseMessage(ctx, e, q, command.ErrTokenPosted)
	case !addressed:
		s.refuseMessage(ctx, e, q, &command.UsageError{Reason: "usage.aside", Data: []any{"Example", asideExample}})
	default:
		s.answerMessage(ctx, e, q)
	}
}

// addressed reads a message that mentions the bot: the command line is its first line that is not empty, after the mentions
// of the bot at its beginning. Mentions elsewhere stay. rest is what is not in the line. A message that begins with something
// else is about the bot, rather than for it.
func (s *Surfaces) addressed(text string) (line, rest string, ok bool) {
	text = strings.TrimSpace(text)
	for {
		after, found := strings.CutPrefix(text, "<@"+s.conf.Bot)
		label, body, closed := strings.Cut(after, ">")
		if !found || !closed || label != "" && !strings.HasPrefix(label, "|") {
			break
		}
		text, ok = strings.TrimLeft(strings.TrimSpace(body), ",:，： \t\n"), true
	}
	if !ok {
		return "", text, false
	}
	line, rest = firstLine(text)
	return line, rest, true
}

// firstLine is the command line of a message: its first line that is not empty, without the backticks that people copy along
// with a command. rest is what is not in it.
func firstLine(text string) (line, rest string) {
	for rest = strings.TrimSpace(text); rest != ""; {
		line, rest, _ = strings.Cut(rest, "\n")
		line = strings.TrimSpace(line)
		if bare := strings.Trim(line, "`"); !strings.Contains(bare, "`") {
			line = strings.TrimSpace(bare)
		}
		if line != "" {
			break
		}
	}
	return typed(line), rest
}
