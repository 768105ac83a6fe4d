package bot_test

import (
	"tcabot/bot/bottest"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestEverySurfaceShowsTheSame: one branch, asked for in every way there is, is one screen.
func TestEverySurfaceShowsTheSame(t *testing.T) {
	t.Parallel()
	w := newWorld(t, nil)
	w.login(t, member, w.sample.Member)
	const line = "overview K9fQ2mXz7Lp/bigteam#1/100"
	screen := w.say(t, member, line)
	want(t, screen, "Overview of payments-api")
	home := w.openHome(t, member)
	posted, _, err := w.slack.Say(deadline(t), admin, general, "", "worse since yesterday: <"+w.masterPage()+"|the branch>")
	if err != nil {
		t.Fatal(err)
	}
	finder := w.finder(t, member, "fill")
	for name, got := range map[string]bottest.Message{
		"a mention":                  w.asks(t, member, general, "", "@tca "+line),
		"a mention in a thread":      w.asks(t, member, general, posted.TS, "@tca "+line),
		"a direct message":           w.asks(t, member, w.slack.DM(member).ID, "", line),
		"a button":                   w.press(t, member, w.say(t, member, ""), "run/recent0"),
		"App Home":                   w.told(t, member, func() { w.tapHome(t, member, home, "run/recent0") }),
		"the shortcut of a message":  w.press(t, member, w.lookedUp(t, member, posted), "run/found_0"),
		"the shortcut of Slack":      w.told(t, member, func() { w.fills(t, member, finder, map[string]string{"target": "payments-api@master#默认方案"}) }),
		"a page of TCA":              w.say(t, member, w.masterPage()),
		"a name and nothing else":    w.say(t, member, "payments-api@master#默认方案"),
		"the command in Chinese":     w.say(t, member, "概览 payments-api@master#默认方案"),
		"a direct message's mention": w.asks(t, member, w.slack.DM(member).ID, "", "@tca "+line),
	} {
		if got.PlainText() != screen.PlainText() || cmp.Diff(controls(got), controls(screen)) != "" {
			t.Errorf("%s shows\n%s\nwant\n%s", name, got.PlainText(), screen.PlainText())
		}
	}
	w.clean(t)
}

// fills sends a form with values.
func (w *world) fills(tb testing.TB, user string, v bottest.View, values map[string]string) {
	tb.Helper()
	if _, err := w.slack.Submit(deadline(tb), user, v.ID, values); err != nil {
		tb.Fatal(err)
	}
}
