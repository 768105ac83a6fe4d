package bot_test

import (
	"strings"
	"tcabot/bot/bottest"
	"testing"
	"time"
)

// restart makes the bot another process, which remembers nothing but what is in the database.
func (w *world) restart(tb testing.TB) {
	tb.Helper()
	if err := w.stop(); err != nil {
		tb.Fatal(err)
	}
	w.start(tb)
}

// saying counts the messages that somebody sees and that say something.
func (w *world) saying(user, channel, text string) (n int) {
	for _, m := range w.slack.Messages(user, channel) {
		if strings.Contains(m.PlainText(), text) {
			n++
		}
	}
	return n
}

// again delivers an envelope to another process, and waits until that has done what it does.
func (w *world) again(tb testing.TB, d bottest.Delivery) {
	tb.Helper()
	w.restart(tb)
	if err := w.slack.Redeliver(d.EnvelopeID); err != nil {
		tb.Fatal(err)
	}
	for range 4 { // on each of its connections
		want(tb, w.say(tb, outsider, "help"), "What I can do")
	}
	w.restart(tb) // which finishes what was accepted
}

// TestDoneOnce delivers what writes something to two processes: it is written once.
func TestDoneOnce(t *testing.T) {
	t.Parallel()
	slash := func(t *testing.T, w *world, line string) bottest.Delivery {
		t.Helper()
		d, err := w.slack.Slash(deadline(t), member, general, "/tca", line)
		if err != nil {
			t.Fatal(err)
		}
		w.answerTo(t, member, d)
		return d
	}
	for name, tt := range map[string]func(*testing.T, *world){
		"a digest that is typed": func(t *testing.T, w *world) {
			d := slash(t, w, "digest add payments-api@master days:daily at:09:30 --yes")
			w.again(t, d)
			if m := w.say(t, member, "digest"); strings.Contains(m.PlainText(), "#2") {
				t.Errorf("two digests:\n%s", m.PlainText())
			}
		},
		"a digest that is saved by a button": func(t *testing.T, w *world) {
			draft := w.say(t, member, "digest add payments-api@master days:daily at:09:30")
			d, err := w.slack.Click(deadline(t), member, draft.Ref(), "run/save")
			if err != nil {
				t.Fatal(err)
			}
			w.answerTo(t, member, d)
			w.again(t, d)
			if m := w.say(t, member, "digest"); strings.Contains(m.PlainText(), "#2") || !strings.Contains(m.PlainText(), "#1") {
				t.Errorf("not one digest:\n%s", m.PlainText())
			}
		},
		"an export": func(t *testing.T, w *world) {
			d := slash(t, w, "export repos bigteam")
			w.until(t, "a file", func() bool { return len(w.slack.Files()) == 1 })
			w.again(t, d)
			if n := len(w.slack.Files()); n != 1 {
				t.Errorf("%d files", n)
			}
		},
		"a page that is shared": func(t *testing.T, w *world) {
			v, _ := w.form(t, member, w.say(t, member, "repos bigteam"), "share/open", "people in")
			d, err := w.slack.Submit(deadline(t), member, v.ID, nil)
			if err != nil {
				t.Fatal(err)
			}
			w.until(t, "the page", func() bool { return w.saying(outsider, general, "Shared by @"+member) == 1 })
			w.again(t, d)
			if n := w.saying(outsider, general, "Shared by @"+member); n != 1 {
				t.Errorf("shared %d times", n)
			}
		},
		"a link that is pasted": func(t *testing.T, w *world) {
			d, err := w.slack.Event(deadline(t), map[string]any{
				"type": "link_shared", "user": member, "channel": general, "message_ts": "1.1",
				"links": []any{map[string]any{"domain": "x", "url": w.tca.URL() + "/t/" + w.sample.Org + "/p/bigteam/repos"}},
			})
			if err != nil {
				t.Fatal(err)
			}
			w.until(t, "the question", func() bool { return w.slack.Calls("chat.postEphemeral") == 1 })
			w.again(t, d)
			if n := w.slack.Calls("chat.postEphemeral"); n != 1 {
				t.Errorf("asked %d times", n)
			}
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t, nil)
			w.login(t, member, w.sample.Member)
			tt(t, w)
			w.clean(t)
		})
	}
}

// TestPostedNowOnce delivers "digest now" to two processes, the second time when the first post is done.
func TestPostedNowOnce(t *testing.T) {
	t.Parallel()
	w := newDigestWorld(t, nil)
	w.subscribe(t, member, "payments-api@master")
	d, err := w.slack.Slash(deadline(t), member, general, "/tca", "digest now 1")
	if err != nil {
		t.Fatal(err)
	}
	w.answerTo(t, member, d)
	w.wait(t, general, 1)
	w.idle(t, "posts")
	later := func() { w.clock.forward(w.clock.now().Add(2 * time.Second)) } // the times of posts have a second's precision
	later()
	w.again(t, d)
	w.idle(t, "posts")
	if n := len(w.posts(general, "")); n != 1 {
		t.Errorf("posted %d times", n)
	}
	later()
	w.say(t, member, "digest now 1") // asked anew
	w.wait(t, general, 2)
	w.clean(t)
}
