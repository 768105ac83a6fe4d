package surface

import (
	"context"
	"errors"
	"tcabot/bot/deliver"
	"tcabot/commands/command"
	"tcabot/commands/kit"
	"tcabot/commands/screen"
	"time"
)

// audienceLimit is the time limit for determining the audience.
const audienceLimit = 15 * time.Second

// openShare asks before a page is shown to everybody, and says who that is. Counting them may take a moment, so the
// question is there first.
func (s *Surfaces) openShare(ctx context.Context, p *press) {
	w := p.Words
	m := kit.Modal{
		Callback: formShare, Title: w.Say("share.title"), Submit: w.Say("share.go"), Close: w.Say("button.cancel"),
		Body: kit.Message{kit.Para(kit.Phrase(w, "share.channel")), kit.Note(kit.Phrase(w, "share.next"))},
	}
	id := s.open(ctx, p, m)
	if id == "" {
		return
	}
	s.presses.release(p) // whoever closes it may open it again, while the counting continues
	m.Metadata = p.metadata()
	m.Body = kit.Message{m.Body[0], s.audience(ctx, p), m.Body[1]}
	if err := s.parts.Sender.UpdateModal(ctx, id, "", m); err != nil {
		s.log.WarnContext(ctx, "cannot update a modal", "modal", m.Callback, "error", err)
	}
}

// audience says who can read a conversation, as digests do.
func (s *Surfaces) audience(ctx context.Context, p *press) kit.Part {
	ctx, cancel := context.WithTimeout(ctx, audienceLimit)
	defer cancel()
	c, err := s.parts.Directory.Channel(ctx, p.Who.Workspace, p.Channel)
	if scope, ok := errors.AsType[*command.ScopeError](err); ok {
		return kit.Para(screen.MissingScope(p.Words, scope))
	}
	if err != nil {
		s.log.DebugContext(ctx, "cannot determine the audience of a channel", "error", err)
		return kit.Para(kit.Phrase(p.Words, "share.unknown"))
	}
	return kit.Para(screen.Audience(command.Screen{Words: p.Words, Command: s.conf.Command}, c))
}

// share shows a page to everybody in the conversation, with the sharer's own rights.
func (s *Surfaces) share(ctx context.Context, f form) {
	f.to.Ack(nil)
	if !s.firstSent(f) || !s.firstAnywhere(ctx, "share "+f.ID) {
		return
	}
	f.State.By = f.Who.User
	a := s.answer(ctx, f.press)
	if !a.OK {
		s.parts.Responder.Respond(ctx, f.address(), deliver.Private(a.Message))
		return
	}
	s.parts.Responder.Respond(ctx, f.address(), deliver.Public(a.Message))
}
