package bot_test

import (
	"strings"
	"tcabot/api/apitest"
	"tcabot/bot/bottest"
	"testing"
	"time"
)

// TestMessageWhileBusy: a message for which there is no room is answered with that, where it was asked.
func TestMessageWhileBusy(t *testing.T) {
	t.Parallel()
	w := newWorld(t, func(w *world) { w.env["CACHE_TTL"] = "0" })
	w.login(t, member, w.sample.Member)
	if err := w.stop(); err != nil {
		t.Fatal(err)
	}
	w.env["WORKERS"] = "1"
	w.start(t)
	gate := make(chan struct{})
	w.tca.Inject(apitest.Fault{Gate: gate})
	asked := len(w.tca.Requests())
	first, _, err := w.slack.Write(deadline(t), member, general, "", "@tca repos bigteam")
	if err != nil {
		t.Fatal(err)
	}
	w.until(t, "the first question is being answered", func() bool { return len(w.tca.Requests()) > asked })
	thread := w.writes(t, outsider, "", "a discussion").TS
	for _, in := range []struct{ channel, thread, text string }{{general, thread, "@tca help"}, {w.slack.DM(member).ID, "", "help"}} {
		m := w.asks(t, member, in.channel, in.thread, in.text)
		if want(t, m, "handling a lot of requests"); m.Thread != in.thread {
			t.Errorf("the refusal left the thread: %+v", m)
		}
	}
	close(gate)
	w.until(t, "the first question is answered", func() bool { return w.saying(member, first.Channel, "1–10 of 137") == 1 })
	w.clean(t)
}

// TestSlowMessages: when an answer takes long the person is told so: in the direct message the answer takes the place of that
// note, and if it cannot, it comes after it.
func TestSlowMessages(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name   string
		direct bool
		fault  bottest.Fault
		notes  int // that are left, beside the answer
	}{
		{name: "mention", notes: 1},
		{name: "direct message", direct: true},
		{name: "note is gone", direct: true, fault: bottest.Fault{Method: "chat.update", Error: "message_not_found"}, notes: 1},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t, func(w *world) {
				w.env["CACHE_TTL"] = "0"
				w.times.Surface.Working = time.Millisecond
			})
			w.login(t, member, w.sample.Member)
			if tt.fault.Method != "" {
				w.slack.Inject(tt.fault)
			}
			gate := make(chan struct{})
			w.tca.Inject(apitest.Fault{Gate: gate})
			channel, text := general, "@tca repos bigteam"
			if tt.direct {
				channel, text = w.slack.DM(member).ID, "repos bigteam"
			}
			before := w.saying(member, channel, "Still working") // as the login said
			said, _, err := w.slack.Write(deadline(t), member, channel, "", text)
			if err != nil {
				t.Fatal(err)
			}
			w.until(t, "the note", func() bool { return w.saying(member, channel, "Still working") == before+1 })
			close(gate)
			answer := func() int { return w.saying(member, channel, "1–10 of 137") }
			w.until(t, "the answer", func() bool { return answer() > 0 })
			if notes := w.saying(member, channel, "Still working") - before; notes != tt.notes || answer() != 1 {
				t.Errorf("%d notes and %d answers, want %d and 1", notes, answer(), tt.notes)
			}
			if !tt.direct && (w.answerAfter(t, member, said).For != member || w.saying(outsider, general, "Still working") > 0) {
				t.Error("everybody sees it")
			}
			w.clean(t)
		})
	}
}

// TestAnswersThatCannotBeShown: an answer that Slack does not show where it was asked comes as a direct message, which says
// where that was.
func TestAnswersThatCannotBeShown(t *testing.T) {
	t.Parallel()
	w := newWorld(t, nil)
	w.login(t, member, w.sample.Member)
	w.slack.Inject(bottest.Fault{Method: "chat.postEphemeral", Error: "user_not_in_channel"})
	if _, _, err := w.slack.Write(deadline(t), member, general, "", "@tca repos bigteam"); err != nil {
		t.Fatal(err)
	}
	m, err := w.slack.WaitMessage(deadline(t), member, w.slack.DM(member).ID, func(m bottest.Message) bool {
		return strings.Contains(m.PlainText(), "1–10 of 137")
	})
	if err != nil {
		t.Fatal(err)
	}
	want(t, m, "I couldn't answer in <#"+general+">")
}

// TestTokensInMessages: whoever writes a token in a message is told to delete it, wherever in the message it stands.
func TestTokensInMessages(t *testing.T) {
	t.Parallel()
	w := newWorld(t, nil)
	w.login(t, member, w.sample.Member)
	token := strings.Repeat("0123456789abcdef", 3)[:40]
	dm := w.slack.DM(member).ID
	for _, in := range []struct{ channel, text string }{
		{general, "@tca help\nmy token is " + token},
		{general, "look, @tca: " + token},
		{general, "@tca " + token},
		{dm, token},
		{dm, "help\n\n" + token},
	} {
		m := w.asks(t, member, in.channel, "", in.text)
		if want(t, m, "Delete your message", "replace the token"); strings.Contains(string(m.Blocks), token) {
			t.Errorf("%q: the token is repeated", in.text)
		}
	}
	want(t, w.asks(t, member, general, "", "@tca latest payments-api@master "+token), "has not been scanned") // may be a revision
	if strings.Contains(w.log.String(), token) {
		t.Error("the token is in the log")
	}
}

// TestOtherCompaniesMention: people of other companies are refused when they mention the bot, privately, whether or not
// Slack's event names their workspace, and get no direct message; colleagues from other workspaces are answered.
func TestOtherCompaniesMention(t *testing.T) {
	t.Parallel()
	w := newGrid(t, true)
	w.login(t, colleague, w.sample.Member)
	want(t, w.asks(t, colleague, general, "", "@tca repos bigteam"), "1–10 of 137")
	for user, says := range map[string]string{foreigner: "I only serve members of the workspace", otherGrid: "仅供所在工作区的成员使用"} {
		for _, text := range []string{"@tca repos bigteam", "@tca help", "what is @tca?"} {
			m := w.asks(t, user, general, "", text)
			if want(t, m, says); m.For != user {
				t.Error("everybody sees the refusal")
			}
		}
	}
	before := w.saying(foreigner, general, "I only serve")
	happens(t)(w.slack.Event(deadline(t), map[string]any{
		"type": "app_mention", "user": foreigner, "channel": general, "text": robot + " help", "ts": "1.1", "event_ts": "1.1",
	}))
	w.until(t, "the refusal", func() bool { return w.saying(foreigner, general, "I only serve") > before })
	w.slack.Inject(bottest.Fault{Method: "chat.postEphemeral", Error: "user_not_in_channel"})
	posts := w.slack.Calls("chat.postMessage")
	if _, _, err := w.slack.Write(deadline(t), foreigner, general, "", "@tca help"); err != nil {
		t.Fatal(err)
	}
	w.logged(t, "answer not delivered")
	if w.slack.Calls("chat.postMessage") != posts {
		t.Error("a person of another company got a direct message")
	}
}

// TestRedeliveredMessages: a message whose event Slack delivers again, to another process, is answered once.
func TestRedeliveredMessages(t *testing.T) {
	t.Parallel()
	w := newWorld(t, nil)
	w.login(t, member, w.sample.Member)
	for channel, text := range map[string]string{general: "@tca repos bigteam", w.slack.DM(member).ID: "repos bigteam"} {
		said, deliveries, err := w.slack.Write(deadline(t), member, channel, "", text)
		if err != nil || len(deliveries) != 1 {
			t.Fatal(err)
		}
		w.answerAfter(t, member, said)
		happens(t)(w.slack.RedeliverEvent(deadline(t), deliveries[0])) // to the same process
		w.restart(t)
		happens(t)(w.slack.RedeliverEvent(deadline(t), deliveries[0]))
		w.restart(t) // which finishes what was accepted
		if n := w.answers(member, said); n != 1 {
			t.Errorf("%q is answered %d times", text, n)
		}
	}
}
