package surface

import (
	"context"
	"errors"
	"tcabot/bot/dispatch"
	"tcabot/commands/command"
	"tcabot/commands/line"
	"tcabot/commands/screen"
	"tcabot/commands/target"
	"time"

	"github.com/slack-go/slack/slackevents"
)

// composer is the channel of a link that is only being typed.
const composer = "COMPOSER"

const (
	// offerLimit bounds what is done about a pasted link.
	offerLimit = 10 * time.Second
	// offerMemory is how long it is remembered that a message was asked about: Slack sends its links again whenever it
	// is edited.
	offerMemory = 24 * time.Hour
)

// pastedLink offers to show what a pasted page of TCA's holds. An unfurled link would show it to everybody in the
// conversation, whatever they may see in TCA: so it is a question, to the one person who pasted the link, answered with
// their own account, and sharing asks once more after saying who reads along. Who is not connected is not bothered.
func (s *Surfaces) pastedLink(ctx context.Context, workspace string, e *slackevents.LinkSharedEvent) {
	who := command.Who{Workspace: workspace, User: e.User}
	if e.Channel == composer || s.isForeign(who) {
		return
	}
	shown, ok := s.lineOf(e)
	if !ok {
		return
	}
	ctx, cancel := context.WithTimeout(ctx, offerLimit)
	defer cancel()
	if _, err := s.parts.Accounts.Link(ctx, who); err != nil {
		if !errors.Is(err, command.ErrNotLinked) {
			s.log.WarnContext(ctx, "cannot check whether a person is connected", "error", err)
		}
		return
	}
	if s.seen.Add("links of "+e.Channel+" "+e.MessageTimeStamp, true, offerMemory) != nil {
		return
	}
	if !s.firstAnywhere(ctx, "offer "+e.Channel+" "+e.MessageTimeStamp) {
		return
	}
	err := s.parts.Sender.Ephemeral(ctx, e.Channel, e.User, e.ThreadTimeStamp, screen.Offer(s.parts.Directory.Words(ctx, who), shown))
	if err != nil { // mostly a conversation that the bot is not in: the link itself works all the same
		s.log.DebugContext(ctx, "cannot offer a link preview", "error", err)
	}
}

// lineOf is the command line of the first link that a command shows.
func (s *Surfaces) lineOf(e *slackevents.LinkSharedEvent) (line.Line, bool) {
	for _, l := range e.Links {
		if dispatch.HoldsToken(l.URL) {
			continue // it would stand in a button
		}
		if shown, ok := target.Page(s.parts.TCA.Site(), unescape(l.URL)); ok {
			return shown, true
		}
	}
	return line.Line{}, false
}
