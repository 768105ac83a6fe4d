package bot

import (
	"context"
	"tcabot/commands/command"
	"tcabot/commands/kit"

	"time"

	"github.com/slack-go/slack"
	"github.com/slack-go/slack/socketmode"
)

// suggestPatience leaves room within Slack's three seconds for the way there and back.
const suggestPatience = 2 * time.Second

// suggest offers what a text typed into a field may mean, with the typer's own account. Slack waits for the options in
// the acknowledgement; when they are late, or cannot be had, there are none, and the person types on.
func (b *Bot) suggest(client *socketmode.Client, envelope string, call slack.InteractionCallback) {
	a := ask{who: whoOf(call), channel: call.Channel.ID}
	if p, err := carriedBack(call); err == nil {
		a.channel = p.channel
	}
	if a.who.Workspace != b.home || b.enter() != nil {
		b.ack(client, envelope, suggestions(nil))
		return
	}
	go func() {
		defer b.leave()
		ctx, cancel := context.WithTimeout(b.work, suggestPatience)
		defer cancel()
		options, err := b.suggested(ctx, a, call.Value)
		if err != nil {
			b.log.WarnContext(ctx, "cannot suggest", "error", err)
		}
		b.ack(client, envelope, suggestions(options))
	}()
}

func (b *Bot) suggested(ctx context.Context, a ask, text string) ([]kit.Option, error) {
	if token.MatchString(text) {
		return nil, nil
	}
	link, err := b.store.Link(ctx, a.who)
	if err != nil {
		return nil, err
	}
	return b.deps.Finder().Suggest(ctx, &command.Request{
		Who: a.who, Channel: a.channel, Words: b.words(ctx, a.who), Command: b.conf.SlackCommand, Zone: b.profile(ctx, a.who).zone,
		Username: link.Username, TCA: b.tca.As(link.Token, owner(link)),
	}, text)
}

// suggestions is an acknowledgement with options. Slack wants the list also when it is empty, which slack-go leaves out.
func suggestions(options []kit.Option) any {
	return map[string]any{"options": kit.Options(options)}
}
