package bot_test

import (
	"net/http"
	"strings"
	"tcabot/bot/bottest"
	"testing"
	"time"
)

// responseFaults is every way in which a response URL fails. After maybe, the bot cannot know whether Slack took it.
var responseFaults = []struct {
	name  string
	fault bottest.Fault
	maybe bool
}{
	{"404", bottest.Fault{Status: http.StatusNotFound}, false},
	{"410", bottest.Fault{Status: http.StatusGone}, false},
	{"403", bottest.Fault{Status: http.StatusForbidden}, false},
	{"400", bottest.Fault{Status: http.StatusBadRequest}, false},
	{"429 for a minute", bottest.Fault{Status: http.StatusTooManyRequests, RetryAfter: 60}, false},
	{"500", bottest.Fault{Status: http.StatusInternalServerError}, true},
	{"502", bottest.Fault{Status: http.StatusBadGateway}, true},
	{"cut", bottest.Fault{Drop: true}, true},
}

// TestResponseFaults: an answer is not lost with its response URL, whatever was asked and however the URL fails. It is
// shown where it was asked, or, where the bot is no member, in the direct message.
func TestResponseFaults(t *testing.T) {
	t.Parallel()
	for _, f := range responseFaults {
		for _, p := range []struct{ user, elsewhere, failed, unconfirmed string }{
			{member, "I couldn't answer in <#" + general + ">", "Slack didn't let me share", "Slack didn't confirm"},
			{admin, "无法在 <#" + general + "> 中回复", "Slack 未能把这个页面分享", "Slack 没有确认页面是否已分享"},
		} {
			t.Run(f.name+" "+p.user, func(t *testing.T) {
				t.Parallel()
				w := newWorld(t, func(w *world) { w.times.Surface.Grace = -time.Second }) // never in the acknowledgement
				w.login(t, p.user, map[string]string{member: w.sample.Member, admin: w.sample.Admin}[p.user])
				page := w.say(t, p.user, "repos bigteam")
				v, d := w.form(t, p.user, page, "share/open", "")
				if _, err := w.slack.Submit(deadline(t), p.user, v.ID, nil); err != nil {
					t.Fatal(err)
				}
				shared := w.answerTo(t, p.user, d)
				fault := f.fault // the other person's test has it, too
				fault.Method = "response_url"
				w.slack.Inject(fault)

				w.answered(t, "command", p.user, general, "payments-api", w.slashes(p.user, "repo payments-api"))
				w.answered(t, "press", p.user, general, "11–20", w.presses(p.user, page, "run/next"))
				w.answered(t, "press on a shared page", p.user, general, "131–137", w.presses(p.user, shared, "run/last"))
				w.answered(t, "form", p.user, general, "21–30", w.submits(t, p.user, page, "jump/open", map[string]string{"page": "3"}))
				if share := w.submits(t, p.user, page, "share/open", nil); f.maybe {
					w.answered(t, "share", p.user, general, p.unconfirmed, share)
				} else if m := w.answered(t, "share", p.user, general, "1–10", share); m.For != "" {
					t.Error("a page that was to be shared is shown to its sharer only")
				}

				w.slack.AddChannel(bottest.Channel{ID: general, Name: "general", Members: []string{member, admin, outsider}})
				dm := w.slack.DM(p.user).ID
				for _, m := range []bottest.Message{
					w.answered(t, "command", p.user, dm, "payments-api", w.slashes(p.user, "repo payments-api")),
					w.answered(t, "press", p.user, dm, "11–20", w.presses(p.user, page, "run/next")),
					w.answered(t, "share", p.user, dm, map[bool]string{true: p.unconfirmed, false: p.failed}[f.maybe], w.submits(t, p.user, page, "share/open", nil)),
				} {
					want(t, m, p.elsewhere)
				}
			})
		}
	}
}

// answered does something and waits for the message by which the bot answers it in another way than the response URL.
func (w *world) answered(tb testing.TB, what, user, channel, says string, do func() error) bottest.Message {
	tb.Helper()
	before := len(w.slack.Messages(user, channel))
	if err := do(); err != nil {
		tb.Fatalf("%s: %v", what, err)
	}
	var got []bottest.Message
	w.until(tb, what+" is answered in "+channel, func() bool {
		got = w.slack.Messages(user, channel)[before:]
		return len(got) > 0
	})
	if len(got) != 1 || !strings.Contains(got[0].PlainText(), says) || !strings.HasPrefix(got[0].Source, "chat.post") {
		tb.Errorf("%s: %d messages, want %q in\n%s", what, len(got), says, got[0].PlainText())
	}
	return got[0]
}

func (w *world) slashes(user, line string) func() error {
	return func() error {
		_, err := w.slack.Slash(deadline(w.t), user, general, "/tca", line)
		return err
	}
}

func (w *world) presses(user string, m bottest.Message, action string) func() error {
	return func() error {
		_, err := w.click(w.t, user, m, action)
		return err
	}
}

// submits opens a form now, and sends it later.
func (w *world) submits(tb testing.TB, user string, m bottest.Message, action string, values map[string]string) func() error {
	tb.Helper()
	v, _ := w.form(tb, user, m, action, "")
	return func() error {
		_, err := w.slack.Submit(deadline(w.t), user, v.ID, values)
		return err
	}
}
