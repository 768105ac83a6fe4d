package surface

import (
	"context"
	"errors"
	"tcabot/bot/dispatch"
	"tcabot/commands/command"
	"tcabot/commands/kit"
	"tcabot/commands/screen"
	"time"

	"github.com/slack-go/slack"
)

// suggestLimit leaves room within Slack's three seconds for the way there and back.
const suggestLimit = 2 * time.Second

// handleSuggestion offers what a text typed into a field may mean, with the typer's own account. Slack waits for the options in
// the acknowledgement; when they are late, or cannot be had, there are none, and the person types on.
func (s *Surfaces) handleSuggestion(envelope string, call slack.InteractionCallback, to Acknowledger) {
	typing, channel, ok := s.typing(call, to)
	if !ok {
		to.Ack(suggestions(nil))
		return
	}
	q := dispatch.Question{ID: envelope, Who: whoOf(call), Channel: channel, Surface: dispatch.Suggestion}
	err := s.work(q, func(ctx context.Context) {
		ctx, cancel := context.WithTimeout(ctx, suggestLimit)
		defer cancel()
		began := time.Now()
		options, err := s.suggest(ctx, q, typing)
		s.parts.Dispatcher.Answered(q.Surface, err, time.Since(began))
		if err != nil {
			s.log.WarnContext(ctx, "cannot suggest options", "fault", screen.FaultOf(err), "error", err)
		}
		to.Ack(suggestions(options))
	}, func(context.Context, dispatch.Answer) { to.Ack(suggestions(nil)) })
	if err != nil {
		to.Ack(suggestions(nil))
	}
}

// typing is what is being typed, into a field of a form or into the search of a screen, and where that was opened.
func (s *Surfaces) typing(call slack.InteractionCallback, to Acknowledger) (t command.Typing, channel string, ok bool) {
	if call.ActionID == command.SearchField {
		return command.Typing{Kind: command.SuggestScreens, Text: call.Value}, call.Channel.ID, true
	}
	f, err := formOf(call, to)
	if err != nil {
		return t, "", false
	}
	t, ok = s.parts.Forms.Typing(f.Line, call.ActionID, call.Value)
	return t, f.Channel, ok
}

func (s *Surfaces) suggest(ctx context.Context, q dispatch.Question, typing command.Typing) ([]kit.Option, error) {
	if dispatch.HoldsToken(typing.Text) {
		return nil, nil
	}
	q = s.identified(ctx, q)
	if s.isForeign(q.Who) {
		return nil, nil
	}
	r, err := s.requestOf(ctx, q)
	if err != nil {
		return nil, err
	}
	return s.parts.Suggester.Suggest(ctx, r, typing)
}

// requestOf is a question about a form that has no answer of its own, with the account of whoever fills it in.
func (s *Surfaces) requestOf(ctx context.Context, q dispatch.Question) (*command.Request, error) {
	link, err := s.parts.Accounts.Link(ctx, q.Who)
	if err != nil {
		return nil, err
	}
	r := q.Request(s.conf.Command)
	r.Username, r.Names, r.Login, r.TCA = link.Username, link.Names, link.Generation, s.parts.Accounts.Client(link)
	return r, nil
}

// suggestions is an acknowledgement with options. Slack wants the list also when it is empty, which slack-go leaves out.
func suggestions(options []kit.Option) any {
	return map[string]any{"options": kit.Options(options)}
}

// usualLimit bounds how long a form waits for what its fields begin with: its trigger lives three seconds.
const usualLimit = time.Second

// usual adds what fields usually begin with to the line of a press that opens a form, as far as they are empty. It returns the
// options by field. A form opens without when they cannot be had.
func (s *Surfaces) usual(ctx context.Context, p *press) map[string]kit.Option {
	empty := map[string]command.SuggestKind{}
	values := map[string][]string{}
	for _, f := range s.parts.Forms.Filters(p.Words, p.State.Line) {
		values[f.Name] = f.Values
		if f.Suggest.Begins() && len(f.Values) == 0 {
			empty[f.Name] = f.Suggest
		}
	}
	if len(empty) == 0 {
		return nil
	}
	ctx, cancel := context.WithTimeout(ctx, usualLimit)
	defer cancel()
	r, err := s.requestOf(ctx, p.Question)
	if errors.Is(err, command.ErrNotLinked) {
		return nil
	}
	var known map[command.SuggestKind]kit.Option
	if err == nil {
		known, err = s.parts.Suggester.Usual(ctx, r)
	}
	if err != nil {
		s.log.WarnContext(ctx, "cannot find out what a form begins with", "fault", screen.FaultOf(err), "error", err)
	}
	found := map[string]kit.Option{}
	for field, kind := range empty {
		if o, ok := known[kind]; ok {
			found[field], values[field] = o, []string{o.Value}
		}
	}
	line, err := s.parts.Forms.Narrow(p.State.Line, values)
	if err != nil || len(found) == 0 {
		return nil
	}
	p.Line, p.State.Line = line, line
	return found
}
