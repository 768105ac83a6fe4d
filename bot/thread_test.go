package bot_test

import (
	"strings"
	"tcabot/bot/bottest"
	"testing"
)

// writes has a person write a message, under another one if thread names it.
func (w *world) writes(tb testing.TB, user, thread, text string) bottest.Message {
	tb.Helper()
	m, _, err := w.slack.Say(deadline(tb), user, general, thread, text)
	if err != nil {
		tb.Fatal(err)
	}
	return m
}

// offered waits for the question about a pasted link.
func (w *world) offered(tb testing.TB, user string) bottest.Message {
	tb.Helper()
	m, err := w.slack.WaitMessage(deadline(tb), user, general, func(m bottest.Message) bool { return m.For == user && m.Has("run/show") })
	if err != nil {
		tb.Fatal(err)
	}
	return m
}

// TestThread: whatever begins in a thread stays there: the question about a pasted link, or the answer to a mention; answers
// of presses and forms, shared pages, and refusals.
func TestThread(t *testing.T) {
	t.Parallel()
	type in = func(what string, m bottest.Message) bottest.Message
	link := func(t *testing.T, w *world, user, thread string, in in) bottest.Message {
		t.Helper()
		w.writes(t, user, thread, w.tca.URL()+"/t/"+w.sample.Org+"/p/bigteam/repos")
		return in("a page", w.press(t, user, in("the question about a link", w.offered(t, user)), "run/show"))
	}
	mention := func(t *testing.T, w *world, user, thread string, in in) bottest.Message {
		t.Helper()
		return in("the answer to a mention", w.asks(t, user, general, thread, "@tca repos bigteam"))
	}
	for name, begin := range map[string]func(t *testing.T, w *world, user, thread string, in in) bottest.Message{"link": link, "mention": mention} {
		for _, user := range []string{member, admin} {
			t.Run(name+" by "+user, func(t *testing.T) {
				t.Parallel()
				testThread(t, user, begin)
			})
		}
	}
}

func testThread(t *testing.T, user string, begin func(*testing.T, *world, string, string, func(string, bottest.Message) bottest.Message) bottest.Message) {
	t.Helper()
	w := newWorld(t, nil)
	w.login(t, user, map[string]string{member: w.sample.Member, admin: w.sample.Admin}[user])
	thread := w.writes(t, outsider, "", "how do our repositories look?").TS
	in := func(what string, m bottest.Message) bottest.Message {
		t.Helper()
		if m.Thread != thread {
			t.Errorf("%s left the thread:\n%s", what, m.PlainText())
		}
		return m
	}
	page := begin(t, w, user, thread, in)
	in("the next page", w.press(t, user, page, "run/next"))
	shared := in("a shared page", w.shared(t, user, page))
	in("the next shared page", w.press(t, user, shared, "run/next"))
	in("the invitation to connect", w.press(t, outsider, shared, "run/next"))
	in("the invitation to connect, for a form", w.jumped(t, outsider, shared))
	in("a page by its number", w.jumped(t, user, page))
	in("one repository", w.press(t, user, shared, "run/open"))
	d, err := w.slack.ClickWith(deadline(t), user, shared.Ref(), "run/next", "garbage")
	if err != nil {
		t.Fatal(err)
	}
	in("a refusal", w.answerTo(t, user, d))
	w.clean(t)
}

// shared shows a private answer to everybody, in whichever language.
func (w *world) shared(tb testing.TB, user string, page bottest.Message) bottest.Message {
	tb.Helper()
	v, d := w.form(tb, user, page, "share/open", "")
	if _, err := w.slack.Submit(deadline(tb), user, v.ID, nil); err != nil {
		tb.Fatal(err)
	}
	return w.answerTo(tb, user, d)
}

// jumped asks for a page by its number.
func (w *world) jumped(tb testing.TB, user string, page bottest.Message) bottest.Message {
	tb.Helper()
	v, d := w.form(tb, user, page, "jump/open", "")
	if _, err := w.slack.Submit(deadline(tb), user, v.ID, map[string]string{"page": "3"}); err != nil {
		tb.Fatal(err)
	}
	return w.answerTo(tb, user, d)
}

// TestEditedLinkIsOfferedOnce: Slack tells of the links of a message again whenever it is edited.
func TestEditedLinkIsOfferedOnce(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct{ name, edited string }{
		{"same link", "please see %s"}, {"more behind it", "%s?limit=10"}, {"twice in it", "%s and %s"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t, nil)
			w.login(t, member, w.sample.Member)
			url := w.tca.URL() + "/t/" + w.sample.Org + "/p/bigteam/repos"
			m := w.writes(t, member, "", url)
			w.offered(t, member)
			for range 2 {
				if _, err := w.slack.Edit(deadline(t), member, m.Ref(), strings.ReplaceAll(tt.edited, "%s", url)); err != nil {
					t.Fatal(err)
				}
			}
			other := w.writes(t, member, "", url) // another message with the same link is asked about
			w.until(t, "the other message is asked about", func() bool { return w.slack.Calls("chat.postEphemeral") >= 2 })
			if _, err := w.slack.Edit(deadline(t), member, other.Ref(), "never mind"); err != nil {
				t.Fatal(err)
			}
			if err := w.stop(); err != nil { // it acts on what it accepted first
				t.Fatal(err)
			}
			if n := w.slack.Calls("chat.postEphemeral"); n != 2 {
				t.Errorf("%d questions about two messages", n)
			}
		})
	}
}
