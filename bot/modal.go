package bot

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"tcabot/api"
	"tcabot/api/secret"
	"tcabot/commands"
	"tcabot/commands/kit"
	"tcabot/commands/locale"
	"tcabot/commands/spec"
	"time"

	"github.com/slack-go/slack"
	"github.com/slack-go/slack/socketmode"
)

// carried is what a modal brings back: where it came from. It holds no secret but the presser's own response URL.
type carried struct {
	State   string `json:"s"`
	URL     string `json:"u"`
	Channel string `json:"c"`
	Shared  bool   `json:"p,omitempty"`
}

func (p press) carry() string {
	raw, _ := json.Marshal(carried{State: p.state.String(), URL: p.url, Channel: p.channel, Shared: p.shared}) //nolint:errchkjson // plain strings
	return string(raw)
}

// open opens a modal at once: its trigger lives three seconds. It returns the modal's ID.
func (b *Bot) open(p press, m kit.Modal) (id string) {
	m.Metadata = p.carry()
	got, err := b.slack.OpenViewContext(b.work, p.trigger, m.View())
	if err != nil {
		b.log.WarnContext(b.work, "cannot open a modal", "modal", m.Callback, "error", err.Error())
		b.post(p.ask, p.url, private(b.excuse(b.work, p.ask, commands.ErrSlack)))
		return ""
	}
	return got.ID
}

const (
	fieldToken = "token"
	fieldPage  = "page"
)

func (b *Bot) openLogin(p press) {
	w := b.words(b.work, p.who)
	b.open(p, kit.Modal{
		Callback: "login", Title: w.Say("login.title"), Submit: w.Say("login.go"), Close: w.Say("button.cancel"),
		Body:   kit.Message{kit.Buttons{kit.Button{ID: "link/token", Label: w.Say("login.page"), URL: b.tca.Site().Token()}}},
		Fields: []kit.Field{{ID: fieldToken, Label: w.Say("login.label"), Hint: w.Say("login.hint")}},
	})
}

func (b *Bot) openJump(p press) {
	w := b.words(b.work, p.who)
	pages := max(1, (p.state.Was+commands.PageSize-1)/commands.PageSize)
	b.open(p, kit.Modal{
		Callback: "jump", Title: w.Say("jump.title"), Submit: w.Say("jump.go"), Close: w.Say("button.cancel"),
		Fields: []kit.Field{{
			ID: fieldPage, Label: w.Say("jump.label", "Pages", pages), Kind: kit.NumberField, Most: strconv.Itoa(pages),
			Initial: []string{strconv.Itoa(min(pages, p.state.Offset/commands.PageSize+1))},
		}},
	})
}

// openShare asks before a page is shown to everybody, and says who that is. Counting them may take a moment, so the
// question is there first.
func (b *Bot) openShare(p press) {
	w := b.words(b.work, p.who)
	m := kit.Modal{
		Callback: "share", Title: w.Say("share.title"), Submit: w.Say("share.go"), Close: w.Say("button.cancel"),
		Body: kit.Message{kit.Para(kit.Phrase(w, "share.channel")), kit.Note(kit.Phrase(w, "share.next"))},
	}
	id := b.open(p, m)
	if id == "" {
		return
	}
	b.end(p) // whoever closes it may open it again, though the counting goes on
	m.Metadata = p.carry()
	m.Body = kit.Message{m.Body[0], b.audience(w, p.channel), m.Body[1]}
	if _, err := b.slack.UpdateViewContext(b.work, m.View(), "", "", id); err != nil {
		b.log.WarnContext(b.work, "cannot update a modal", "modal", m.Callback, "error", err.Error())
	}
}

// audience says who reads along in a conversation.
func (b *Bot) audience(w locale.Words, channel string) kit.Part {
	ctx, cancel := context.WithTimeout(b.work, 5*time.Second)
	defer cancel()
	c, err := b.slack.GetConversationInfoContext(ctx, &slack.GetConversationInfoInput{ChannelID: channel, IncludeNumMembers: true})
	if err != nil {
		return kit.Para(kit.Phrase(w, "share.unknown"))
	}
	line := kit.Phrase(w, "share.people", "Count", c.NumMembers, "Name", kit.Bold(c.Name))
	if c.IsExtShared || c.IsShared {
		line = append(line, kit.Text(". "), kit.Bold(w.Say("share.external")))
	}
	return kit.Para(line)
}

// carriedBack reads where a sent modal came from.
func carriedBack(call slack.InteractionCallback) (press, error) {
	var c carried
	if err := json.Unmarshal([]byte(call.View.PrivateMetadata), &c); err != nil {
		return press{}, fmt.Errorf("read a modal's metadata: %w", err)
	}
	state, err := spec.ReadState(c.State)
	return press{
		ask: ask{who: whoOf(call), channel: c.Channel, line: state.Line, state: state, pressed: true},
		url: c.URL, shared: c.Shared,
	}, err
}

// submitted takes a sent modal. Its acknowledgement closes it, shows an error in it, or puts something in its place.
func (b *Bot) submitted(client *socketmode.Client, envelope string, call slack.InteractionCallback) {
	p, err := carriedBack(call)
	if err != nil {
		b.ack(client, envelope, nil)
		return
	}
	if busy := b.enter(); busy != nil {
		b.ack(client, envelope, nil)
		b.side.Go(func() { b.post(p.ask, p.url, private(b.excuse(b.work, p.ask, busy))) })
		return
	}
	go func() {
		defer b.leave()
		value := func(field string) string {
			if call.View.State == nil {
				return ""
			}
			return call.View.State.Values[field][field].Value
		}
		switch call.View.CallbackID {
		case "login":
			b.login(client, envelope, call.View.ID, p, value(fieldToken))
		case "jump":
			b.jump(client, envelope, call.View.ID, p, value(fieldPage))
		case "filter":
			b.filter(client, envelope, call.View.ID, p, call.View.State)
		case "share":
			b.ack(client, envelope, nil)
			b.share(call.View.ID, p)
		default:
			b.ack(client, envelope, nil)
		}
	}()
}

func (b *Bot) jump(client *socketmode.Client, envelope, view string, p press, typed string) {
	pages := max(1, (p.state.Was+commands.PageSize-1)/commands.PageSize)
	page, err := strconv.Atoi(strings.TrimSpace(typed))
	if err != nil || page < 1 || page > pages {
		w := b.words(b.work, p.who)
		b.ack(client, envelope, slack.NewErrorsViewSubmissionResponse(map[string]string{fieldPage: w.Say("jump.bad", "Pages", pages)}))
		return
	}
	b.ack(client, envelope, nil)
	if b.once("modal " + view) {
		p.state.Offset, p.name = (page-1)*commands.PageSize, "next"
		b.turn(p)
	}
}

// share shows a page to everybody in the conversation, fetched anew with the sharer's own rights.
func (b *Bot) share(view string, p press) {
	if !b.once("modal " + view) {
		return
	}
	p.state.By = p.who.User
	if r := b.soon(p); r.ok {
		b.post(p.ask, p.url, public(r.message))
	} else {
		b.post(p.ask, p.url, private(r.message))
	}
}

// soon answers, and tells the person when that takes long.
func (b *Bot) soon(p press) reply {
	ready := make(chan reply, 1)
	b.running.Go(func() { ready <- b.answer(b.work, p.ask) })
	return b.patiently(p.url, p.ask, ready)
}

// checkPatience leaves room within Slack's three seconds for the way there and back.
const checkPatience = 2 * time.Second

var tokenShape = regexp.MustCompile(`^[0-9a-fA-F]{40}$`)

// login checks a token with TCA while its modal is open, and keeps it.
func (b *Bot) login(client *socketmode.Client, envelope, view string, p press, typed string) {
	w := b.words(b.work, p.who)
	refuse := func(id string) {
		b.ack(client, envelope, slack.NewErrorsViewSubmissionResponse(map[string]string{fieldToken: w.Say(id)}))
	}
	typed = strings.TrimPrefix(strings.TrimSpace(typed), "Token ")
	switch {
	case p.who.Workspace != b.home:
		refuse("error.foreign")
		return
	case !tokenShape.MatchString(typed):
		refuse("login.shape")
		return
	}
	link, orgs, problem := b.link(p.who, secret.New(strings.ToLower(typed)))
	if problem != "" {
		refuse(problem)
		return
	}
	me := api.Me{Username: link.Username, Nickname: link.Nickname}
	done := kit.Modal{
		Callback: "done", Title: w.Say("login.title"), Close: w.Say("login.close"),
		Body: commands.Connected(w, b.conf.SlackCommand, me, orgs),
	}.View()
	b.ack(client, envelope, slack.NewUpdateViewSubmissionResponse(&done))
	if !b.once("modal " + view) {
		return
	}
	// What they wanted when they were asked to connect, now that they can have it. A shared page stays as it is.
	p.state.By = ""
	r := b.soon(p)
	if p.shared {
		b.post(p.ask, p.url, private(r.message))
		return
	}
	b.post(p.ask, p.url, instead(r.message))
}

// link checks a token and stores it. problem is the catalogue key of what to say when it could not be.
func (b *Bot) link(who spec.Who, token secret.Text) (link commands.Link, orgs []api.Org, problem string) {
	ctx, cancel := context.WithTimeout(b.work, checkPatience)
	defer cancel()
	// Nothing of it is remembered or shared with another attempt: what one token opens says nothing of the next.
	ctx = api.Passing(ctx)
	client := b.tca.As(token, "")
	me, err := client.Me(ctx)
	switch {
	case errors.Is(err, api.ErrUnauthorized):
		return link, nil, "login.refused"
	case errors.Is(err, api.ErrUnexpected), errors.Is(err, api.ErrNotFound):
		return link, nil, "login.odd"
	case err != nil:
		return link, nil, "login.unreachable"
	}
	if page, err := client.Orgs(ctx, api.OrgFilter{}, api.Window{}); err == nil {
		orgs = page.Items // only for the greeting: without them it is shorter
	}
	link, err = b.store.SaveLink(b.work, commands.Link{
		Who: who, Username: me.Username, Nickname: me.Nickname, Token: token, Linked: time.Now(),
	})
	if err != nil {
		b.log.ErrorContext(b.work, "cannot store a link", "error", err)
		return link, nil, "login.failed"
	}
	if err := b.digests.Connected(b.work, who); err != nil {
		b.log.ErrorContext(b.work, "cannot resume digests", "error", err)
	}
	return link, orgs, ""
}
