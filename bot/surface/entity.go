package surface

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"net/url"
	"tcabot/api"
	"tcabot/bot/deliver"
	"tcabot/bot/dispatch"
	"tcabot/commands/command"
	"tcabot/commands/kit"
	"tcabot/commands/locale"
	"tcabot/commands/target"

	"github.com/slack-go/slack/slackevents"
)

// The preview of a link carries an entity, which Slack calls a Work Object, for everybody who reads it: it says what the card
// says, and no more. Whoever opens it is shown a pane, which is filled with their own access.
// https://docs.slack.dev/reference/events/entity_details_requested

// entity is the entity of a previewed link; not ok when it does not lead to an object of TCA's.
func (s *Surfaces) entity(w locale.Words, link string, text kit.Rendered) (deliver.Entity, bool) {
	page := unescape(link)
	about, ok := target.ObjectOf(s.parts.TCA.Site(), page)
	return entityOf(w, about, page, text), ok
}

func entityOf(w locale.Words, about target.Object, page string, text kit.Rendered) deliver.Entity {
	return deliver.Entity{
		ID: entityID(about), Kind: string(about.Kind), URL: page, Label: w.Say(locale.Group("entity").Key(string(about.Kind))),
		Number: about.ID, Text: text.Outline(), Rest: w.Say("entity.rest"), Notes: w.Say("entity.notes"),
	}
}

// entityID is the same for all links to an object. It is a digest because Slack does not say which characters an ID may have.
func entityID(about target.Object) string {
	sum := sha256.Sum256([]byte(about.Card.String()))
	return hex.EncodeToString(sum[:16])
}

// entityOpened fills the pane of an entity for whoever opened it. Slack may tell of it several times.
func (s *Surfaces) entityOpened(ctx context.Context, e slackevents.EventsAPIEvent, opened *slackevents.EntityDetailsRequestedEvent) {
	q := dispatch.Question{
		ID: "pane " + opened.TriggerID, Who: command.Who{Workspace: s.workspaceOf(e), User: opened.User}, Channel: opened.Channel,
		Thread: opened.ThreadTs, Surface: dispatch.Link,
	}
	if !s.firstAnywhere(ctx, q.ID) {
		return
	}
	refused := func(ctx context.Context, a dispatch.Answer) { s.present(ctx, opened, s.refusedPane(q, a)) }
	err := s.work(q, func(ctx context.Context) {
		q.Who = s.memberOf(ctx, q.Who)
		q = s.identified(ctx, q)
		s.present(ctx, opened, s.pane(ctx, e, opened, q))
	}, refused)
	if err != nil {
		q = s.identified(ctx, q)
		refused(ctx, s.parts.Dispatcher.Refuse(ctx, q, err))
	}
}

// pane is what a person is shown of an entity: with their own access, or why not. An entity that is none of ours, any more, is
// explained as one that is not there.
func (s *Surfaces) pane(ctx context.Context, e slackevents.EventsAPIEvent, opened *slackevents.EntityDetailsRequestedEvent, q dispatch.Question) deliver.Pane {
	if s.isForeign(q.Who) {
		return s.refusedPane(q, s.parts.Dispatcher.Refuse(ctx, q, command.ErrForeign))
	}
	page := unescape(opened.EntityURL)
	about, ok := target.ObjectOf(s.parts.TCA.Site(), page)
	if !ok || dispatch.HoldsToken(page) || opened.ExternalRef.ID != entityID(about) {
		return s.refusedPane(q, s.parts.Dispatcher.Refuse(ctx, q, api.ErrNotFound))
	}
	if _, err := s.parts.Accounts.Link(ctx, q.Who); errors.Is(err, command.ErrNotLinked) && !errors.Is(err, command.ErrUnreadable) {
		if app := appPage(e); app != "" {
			return deliver.Pane{SignIn: app}
		}
	}
	q.Line = about.Screen.String()
	q.State = command.State{Line: q.Line, Known: true, Fresh: true} // Slack keeps a pane for ten minutes, and its refresh button asks again
	a := s.parts.Dispatcher.Answer(ctx, q)
	if !a.OK {
		return s.refusedPane(q, a)
	}
	shown := entityOf(q.Words, about, page, a.Message)
	return deliver.Pane{Entity: &shown}
}

// refusedPane says why a person is shown nothing, in the words in which any question of theirs is answered.
func (s *Surfaces) refusedPane(q dispatch.Question, a dispatch.Answer) deliver.Pane {
	if q.Words == (locale.Words{}) {
		q.Words = s.knownWords(q)
	}
	why := a.Message.Outline()
	said := why.Title
	if rest := why.String(); rest != "" {
		said += "\n" + rest
	}
	return deliver.Pane{Title: q.Words.Say("entity.refused"), Why: said}
}

func (s *Surfaces) present(ctx context.Context, opened *slackevents.EntityDetailsRequestedEvent, p deliver.Pane) {
	if err := s.parts.Sender.Present(ctx, opened.TriggerID, p); err != nil {
		s.log.WarnContext(ctx, "cannot fill the pane of an entity", "error", err)
	}
}

// appPage is where a person finds the bot, with the button that connects their account: Slack wants an address for that, and
// the bot has none of its own. https://docs.slack.dev/interactivity/deep-linking
func appPage(e slackevents.EventsAPIEvent) string {
	if e.APIAppID == "" {
		return ""
	}
	return "https://slack.com/app_redirect?" + url.Values{"app": {e.APIAppID}, "team": {e.TeamID}}.Encode()
}
