package bot_test

import (
	"maps"
	"strings"
	"tcabot/bot/bottest"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// robot is a mention of the bot as Slack writes it.
const robot = "<@" + bottest.BotUserID + ">"

// asks has a person write a message to the bot, as they type it, and returns its answer to them.
func (w *world) asks(tb testing.TB, user, channel, thread, text string) bottest.Message {
	tb.Helper()
	said, _, err := w.slack.Write(deadline(tb), user, channel, thread, text)
	if err != nil {
		tb.Fatal(err)
	}
	return w.answerAfter(tb, user, said)
}

// answerAfter waits for the bot's answer to a message.
func (w *world) answerAfter(tb testing.TB, user string, said bottest.Message) bottest.Message {
	tb.Helper()
	m, err := w.slack.WaitMessage(deadline(tb), user, said.Channel, func(m bottest.Message) bool { return isAnswer(m, said) })
	if err != nil {
		tb.Fatalf("no answer: %v; problems: %v", err, w.slack.Problems())
	}
	return m
}

func isAnswer(m, said bottest.Message) bool {
	return m.TS > said.TS && m.User == bottest.BotUserID && !isProgress(m)
}

// answers counts what the bot has said after a message.
func (w *world) answers(user string, said bottest.Message) (n int) {
	for _, m := range w.slack.Messages(user, said.Channel) {
		if isAnswer(m, said) {
			n++
		}
	}
	return n
}

// TestMessagesAreAnsweredLikeCommands: a mention, in a channel and in a thread, and a direct message give the screen of the
// slash command; in a channel only whoever asked sees it, and in a thread it stays there.
func TestMessagesAreAnsweredLikeCommands(t *testing.T) {
	t.Parallel()
	w := newWorld(t, nil)
	w.login(t, member, w.sample.Member)
	thread, dm := w.writes(t, outsider, "", "how do our repositories look?").TS, w.slack.DM(member).ID
	for _, line := range []string{"repos bigteam", "", "issues payments-api@master severity:fatal", "payments-api@master", "repoz bigteam", "whoami"} {
		screen := w.say(t, member, line)
		for _, tt := range []struct{ channel, thread, text string }{
			{general, "", "@tca " + line},
			{general, thread, "@tca " + line},
			{dm, "", line},
			{dm, "", "@tca: " + line},
			{general, "", "@tca @tca, /tca " + line},
			{general, "", " @tca\n\n" + line + " \nthanks!"},
			{general, "", "@tca `" + line + "`"},
		} {
			if line == "" && (tt.text == "" || strings.Contains(tt.text, "thanks")) {
				continue // nobody can send the one, and the other has a line
			}
			if line == "" && tt.channel == dm {
				continue // the menu lists what is posted where it is asked for
			}
			m := w.asks(t, member, tt.channel, tt.thread, tt.text)
			if m.PlainText() != screen.PlainText() || m.Text != screen.Text || cmp.Diff(controls(m), controls(screen)) != "" {
				t.Errorf("%q is answered with\n%s\nwant\n%s", tt.text, m.PlainText(), screen.PlainText())
			}
			if m.Thread != tt.thread || (m.For == member) != (tt.channel == general) {
				t.Errorf("%q: the answer is in the thread %q for %q", tt.text, m.Thread, m.For)
			}
		}
	}
	w.clean(t)
}

// TestMessagesThatAreNoQuestions: what bots and Slack write, what was edited or deleted, and what is hours old gets no
// answer; nor does the bot answer itself.
func TestMessagesThatAreNoQuestions(t *testing.T) {
	t.Parallel()
	w := newWorld(t, nil)
	w.login(t, member, w.sample.Member)
	dm := w.slack.DM(member).ID
	with := func(event map[string]any, more map[string]any) map[string]any {
		maps.Copy(event, more)
		return event
	}
	mention := func(more map[string]any) map[string]any {
		return with(map[string]any{"type": "app_mention", "user": member, "text": robot + " whoami", "channel": general, "ts": "1.1", "event_ts": "1.1"}, more)
	}
	direct := func(more map[string]any) map[string]any {
		return with(map[string]any{"type": "message", "channel_type": "im", "user": member, "text": "whoami", "channel": dm, "ts": "1.1", "event_ts": "1.1"}, more)
	}
	edited := map[string]any{"user": member, "ts": "2.2"}
	for name, event := range map[string]map[string]any{
		"another bot mentions it":       mention(map[string]any{"bot_id": "B0OTHER001"}),
		"the bot mentions itself":       mention(map[string]any{"user": bottest.BotUserID}),
		"a reminder":                    mention(map[string]any{"user": "USLACKBOT"}),
		"a mention that was edited in":  mention(map[string]any{"edited": edited}),
		"a mention in its own messages": mention(map[string]any{"channel": dm}),
		"another bot writes":            direct(map[string]any{"bot_id": "B0OTHER001"}),
		"the bot writes":                direct(map[string]any{"user": bottest.BotUserID}),
		"nobody writes":                 direct(map[string]any{"user": ""}),
		"a message of another channel":  direct(map[string]any{"channel_type": "channel", "channel": general}),
		"a changed message":             direct(map[string]any{"subtype": "message_changed", "message": map[string]any{"user": member, "text": "whoami", "ts": "1.1", "edited": edited}}),
		"a deleted message":             direct(map[string]any{"subtype": "message_deleted", "deleted_ts": "1.1"}),
		"a bot's message":               direct(map[string]any{"subtype": "bot_message"}),
		"somebody joined":               direct(map[string]any{"subtype": "channel_join"}),
		"a file without a word":         direct(map[string]any{"subtype": "file_share", "text": ""}),
	} {
		t.Log(name)
		happens(t)(w.slack.Event(deadline(t), event))
	}
	happens(t)(w.slack.LateEvent(deadline(t), time.Now().Add(-6*time.Hour), mention(nil)))
	happens(t)(w.slack.LateEvent(deadline(t), time.Now().Add(-6*time.Hour), direct(nil)))
	happens(t)(w.slack.Echo(deadline(t), w.asks(t, member, dm, "", "repos bigteam")))
	if err := w.stop(); err != nil { // it acts on what it accepted first
		t.Fatal(err)
	}
	if n := w.slack.Calls("chat.postEphemeral") + w.slack.Calls("chat.postMessage"); n != 1 {
		t.Errorf("%d messages, want the answer to the one question", n)
	}
	if n := strings.Count(w.log.String(), "ignored a message that is no longer recent"); n != 2 {
		t.Errorf("%d old messages in the log, want 2", n)
	}
	w.clean(t)
}
