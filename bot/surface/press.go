package surface

import (
	"cmp"
	"context"
	"strings"
	"tcabot/api/crash"
	"tcabot/bot/deliver"
	"tcabot/bot/dispatch"
	"tcabot/commands/command"
	"tcabot/commands/kit"
	"tcabot/commands/preview"
	"time"

	"github.com/slack-go/slack"
)

// handleInteraction takes presses, sent forms and requests for suggestions.
func (s *Surfaces) handleInteraction(envelope string, call slack.InteractionCallback, to Acknowledger) {
	first := s.firstEnvelope(envelope)
	if call.Type == slack.InteractionTypeViewSubmission && first {
		s.handleSubmission(call, to)
		return
	}
	if call.Type == slack.InteractionTypeBlockSuggestion {
		s.handleSuggestion(envelope, call, to)
		return
	}
	to.Ack(nil)
	if first && (call.Type == slack.InteractionTypeMessageAction || call.Type == slack.InteractionTypeShortcut) {
		s.handleShortcut(envelope, call)
		return
	}
	if !first || call.Type != slack.InteractionTypeBlockActions || len(call.ActionCallback.BlockActions) == 0 {
		return
	}
	switch action, form := call.ActionCallback.BlockActions[0], call.View.CallbackID; {
	case action.ActionID == kit.MoreFields:
		s.handleUnfold(call)
	case form == formFill, form == formFilter:
		s.handleChoice(call, action.ActionID)
	default:
		s.handlePress(envelope, pressOf(call, action))
	}
}

// press is a button or menu that somebody used, or the form that one opened.
type press struct {
	dispatch.Question

	url, trigger string
	shared       bool     // the control is on a message that everybody sees
	control      string   // the kind of control: how it is acted on
	name         string   // what the control of that kind does
	value        string   // what the control carries
	selected     []string // the values of the boxes that are ticked in its message
	key          pressKey
	flight       *flight // nil for a form
	home         bool    // made in the App Home
	hash         string  // of the App Home that it was made in
}

func (p *press) address() deliver.Address {
	at := address(p.Question, p.url)
	if p.home { // there is no conversation; its channel says only what the question is about
		at.Channel = ""
	}
	return at
}

// pressOf reads a press. The ID of a control is its kind and its name.
func pressOf(call slack.InteractionCallback, action *slack.BlockAction) *press {
	id, value := kit.Chosen(action.ActionID, cmp.Or(action.SelectedOption.Value, action.Value))
	kind, name, _ := strings.Cut(id, "/")
	ticked := selected(call)
	p := &press{
		Question: dispatch.Question{
			Who: whoOf(call), Channel: call.Channel.ID, Thread: cmp.Or(call.Container.ThreadTs, call.Message.ThreadTimestamp), Direct: isDirect(call.Channel.ID), Surface: dispatch.Button,
		},
		url: call.ResponseURL, trigger: call.TriggerID, shared: !call.Container.IsEphemeral, control: kind, name: name, value: value, selected: ticked,
		key: pressKey{call.User.ID, call.Container.ChannelID, call.Container.MessageTs, id, value + "\n" + strings.Join(ticked, ",")},
	}
	if call.View.Type == slack.VTHomeTab {
		p.fromHome(call.View)
	}
	return p
}

// isDirect reports whether a conversation is one of two people, or of a person with the bot: its ID says so.
func isDirect(channel string) bool { return strings.HasPrefix(channel, "D") }

// handlePress acts on a button or menu.
func (s *Surfaces) handlePress(envelope string, p *press) {
	p.ID = envelope
	switch {
	case p.control == "link", p.control == "check":
		return // opened by Slack, or read when a button is pressed; it only wanted to be acknowledged
	case !s.presses.begin(p):
		return
	}
	err := s.parts.Dispatcher.Go(func(ctx context.Context) {
		for next := p; next != nil; next = s.presses.finish(next) { // the same press, made again, takes the room of this one
			s.performOne(traced(ctx, next.Question), next)
		}
	})
	if err != nil {
		s.refusePress(p, err, func() { s.presses.release(p) })
	}
}

// performOne does what a press is for, and tells the presser when that panics.
func (s *Surfaces) performOne(ctx context.Context, p *press) {
	defer func() {
		if v := recover(); v != nil {
			s.crashed(ctx, p.Question, crash.Of(v), s.respond(p)) // by now it is known who pressed
		}
	}()
	s.perform(ctx, p)
}

func (s *Surfaces) refusePress(p *press, why error, done func()) {
	s.refuse(p.Question, func(ctx context.Context) {
		defer done()
		p.Question = s.identified(ctx, p.Question)
		s.decline(ctx, p, why)
	})
}

// decline tells the presser alone why nothing came of a press.
func (s *Surfaces) decline(ctx context.Context, p *press, why error) {
	s.parts.Responder.Respond(ctx, p.address(), deliver.Private(s.parts.Dispatcher.Refuse(ctx, p.Question, why).Message))
}

// perform does what a control is for.
func (s *Surfaces) perform(ctx context.Context, p *press) {
	p.Question = s.identified(ctx, p.Question)
	if s.isForeign(p.Who) {
		s.decline(ctx, p, command.ErrForeign)
		return
	}
	state, err := command.ReadState(p.value)
	if err != nil {
		s.decline(ctx, p, command.ErrBadButton)
		return
	}
	p.State, p.Line = state, state.Line
	if p.control == "pick" || p.control == "pickfill" {
		if p.Line, err = command.Select(state.Line, p.selected); err != nil {
			s.decline(ctx, p, err)
			return
		}
		p.State.Line = p.Line
	}
	switch p.control {
	case "run", "pick":
		s.run(ctx, p)
	case "connect":
		s.openLogin(ctx, p)
	case "jump":
		s.openJump(ctx, p)
	case "filter":
		s.openFilter(ctx, p, false)
	case "fill", "pickfill":
		s.openFilter(ctx, p, true)
	case "share":
		s.openShare(ctx, p)
	case preview.AnswerControl:
		s.answerPreview(ctx, p)
	default:
		s.decline(ctx, p, command.ErrBadButton)
	}
}

// turnsPage are the names of controls that show another page of the same list.
func turnsPage(name string) bool {
	switch name {
	case "first", "previous", "next", "last", "refresh":
		return true
	default:
		return false
	}
}

// run runs a button's line. On a shared page, turning a page changes it for everybody, with the presser's own rights;
// anything else, and whatever goes wrong, is between the bot and the presser, and the page stays as it is.
func (s *Surfaces) run(ctx context.Context, p *press) {
	if p.shared && !turnsPage(p.name) {
		p.State.By = ""
	}
	if p.isHome() {
		s.refreshHome(ctx, p)
		return
	}
	s.show(ctx, p, s.answer(ctx, p))
}

// show delivers the answer to a press.
func (s *Surfaces) show(ctx context.Context, p *press, a dispatch.Answer) {
	turns := turnsPage(p.name)
	s.presses.markAnswered(p)
	if p.home && a.OK && s.parts.Forms.Changes(p.Line) {
		defer s.refreshHome(ctx, p)
	} else {
		defer s.disconnected(ctx, p.Who, p.Line, a)
	}
	if !a.OK || a.Separate || p.shared && (!turns || !fitsEverybody(p, a) && !s.readsAlone(ctx, p)) {
		s.parts.Responder.Respond(ctx, p.address(), deliver.Private(a.Message))
		return
	}
	s.parts.Responder.Respond(ctx, p.address(), deliver.Replacement(a.Message))
	if p.name == "next" {
		s.readAhead(p, a)
	}
}

// readAhead has the answer prepared that the next press of the same button will want.
func (s *Surfaces) readAhead(p *press, a dispatch.Answer) {
	state, err := command.ReadState(a.Next)
	if err != nil {
		return // there is none
	}
	q := p.Question
	q.State, q.Line = state, state.Line
	s.parts.Dispatcher.Ahead(q)
}

// fitsEverybody reports whether an answer may take the place of a page that everybody sees: it is whole, and would be
// the same for everybody who may see it. What depends on the presser alone stays theirs.
func fitsEverybody(p *press, a dispatch.Answer) bool {
	return !a.Message.Incomplete() && (!a.Personal || p.State.By == p.Who.User)
}

// readsAlone reports whether nobody but the presser reads the conversation, because it is their direct message with the bot.
// Two people can use the bot in their direct messages, too, but Slack tells it nothing of those.
func (s *Surfaces) readsAlone(ctx context.Context, p *press) bool {
	if !isDirect(p.Channel) {
		return false
	}
	c, err := s.parts.Directory.Channel(ctx, p.Who.Workspace, p.Channel)
	return err == nil && c.Direct
}

// answer answers a press, and tells the person when that takes long.
func (s *Surfaces) answer(ctx context.Context, p *press) dispatch.Answer {
	began := time.Now()
	if a, ok := s.parts.Dispatcher.Recall(p.Question); ok {
		s.parts.Dispatcher.Answered(p.Surface, nil, time.Since(began))
		return a
	}
	return s.await(ctx, p.address(), time.Now(), s.begin(ctx, p.Question))
}
