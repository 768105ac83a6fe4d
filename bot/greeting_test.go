package bot_test

import (
	"net/http"
	"strings"
	"tcabot/bot/bottest"
	"testing"
	"time"
)

// hello is what the bot says when it is invited.
const hello = "I look up issues, scans and metrics"

// greeted waits for the greeting in a channel.
func (w *world) greeted(tb testing.TB, channel string) bottest.Message {
	tb.Helper()
	m, err := w.slack.WaitMessage(deadline(tb), outsider, channel, func(m bottest.Message) bool { return strings.Contains(m.PlainText(), hello) })
	if err != nil {
		tb.Fatal(err)
	}
	return m
}

// invite removes the bot from a channel and invites it again.
func (w *world) invite(tb testing.TB, channel string) {
	tb.Helper()
	happens(tb)(w.slack.Kick(deadline(tb), channel, bottest.BotUserID))
	happens(tb)(w.slack.Invite(deadline(tb), member, channel, bottest.BotUserID))
}

// TestGreeting: the bot introduces itself to a channel once, also when it is invited again later, by then as another process;
// the button answers whoever presses it alone.
func TestGreeting(t *testing.T) {
	t.Parallel()
	w := newWorld(t, nil)
	w.invite(t, general)
	m := w.greeted(t, general)
	if m.For != "" {
		t.Error("only one person sees the greeting")
	}
	menu := w.press(t, outsider, m, "run/menu")
	if want(t, menu, "Connect your TCA account"); menu.For != outsider || w.greeted(t, general).Edited {
		t.Error("everybody sees the answer to the button")
	}
	w.restart(t)
	w.invite(t, general)
	w.restart(t) // which finishes what was accepted
	if n := w.saying(outsider, general, hello); n != 1 {
		t.Errorf("%d greetings", n)
	}
	w.clean(t)
}

// TestNoGreeting: the bot does not introduce itself where another company reads along or is about to, where digests or
// follows show that people know it, for others, and when it hears of the invitation hours later or cannot look at the channel.
func TestNoGreeting(t *testing.T) {
	t.Parallel()
	people := []string{member, admin, outsider}
	joined := map[string]any{"type": "member_joined_channel", "user": bottest.BotUserID, "channel": general, "channel_type": "C", "team": bottest.TeamID, "inviter": member}
	for name, tt := range map[string]struct {
		channel bottest.Channel
		act     func(t *testing.T, w *world)
		greets  bool
	}{
		"a channel of its own":       {greets: true},
		"a private channel":          {channel: bottest.Channel{Private: true}, greets: true},
		"a channel of two companies": {channel: bottest.Channel{Shared: true}},
		"another company is invited": {channel: bottest.Channel{Pending: true}},
		"digests are resumed":        {act: func(t *testing.T, w *world) { w.say(t, member, "digest add "+master+" --yes"); w.invite(t, general) }},
		"follows are resumed":        {act: func(t *testing.T, w *world) { w.say(t, member, "follow "+master+" --yes"); w.invite(t, general) }},
		"somebody else joins":        {act: func(t *testing.T, w *world) { happens(t)(w.slack.Invite(deadline(t), member, general, "U0NEW00001")) }},
		"hours later": {act: func(t *testing.T, w *world) {
			happens(t)(w.slack.LateEvent(deadline(t), time.Now().Add(-6*time.Hour), joined))
		}},
		"the bot was removed meanwhile, and is invited again": {greets: true, act: func(t *testing.T, w *world) {
			happens(t)(w.slack.Kick(deadline(t), general, bottest.BotUserID))
			happens(t)(w.slack.Event(deadline(t), joined))
			w.restart(t) // which finishes what was accepted
			happens(t)(w.slack.Invite(deadline(t), member, general, bottest.BotUserID))
		}},
		"Slack does not tell the channel": {act: func(t *testing.T, w *world) {
			w.slack.Inject(bottest.Fault{Method: "conversations.info", Status: http.StatusServiceUnavailable})
			happens(t)(w.slack.Event(deadline(t), joined))
		}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			tt.channel.ID, tt.channel.Name, tt.channel.BotIn, tt.channel.Members = general, "general", true, people
			w := newWorld(t, func(w *world) {
				w.slack.AddChannel(tt.channel)
				w.slack.AddUser(bottest.User{ID: "U0NEW00001", Name: "new", Locale: "en-US"})
			})
			w.login(t, member, w.sample.Member)
			if tt.act == nil {
				tt.act = func(t *testing.T, w *world) {
					t.Helper()
					w.invite(t, general)
				}
			}
			tt.act(t, w)
			if err := w.stop(); err != nil { // it acts on what it accepted first
				t.Fatal(err)
			}
			if n := w.saying(outsider, general, hello); n != map[bool]int{true: 1}[tt.greets] {
				t.Errorf("%d greetings", n)
			}
		})
	}
}

// TestGreetingSpeaks: the greeting is in the language of whoever invited the bot.
func TestGreetingSpeaks(t *testing.T) {
	t.Parallel()
	w := newWorld(t, nil)
	happens(t)(w.slack.Invite(deadline(t), admin, general, bottest.BotUserID))
	w.until(t, "the greeting", func() bool { return w.saying(outsider, general, "我可以查询腾讯云代码分析") == 1 })
}
