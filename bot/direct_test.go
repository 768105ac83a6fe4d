package bot_test

import (
	"tcabot/bot/bottest"
	"testing"
)

// TestPagesInDirectMessages: in the direct message with the bot a page turns in its place, also one that is about the person
// alone; in a thread it stays there. In the direct messages of two people such a page stays as it is when the other one turns it.
func TestPagesInDirectMessages(t *testing.T) {
	t.Parallel()
	const pair = "D0PAIR0001"
	w := newWorld(t, func(w *world) {
		w.slack.AddChannel(bottest.Channel{ID: pair, Name: "directmessage", IM: true, Members: []string{member, admin}})
	})
	w.login(t, member, w.sample.Member)
	w.login(t, admin, w.sample.Admin)
	dm := w.slack.DM(member).ID
	thread := w.asks(t, member, dm, "", "help").TS
	for _, in := range []string{"", thread} {
		for _, line := range []string{"repos bigteam", "repos bigteam scope:my"} {
			page := w.asks(t, member, dm, in, line)
			next := w.press(t, member, page, "run/next")
			if next.TS != page.TS || next.For != "" || next.Thread != in || next.PlainText() == page.PlainText() {
				t.Errorf("%s: the next page is not in the place of the first one:\n%s", line, next.PlainText())
			}
			if other := w.press(t, member, next, "run/refresh"); other.TS != page.TS {
				t.Errorf("%s: the refreshed page is elsewhere", line)
			}
		}
	}
	repos := w.asks(t, member, dm, thread, "repos bigteam")
	if one := w.press(t, member, repos, "run/open"); one.Thread != thread || one.TS == repos.TS {
		t.Errorf("one repository left the thread, or took the place of the list:\n%s", one.PlainText())
	}

	d, err := w.slack.Slash(deadline(t), member, pair, "/tca", "repos bigteam scope:my")
	if err != nil {
		t.Fatal(err)
	}
	page := w.answerIn(t, member, pair, d)
	v, d := w.form(t, member, page, "share/open", "")
	if _, err := w.slack.Submit(deadline(t), member, v.ID, nil); err != nil {
		t.Fatal(err)
	}
	shared := w.answerIn(t, member, pair, d)
	if shared.For != "" {
		t.Fatalf("not shared:\n%s", shared.PlainText())
	}
	if m := w.press(t, admin, shared, "run/next"); m.For != admin {
		t.Errorf("everybody sees the page of somebody else:\n%s", m.PlainText())
	}
	w.clean(t)
}

// TestKindsOfMessages: a message with a file, and a reply that is also shown outside of its thread, are questions like others.
func TestKindsOfMessages(t *testing.T) {
	t.Parallel()
	w := newWorld(t, nil)
	w.login(t, member, w.sample.Member)
	dm := w.slack.DM(member).ID
	thread := w.asks(t, member, dm, "", "help")
	for subtype, text := range map[string]string{"file_share": "repos bigteam", "thread_broadcast": "whoami"} {
		happens(t)(w.slack.Event(deadline(t), map[string]any{
			"type": "message", "subtype": subtype, "channel_type": "im", "user": member, "channel": dm, "text": text, "thread_ts": thread.TS, "ts": "1.1", "event_ts": "1.1",
		}))
		says := map[string]string{"file_share": "1–10 of 137", "thread_broadcast": "王芳"}[subtype]
		m, err := w.slack.WaitMessage(deadline(t), member, dm, func(m bottest.Message) bool { return m.TS > thread.TS && contains(m.PlainText(), says) })
		if err != nil || m.Thread != thread.TS {
			t.Errorf("%s: the answer is in the thread %q, %v", subtype, m.Thread, err)
		}
	}
}

// TestButtonsInDirectMessages: a button in the direct message with the bot lists what the typed command lists there.
func TestButtonsInDirectMessages(t *testing.T) {
	t.Parallel()
	w := newWorld(t, nil)
	w.login(t, member, w.sample.Member)
	want(t, w.say(t, member, "digest add payments-api@master#默认方案 at:09:00 zone:UTC --yes"), "Saved")
	menu := w.asks(t, member, w.slack.DM(member).ID, "", "menu")
	want(t, w.press(t, member, menu, "run/digests"), "Your digests", "payments-api")
	w.clean(t)
}

// TestLinksInDirectMessages: a link in the direct message with the bot is a question: it gets its answer, and nothing else.
func TestLinksInDirectMessages(t *testing.T) {
	t.Parallel()
	w := newWorld(t, nil)
	w.login(t, member, w.sample.Member)
	dm := w.slack.DM(member).ID
	for _, url := range []string{w.tca.URL() + "/t/" + w.sample.Org + "/p/bigteam/repos", w.masterPage()} {
		w.answerAfter(t, member, w.pastes(t, member, dm, url))
	}
	w.finish(t)
	if n := w.slack.Calls("chat.postEphemeral"); n != 0 {
		t.Errorf("%d offers beside the answers", n)
	}
	w.clean(t)
}
