package bot

import (
	"cmp"
	"strings"
	"tcabot/commands/command"

	"github.com/slack-go/slack"
	"github.com/slack-go/slack/socketmode"
)

// interactive takes presses and sent modals.
func (b *Bot) interactive(client *socketmode.Client, envelope string, call slack.InteractionCallback) {
	first := b.once("envelope " + envelope)
	if call.Type == slack.InteractionTypeViewSubmission && first {
		b.submitted(client, envelope, call)
		return
	}
	if call.Type == slack.InteractionTypeBlockSuggestion {
		b.suggest(client, envelope, call)
		return
	}
	b.ack(client, envelope, nil)
	if first && call.Type == slack.InteractionTypeBlockActions && len(call.ActionCallback.BlockActions) > 0 {
		b.pressed(call, call.ActionCallback.BlockActions[0])
	}
}

// whoOf is who acts. In a channel shared with another company, a person's own workspace is not the channel's; where the
// app is installed for a whole organisation, Slack names no workspace beside the person's.
func whoOf(call slack.InteractionCallback) command.Who {
	return command.Who{Workspace: cmp.Or(call.User.TeamID, call.Team.ID), User: call.User.ID}
}

// pressOf reads a press. kind, what stands before the slash of the control's ID, says how it is to be acted on.
func pressOf(call slack.InteractionCallback, action *slack.BlockAction) (p press, kind, value string) {
	kind, name, _ := strings.Cut(action.ActionID, "/")
	value = action.Value
	if action.SelectedOption.Value != "" {
		value = action.SelectedOption.Value
	}
	p = press{
		ask: ask{
			who: whoOf(call), channel: call.Channel.ID, pressed: true,
		},
		url: call.ResponseURL, trigger: call.TriggerID, shared: !call.Container.IsEphemeral, name: name,
		key: strings.Join([]string{call.User.ID, call.Container.ChannelID, call.Container.MessageTs, action.ActionID, value}, "|"),
	}
	return p, kind, value
}

// pressed acts on a button or menu.
func (b *Bot) pressed(call slack.InteractionCallback, action *slack.BlockAction) {
	p, kind, value := pressOf(call, action)
	if kind == "link" {
		return // opened by Slack; it only wanted to be acknowledged
	}
	if p.who.Workspace != b.home {
		b.side.Go(func() { b.post(p.ask, p.url, private(b.excuse(b.work, p.ask, command.ErrForeign))) })
		return
	}
	if p.pressing = b.begin(p.key, func() { b.pressed(call, action) }); p.pressing == nil {
		return
	}
	if err := b.enter(); err != nil {
		b.side.Go(func() {
			defer b.end(p)
			b.post(p.ask, p.url, private(b.excuse(b.work, p.ask, err)))
		})
		return
	}
	go func() {
		defer b.end(p) // after leave: the same press, made anew, needs room
		defer b.leave()
		state, err := command.ReadState(value)
		if err != nil {
			b.post(p.ask, p.url, private(b.excuse(b.work, p.ask, command.ErrBadButton)))
			return
		}
		p.state, p.line = state, state.Line
		switch kind {
		case "run":
			b.turn(p)
		case "connect":
			b.openLogin(p)
		case "jump":
			b.openJump(p)
		case "filter":
			b.openFilter(p, false)
		case "fill":
			b.openFilter(p, true)
		case "share":
			b.openShare(p)
		default:
			b.post(p.ask, p.url, private(b.excuse(b.work, p.ask, command.ErrBadButton)))
		}
	}()
}

// press is a button that somebody pressed.
type press struct {
	ask
	url, trigger string
	shared       bool   // the button is on a message that everybody sees
	name         string // what stands after the slash of its ID
	key          string // the same for the same press
	pressing     *pressing
}

// turn runs a button's line. On a shared page, turning a page changes it for everybody, with the presser's own rights;
// anything else, and whatever goes wrong, is between the bot and the presser, and the page stays as it is.
func (b *Bot) turn(p press) {
	turns := map[string]bool{"first": true, "previous": true, "next": true, "last": true, "refresh": true}
	if p.shared && !turns[p.name] {
		p.state.By = ""
	}
	r := b.soon(p)
	b.answered(p)
	if !r.ok || r.beside || p.shared && !b.forAll(p, r, turns[p.name]) {
		b.post(p.ask, p.url, private(r.message))
		return
	}
	b.post(p.ask, p.url, instead(r.message))
}

// forAll reports whether an answer may take the place of a page that everybody sees: it turns the page, it is whole, and
// it would be the same for everybody who may see it. What only the presser's own things are made of stays theirs.
func (b *Bot) forAll(p press, r reply, turns bool) bool {
	return turns && !r.message.Incomplete() && (!r.personal || p.state.By == p.who.User)
}

// pressing is a press that is being answered.
type pressing struct {
	answered bool   // the answer is on its way
	again    func() // the same press, made after that
}

// begin returns nil when a press is not to be acted on. While the same one is being answered it does nothing: people
// press twice. One that comes when the answer is already on its way is a new wish: again is called when that is done.
func (b *Bot) begin(key string, again func()) *pressing {
	b.mu.Lock()
	defer b.mu.Unlock()
	if p := b.presses[key]; p != nil {
		if p.answered {
			p.again = again
		}
		return nil
	}
	p := &pressing{}
	b.presses[key] = p
	return p
}

// answered notes that the answer to a press is on its way.
func (b *Bot) answered(p press) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if p.pressing != nil { // else it came from a form
		p.pressing.answered = true
	}
}

// end lets the same press be made again. It may be called early, and then once more.
func (b *Bot) end(p press) {
	b.mu.Lock()
	again := p.pressing.again
	p.pressing.again = nil
	if b.presses[p.key] == p.pressing {
		delete(b.presses, p.key)
	}
	b.mu.Unlock()
	if again != nil {
		again()
	}
}
