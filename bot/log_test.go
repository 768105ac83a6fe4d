package bot_test

import (
	"encoding/json"
	"net/http"
	"slices"
	"strings"
	"tcabot/api/apitest"
	"tcabot/bot/bottest"
	"testing"
)

// logLine is a line of the log, as far as every line about a question has it.
type logLine struct {
	Level, Msg, Request, Surface, Command, Ref string
	Error, Cause                               any
}

// TestLogNamesTheQuestion runs a dialogue in which TCA and Slack fail: every line of the log is JSON; one about a question
// says which delivery of Slack's it was, how it was asked, its command once that is known, its reference and the cause; and
// none has a secret, or what people wrote.
func TestLogNamesTheQuestion(t *testing.T) {
	t.Parallel()
	w := newWorld(t, func(w *world) { w.json = true })
	w.login(t, member, w.sample.Member)
	page := w.say(t, member, "repos bigteam")
	menu := w.say(t, member, "")
	slackFails := func(method string) func() {
		return w.slack.Inject(bottest.Fault{Method: method, Status: http.StatusInternalServerError})
	}
	mend := w.tca.Inject(apitest.Traceback())
	shown := w.say(t, member, "repos hellotca")
	w.press(t, member, page, "run/next")
	w.asks(t, member, general, "", "@tca issues hellotca")
	w.asks(t, member, w.slack.DM(member).ID, "", "repos empty-team")
	if _, _, err := w.slack.Suggest(deadline(t), member, menu.Ref(), "run/find", "pay"); err != nil {
		t.Fatal(err)
	}
	mend()
	for _, broken := range []struct {
		method, line string
		do           func()
	}{
		{"response_url", "response URL failed, sending the answer as a message", func() {
			if _, err := w.slack.Click(deadline(t), member, page.Ref(), "run/next"); err != nil {
				t.Fatal(err)
			}
		}},
		{"views.open", "cannot open a modal", func() {
			if _, err := w.slack.Click(deadline(t), member, page.Ref(), "filter/open"); err != nil {
				t.Fatal(err)
			}
		}},
		{"views.publish", "cannot publish a home", func() {
			if _, err := w.slack.OpenHome(deadline(t), member, "home"); err != nil {
				t.Fatal(err)
			}
		}},
	} {
		fix := slackFails(broken.method)
		broken.do()
		w.logged(t, broken.line)
		fix()
	}
	w.stopped(t)
	surfaces := map[string][]string{}
	for raw := range strings.Lines(w.log.String()) {
		var l logLine
		if err := json.Unmarshal([]byte(raw), &l); err != nil {
			t.Fatalf("%v in %s", err, raw)
		}
		if l.Surface == "" {
			if slices.Contains([]string{"WARN", "ERROR"}, l.Level) && !contains(l.Msg, "created the key") {
				t.Errorf("about nothing: %s", raw)
			}
			continue
		}
		surfaces[l.Surface] = append(surfaces[l.Surface], l.Command)
		if l.Ref == "" || l.Request == "" && l.Surface != "home" || l.Error == nil && l.Cause == nil {
			t.Errorf("something is missing: %s", raw)
		}
		if l.Msg == "command failed" && (l.Command == "" || l.Ref == "") {
			t.Errorf("a failure without a command: %s", raw)
		}
	}
	for surface, command := range map[string]string{"slash": "repos", "button": "repos", "mention": "issues", "message": "repos", "suggestion": "", "home": "home"} {
		if !slices.Contains(surfaces[surface], command) {
			t.Errorf("no line is about %s of a %s: %v", command, surface, surfaces)
		}
	}
	if ref := shownRef.FindString(shown.PlainText()); ref != "" && !contains(w.log.String(), ref) {
		t.Errorf("the reference %s is not in the log", ref)
	}
	for _, secret := range []string{bottest.AppToken, bottest.BotToken, w.tca.URL(), "/response/", "ticket=", "hellotca", "empty-team"} {
		if contains(w.log.String(), secret) {
			t.Errorf("%s is in the log", secret)
		}
	}
	w.clean(t)
}

// stopped stops the bot, so that its log is whole.
func (w *world) stopped(tb testing.TB) {
	tb.Helper()
	if err := w.stop(); err != nil {
		tb.Error(err)
	}
}
