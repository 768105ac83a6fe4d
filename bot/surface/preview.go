package surface

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"sync"
	"tcabot/bot/deliver"
	"tcabot/bot/dispatch"
	"tcabot/commands/command"
	"tcabot/commands/kit"
	"tcabot/commands/preview"
	"tcabot/commands/screen"
)

// askPreview asks a person, privately, whether the links that they posted may be previewed.
func (s *Surfaces) askPreview(ctx context.Context, q dispatch.Question, p posted, where screen.Channel) {
	now := s.conf.Now()
	links := slices.DeleteFunc(slices.Clone(p.links), func(l preview.Link) bool {
		there, err := s.parts.Previews.Previewed(ctx, p.who.Workspace, p.message.Channel, l.Line, now)
		return there || err != nil
	})
	if len(links) == 0 {
		return
	}
	m, err := s.question(ctx, q, preview.Question{
		Who: p.who, Message: p.message, Links: links, External: p.external || where.External || where.Invited, Asked: now,
	}, where)
	switch {
	case err != nil:
		s.log.WarnContext(ctx, "cannot ask about a preview", "error", err)
	case m != nil:
		s.offer(ctx, q, m)
	}
}

// question saves a question and returns it as a message; nil while another one waits for its answer.
func (s *Surfaces) question(ctx context.Context, q dispatch.Question, about preview.Question, where screen.Channel) (kit.Message, error) {
	var err error
	if about.ID, err = s.parts.Previews.AskPreview(ctx, about); err != nil || about.ID == 0 {
		return nil, err
	}
	return preview.Ask(s.screen(q), about, where), nil
}

func (s *Surfaces) screen(q dispatch.Question) command.Screen {
	return command.Screen{Words: q.Words, Command: s.conf.Command}
}

// offer shows a message to whoever posted a link, beside it.
func (s *Surfaces) offer(ctx context.Context, q dispatch.Question, m kit.Message) {
	if err := s.parts.Sender.Ephemeral(ctx, q.Channel, q.Who.User, q.Thread, m); err != nil { // mostly a conversation that the bot is not in: the link itself works all the same
		s.log.DebugContext(ctx, "cannot offer a link preview", "error", err)
	}
}

// answerPreview does what a person chose for the links that they posted.
func (s *Surfaces) answerPreview(ctx context.Context, p *press) {
	answer, number, _ := strings.Cut(p.name, "/")
	id, err := strconv.ParseInt(number, 10, 64)
	if err != nil {
		s.decline(ctx, p, command.ErrBadButton)
		return
	}
	if !s.firstAnywhere(ctx, "preview "+p.ID) {
		return // another process answers this press
	}
	about, ok, err := s.parts.Previews.TakePreview(ctx, p.Who, id, s.conf.Now())
	switch {
	case err != nil:
		s.decline(ctx, p, fmt.Errorf("look up what a person was asked about: %w", err))
	case !ok:
		s.replace(ctx, p, kit.Render(preview.Expired(s.screen(p.Question))))
	case answer == preview.AnswerNever:
		s.show(ctx, p, s.answer(ctx, p))
	default:
		s.previewAnswered(ctx, p, answer, about)
	}
}

// previewAnswered shows the previews that a person allowed, if those still read the channel who read it when they were asked.
func (s *Surfaces) previewAnswered(ctx context.Context, p *press, answer string, about preview.Question) {
	s.parts.Directory.ForgetChannel(about.Message.Channel) // the event that it was shared may be on its way
	where, err := s.parts.Directory.Channel(ctx, p.Who.Workspace, about.Message.Channel)
	where.External = where.External || about.External
	external := where.External || where.Invited
	switch {
	case err != nil || !s.conf.Policy.Allows(where):
		s.replace(ctx, p, kit.Render(kit.Message{kit.Para(kit.Phrase(p.Words, "share.unknown"))}))
		return
	case external && !about.External:
		about.External, about.Asked = true, s.conf.Now()
		m, err := s.question(ctx, p.Question, about, where)
		switch {
		case err != nil:
			s.decline(ctx, p, fmt.Errorf("ask about a preview: %w", err))
			return
		case m == nil: // another question waits
			m = preview.Expired(s.screen(p.Question))
		}
		s.replace(ctx, p, kit.Render(m))
		return
	}
	if answer == preview.AnswerAlways {
		chosen := s.answer(ctx, p)
		s.replace(ctx, p, chosen.Message)
		if chosen.OK {
			s.preview(ctx, p.Question, about)
		}
		return
	}
	s.replace(ctx, p, s.preview(ctx, p.Question, about))
}

// replace puts a message in the place of the one whose button was pressed.
func (s *Surfaces) replace(ctx context.Context, p *press, m kit.Rendered) {
	s.presses.markAnswered(p)
	s.parts.Responder.Respond(ctx, p.address(), deliver.Replacement(m))
}

// previewLater has the cards of links shown by a worker of the dispatcher: TCA may be slow, and other events would wait. Without
// a free one there are none.
func (s *Surfaces) previewLater(ctx context.Context, q dispatch.Question, about preview.Question) {
	err := s.work(q, func(ctx context.Context) { s.preview(ctx, q, about) }, func(context.Context, dispatch.Answer) {}) // nobody asked
	if err != nil {
		s.log.InfoContext(ctx, "links are not previewed", "error", err)
	}
}

// preview shows the cards of links under their message, made with the access of whoever posted it. It says what came of it,
// for them alone.
func (s *Surfaces) preview(ctx context.Context, q dispatch.Question, about preview.Question) kit.Rendered {
	u := deliver.Unfurl{
		Channel: about.Message.Channel, TS: about.Message.TS, ID: about.Message.UnfurlID, Source: about.Message.Source, Cards: map[string]kit.Rendered{},
		Entities: map[string]deliver.Entity{},
	}
	var failed *dispatch.Answer
	for i, a := range s.cards(ctx, q, about.Links) {
		l := about.Links[i]
		if s.isAnswered(u.Channel, u.TS, l.Line) { // the question was heard meanwhile
			continue
		}
		if !a.OK || a.Message.Incomplete() {
			failed = &a
			continue
		}
		first, err := s.parts.Previews.FirstPreview(ctx, about.Who.Workspace, about.Message.Channel, l.Line, s.conf.Now())
		if err != nil {
			s.log.WarnContext(ctx, "cannot tell whether a link was previewed", "error", err)
		}
		if first && err == nil {
			u.Cards[l.URL] = a.Message
			if entity, ok := s.entity(q.Words, l.URL, a.Message); ok {
				u.Entities[l.URL] = entity
			}
		}
	}
	switch {
	case len(u.Cards) > 0:
		if err := s.parts.Sender.Unfurl(ctx, u); err != nil {
			s.forgetCards(ctx, about, u)
			return s.unfurlRefused(ctx, q, err)
		}
	case failed != nil:
		return failed.Message
	}
	return kit.Render(preview.Answered(s.screen(q), len(u.Cards)))
}

// forgetCards lets links whose previews Slack did not take be previewed when they are posted again.
func (s *Surfaces) forgetCards(ctx context.Context, about preview.Question, u deliver.Unfurl) {
	for _, l := range about.Links {
		if _, noted := u.Cards[l.URL]; !noted {
			continue
		}
		if err := s.parts.Previews.ForgetPreview(ctx, about.Who.Workspace, about.Message.Channel, l.Line); err != nil {
			s.log.WarnContext(ctx, "cannot forget a preview that was not shown", "error", err)
		}
	}
}

// unfurlRefused says why Slack did not take previews.
func (s *Surfaces) unfurlRefused(ctx context.Context, q dispatch.Question, err error) kit.Rendered {
	s.log.WarnContext(ctx, "cannot show a preview", "error", err)
	said := kit.Phrase(q.Words, "preview.refused")
	if errors.Is(err, deliver.ErrScope) {
		said = screen.MissingScope(q.Words, &command.ScopeError{Scopes: []string{"links:write"}})
	}
	return kit.Render(kit.Message{kit.Para(said)})
}

// cards are the answers that show links, in their order.
func (s *Surfaces) cards(ctx context.Context, q dispatch.Question, links []preview.Link) []dispatch.Answer {
	answers := make([]dispatch.Answer, len(links))
	var all sync.WaitGroup
	for i, l := range links {
		asked := q
		asked.Line, asked.State, asked.Surface = l.Line, command.State{Line: l.Line, Known: true}, dispatch.Link
		all.Go(func() { answers[i] = s.parts.Dispatcher.Answer(ctx, asked) })
	}
	all.Wait()
	return answers
}
