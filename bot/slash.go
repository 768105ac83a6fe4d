package bot

import (
	"encoding/json"
	"strings"
	"tcabot/commands/command"

	"time"
	"unicode"

	gocache "github.com/patrickmn/go-cache"
	"github.com/slack-go/slack"
	"github.com/slack-go/slack/socketmode"
)

// maxAck keeps answers in acknowledgements clear of the 20 kB from which Slack silently drops them.
const maxAck = 18_000

// slash answers a typed command: in its acknowledgement when the answer is at hand within the grace, else through its
// response URL.
func (b *Bot) slash(client *socketmode.Client, envelope string, cmd slack.SlashCommand) {
	if !b.once("envelope " + envelope) {
		b.ack(client, envelope, nil)
		return
	}
	a := askOf(cmd)
	if err := b.enter(); err != nil {
		b.side.Go(func() { b.ack(client, envelope, private(b.excuse(b.work, a, err))) })
		return
	}
	go func() {
		defer b.leave()
		b.answerSlash(client, envelope, cmd.ResponseURL, a)
	}()
}

// askOf reads a typed command.
func askOf(cmd slack.SlashCommand) ask {
	return ask{
		who:     command.Who{Workspace: cmd.TeamID, User: cmd.UserID},
		channel: cmd.ChannelID,
		direct:  cmd.ChannelName == "directmessage",
		line:    oneLine(unescape(cmd.Text)),
	}
}

// oneLine makes spaces of line breaks and the like: a line has none.
func oneLine(text string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) || r == '\u2028' || r == '\u2029' {
			return ' '
		}
		return r
	}, text)
}

func (b *Bot) answerSlash(client *socketmode.Client, envelope, url string, a ask) {
	ready := make(chan reply, 1)
	b.running.Go(func() { ready <- b.answer(b.work, a) })
	grace := time.NewTimer(b.times.Grace)
	defer grace.Stop()
	select {
	case r := <-ready:
		payload := private(r.message)
		if raw, err := json.Marshal(payload); err == nil && len(raw) < maxAck && !r.message.Charted() {
			b.acked.Set(envelope, func() { b.post(a, url, payload) }, gocache.DefaultExpiration)
			b.ack(client, envelope, payload)
			return
		}
		b.ack(client, envelope, nil)
		b.post(a, url, payload)
	case <-grace.C:
		b.ack(client, envelope, nil)
		b.post(a, url, private(b.patiently(url, a, ready).message))
	}
}

// patiently waits for an answer and tells the person when it takes long.
func (b *Bot) patiently(url string, a ask, ready <-chan reply) reply {
	working := time.NewTimer(b.times.Working)
	defer working.Stop()
	select {
	case r := <-ready:
		return r
	case <-working.C:
		b.post(a, url, private(b.note(b.work, a, "working")))
		return <-ready
	}
}

// unescape undoes what Slack does to typed text: exactly three entities, once.
func unescape(text string) string {
	return strings.NewReplacer("&lt;", "<", "&gt;", ">", "&amp;", "&").Replace(text)
}
