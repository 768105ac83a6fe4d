package surface

import (
	"context"
	"errors"
	"regexp"
	"slices"
	"strings"
	"tcabot/bot/deliver"
	"tcabot/bot/dispatch"
	"tcabot/commands/command"
	"tcabot/commands/kit"
	"tcabot/commands/line"
	"tcabot/commands/screen"
	"tcabot/commands/target"

	"github.com/slack-go/slack"
)

// The shortcuts, by their callback ID in the manifest.
const (
	shortcutLookup = "lookup" // of a message
	shortcutFind   = "find"   // of Slack's menu
)

// maxLookup is how much of a message is read for what it names, in characters.
const maxLookup = 12_000

// handleShortcut acts on a shortcut. It was acknowledged.
func (s *Surfaces) handleShortcut(envelope string, call slack.InteractionCallback) {
	p := &press{
		Question: dispatch.Question{
			ID: envelope, Who: whoOf(call), Channel: call.Channel.ID, Thread: call.Message.ThreadTimestamp, Direct: call.Channel.ID == "", Surface: dispatch.Shortcut,
		},
		url: call.ResponseURL, trigger: call.TriggerID,
	}
	p.State = command.State{Line: line.Find().String(), Known: true}
	p.Line = p.State.Line
	var act func(context.Context)
	switch call.CallbackID {
	case shortcutLookup:
		act = func(ctx context.Context) { s.lookUp(ctx, p, textOf(call.Message)) }
	case shortcutFind:
		act = func(ctx context.Context) { s.find(ctx, p) }
	default:
		return // of another version
	}
	if err := s.work(p.Question, act, s.respond(p)); err != nil {
		s.refusePress(p, err, func() {})
	}
}

// textOf is the text of a message as people read it, and the links of what is attached to it.
func textOf(m slack.Message) string {
	all := []string{m.Text}
	for _, a := range m.Attachments {
		all = append(all, a.FromURL, a.TitleLink, a.Text, a.Fallback)
	}
	return typed(mail.ReplaceAllString(kit.Cut(strings.Join(all, "\n"), maxLookup), " "))
}

// mail is the mail address of somebody, which looks like a branch of a repository.
var mail = regexp.MustCompile(`<mailto:[^<>]*>`)

// lookUp shows, privately, what a message names in TCA. It asks TCA nothing: each button does, with the account of the person.
func (s *Surfaces) lookUp(ctx context.Context, p *press, text string) {
	p.Question = s.identified(ctx, p.Question)
	if s.isForeign(p.Who) {
		s.decline(ctx, p, command.ErrForeign)
		return
	}
	words := slices.DeleteFunc(strings.Fields(text), dispatch.HoldsToken) // which would stand in a button
	found := target.References(s.parts.TCA.Site(), strings.Join(words, " "))
	if s.isUnlinked(ctx, p.Who) {
		if len(found) > 0 {
			p.Line = found[0].Line.String()
		}
		s.decline(ctx, p, command.ErrNotLinked)
		return
	}
	s.parts.Responder.Respond(ctx, p.address(), deliver.Private(kit.Render(screen.Lookup(s.screen(p.Question), found))))
}

// find opens the form that finds a branch, a repository or a team; who is not connected is asked to connect first.
func (s *Surfaces) find(ctx context.Context, p *press) {
	p.Question = s.identified(ctx, p.Question)
	switch {
	case s.isForeign(p.Who):
		s.decline(ctx, p, command.ErrForeign)
	case s.isUnlinked(ctx, p.Who):
		s.openLogin(ctx, p)
	default:
		s.openFilter(ctx, p, true)
	}
}

// isUnlinked reports whether a person is known not to have connected an account.
func (s *Surfaces) isUnlinked(ctx context.Context, who command.Who) bool {
	_, err := s.parts.Accounts.Link(ctx, who)
	return errors.Is(err, command.ErrNotLinked)
}
