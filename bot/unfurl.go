package bot

import (
	"context"
	"errors"
	"tcabot/commands/command"
	"tcabot/commands/line"
	"tcabot/commands/screen"
	"tcabot/commands/target"

	"time"

	"github.com/slack-go/slack/slackevents"
)

// composer is the channel of a link that is only being typed.
const composer = "COMPOSER"

// linked offers to show what a pasted page of TCA's holds. An unfurled link would show it to everybody in the
// conversation, whatever they may see in TCA: so it is a question, to the one person who pasted the link, answered with
// their own account, and sharing asks once more after saying who reads along. Who is not connected is not bothered.
func (b *Bot) linked(workspace string, e *slackevents.LinkSharedEvent) {
	who := command.Who{Workspace: workspace, User: e.User}
	if e.Channel == composer || who.Workspace != b.home {
		return
	}
	shown, ok := b.lineOf(e)
	if !ok {
		return
	}
	ctx, cancel := context.WithTimeout(b.work, 10*time.Second)
	defer cancel()
	if _, err := b.store.Link(ctx, who); err != nil {
		if !errors.Is(err, command.ErrNotLinked) {
			b.log.WarnContext(ctx, "cannot tell whether a person is connected", "error", err)
		}
		return
	}
	err := b.sender.Ephemeral(ctx, e.Channel, e.User, e.ThreadTimeStamp, screen.Offer(b.words(ctx, who), shown))
	if err != nil { // mostly a conversation that the bot is not in: the link itself works all the same
		b.log.DebugContext(ctx, "cannot offer to show a link", "error", err)
	}
}

// lineOf is the line of the first link there is a screen for.
func (b *Bot) lineOf(e *slackevents.LinkSharedEvent) (line.Line, bool) {
	for _, l := range e.Links {
		if shown, ok := target.Page(b.tca.Site(), l.URL); ok {
			return shown, true
		}
	}
	return line.Line{}, false
}
