package surface

import (
	"context"
	"errors"
	"slices"
	"tcabot/api"
	"tcabot/api/secret"
	"tcabot/bot/deliver"
	"tcabot/bot/dispatch"
	"tcabot/commands/account"
	"tcabot/commands/command"
	"tcabot/commands/kit"
	"tcabot/commands/locale"
	"tcabot/commands/screen"
	"time"

	"github.com/slack-go/slack"
)

const fieldToken = "token"

// pastedToken is the token in what was pasted: people copy it with the header, the quotes or the spaces around it. It is
// empty when there is none, or more than one.
func pastedToken(text string) string {
	found := dispatch.Tokens(text)
	slices.Sort(found)
	if found = slices.Compact(found); len(found) != 1 {
		return ""
	}
	return found[0]
}

// openLogin asks for a person's TCA token.
func (s *Surfaces) openLogin(ctx context.Context, p *press) {
	w := p.Words
	s.open(ctx, p, kit.Modal{
		Callback: formLogin, Title: w.Say("login.title"), Submit: w.Say("login.go"), Close: w.Say("button.cancel"),
		Body:   kit.Message{kit.Buttons{kit.Button{ID: "link/token", Label: w.Say("login.page"), URL: s.parts.TCA.Site().Token()}}},
		Fields: []kit.Field{{ID: fieldToken, Label: w.Say("login.label"), Hint: w.Say("login.hint")}},
	})
}

// login checks a token with TCA while its form is open, in three quarters of the time that this may take, keeps it, and answers what the person had asked for before.
func (s *Surfaces) login(ctx context.Context, f form) {
	token := pastedToken(f.text(fieldToken))
	switch {
	case s.isForeign(f.Who):
		s.reject(f, fieldToken, f.Words.Say("error.foreign"))
		return
	case token == "":
		s.reject(f, fieldToken, f.Words.Say("login.shape"))
		return
	}
	connecting, cancel := context.WithDeadline(ctx, f.received.Add(s.conf.Timing.Form))
	defer cancel()
	link, orgs, problem := s.connect(connecting, f.Who, secret.New(token), f.received.Add(s.conf.Timing.Form*3/4))
	if problem != nil {
		s.reject(f, fieldToken, problem(f.Words))
		return
	}
	me := api.Me{Username: link.Username, Nickname: link.Nickname}
	done := kit.Modal{
		Callback: formDone, Title: f.Words.Say("login.title"), Close: f.Words.Say("login.close"),
		Body: account.Connected(f.Words, s.conf.Command, me, orgs),
	}.View()
	f.to.Ack(slack.NewUpdateViewSubmissionResponse(&done))
	if !s.firstSent(f) {
		return
	}
	f.State.By = "" // a shared page stays as it is
	f.Profile = nil // it was read before
	if f.isHome() {
		s.refreshHome(ctx, f.press)
		return
	}
	defer s.renewHome(ctx, f.Who)
	a := s.answer(ctx, f.press)
	if f.shared {
		s.parts.Responder.Respond(ctx, f.address(), deliver.Private(a.Message))
		return
	}
	s.parts.Responder.Respond(ctx, f.address(), deliver.Replacement(a.Message))
}

// problem says why an account was not connected; nil when it was.
type problem func(locale.Words) string

func sentence(key locale.Key) problem { return func(w locale.Words) string { return w.Say(key) } }

// unchecked is the problem of a token that TCA did not judge.
func unchecked(err error) problem {
	reason := locale.Key("error.slow") // also for the time limit of the form
	if errors.Is(err, api.ErrUnavailable) {
		reason = screen.Unreachable(err)
	}
	return func(w locale.Words) string { return w.Say("login.unchecked", "Reason", w.Say(reason)) }
}

// connect checks a token until a time, and keeps it. problem is what to say when that failed.
func (s *Surfaces) connect(ctx context.Context, who command.Who, token secret.Text, until time.Time) (link command.Link, orgs []api.Org, problem problem) {
	checking, cancel := context.WithDeadline(ctx, until)
	defer cancel()
	// Nothing of it is remembered or shared with another attempt: what one token opens says nothing of the next.
	checking = api.WithoutCache(checking)
	client := s.parts.TCA.As(token, "")
	me, err := client.Me(checking)
	switch {
	case errors.Is(err, api.ErrInactive):
		return link, nil, sentence("login.inactive")
	case errors.Is(err, api.ErrUnauthorized):
		return link, nil, sentence("login.refused")
	case errors.Is(err, api.ErrUnexpected), errors.Is(err, api.ErrNotFound):
		return link, nil, sentence("login.odd")
	case err != nil:
		s.log.WarnContext(ctx, "cannot check a token", "error", err)
		return link, nil, unchecked(err)
	}
	if page, err := client.Orgs(checking, api.OrgFilter{}, api.Window{}); err == nil {
		orgs = page.Items // only for the greeting: without them it is shorter
	}
	link, err = s.parts.Accounts.SaveLink(ctx, command.Link{
		Who: who, Username: me.Username, Nickname: me.Nickname, Token: token, Linked: s.conf.Now(),
	})
	if err != nil {
		s.log.ErrorContext(ctx, "cannot store a link", "error", err)
		return link, nil, sentence("login.failed")
	}
	return link, orgs, nil
}
