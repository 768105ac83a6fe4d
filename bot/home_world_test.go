package bot_test

import (
	"strings"
	"tcabot/bot/bottest"
	"testing"
)

// openHome opens a person's App Home and returns the page that the bot publishes for that, with all of it.
func (w *world) openHome(tb testing.TB, user string) bottest.View {
	tb.Helper()
	return w.published(tb, user, func() {
		if _, err := w.slack.OpenHome(deadline(tb), user, "home"); err != nil {
			tb.Fatal(err)
		}
	})
}

// published does something, and returns the page that is published after it.
func (w *world) published(tb testing.TB, user string, do func()) bottest.View {
	tb.Helper()
	before, _ := w.slack.Home(user)
	do()
	v, err := w.slack.WaitHome(deadline(tb), user, func(v bottest.View) bool {
		return v.Published > before.Published && !isLoading(v)
	})
	if err != nil {
		tb.Fatalf("no home: %v; problems: %v", err, w.slack.Problems())
	}
	return v
}

// isLoading reports whether a home says that TCA is slow.
func isLoading(v bottest.View) bool {
	return strings.Contains(v.PlainText(), "Loading from TCA") || strings.Contains(v.PlainText(), "正在从 TCA 获取数据")
}

// tapHome presses a button in a person's App Home.
func (w *world) tapHome(tb testing.TB, user string, home bottest.View, action string) bottest.Delivery {
	tb.Helper()
	d, err := w.slack.ClickView(deadline(tb), user, home.ID, action)
	if err != nil {
		tb.Fatalf("press %s: %v", action, err)
	}
	return d
}

// told does something, and returns the direct message that follows.
func (w *world) told(tb testing.TB, user string, do func()) bottest.Message {
	tb.Helper()
	dm := w.slack.DM(user).ID
	before := map[string]bool{}
	for _, m := range w.slack.Messages(user, dm) {
		before[m.TS] = true
	}
	do()
	m, err := w.slack.WaitMessage(deadline(tb), user, dm, func(m bottest.Message) bool { return !before[m.TS] })
	if err != nil {
		tb.Fatalf("no direct message: %v; problems: %v", err, w.slack.Problems())
	}
	return m
}
