package bot_test

import (
	"strings"
	"tcabot/bot/bottest"
	"testing"
	"time"
)

// TestRoomForTheSamePress: a press made again while its answer is on its way takes the room that it leaves.
func TestRoomForTheSamePress(t *testing.T) {
	t.Parallel()
	w := newWorld(t, nil)
	w.login(t, member, w.sample.Member)
	if err := w.stop(); err != nil {
		t.Fatal(err)
	}
	w.env["WORKERS"] = "1"
	w.start(t)
	var page bottest.Message
	w.until(t, "there is room", func() bool {
		page = w.say(t, member, "repos bigteam")
		return has(page, "run/refresh")
	})
	posts := func() int { return strings.Count(w.slack.Traffic(), `"replace_original":true`) }
	before := posts()
	w.slack.Inject(bottest.Fault{Method: "response_url", Delay: 300 * time.Millisecond})
	w.until(t, "the answer is on its way", func() bool {
		// The room may still be the last command's: pressed again, it does nothing else.
		_, err := w.click(t, member, page, "run/refresh")
		return err == nil && posts() > before
	})
	d, err := w.click(t, member, page, "run/refresh")
	if err != nil {
		t.Fatal(err)
	}
	if m := w.answerTo(t, member, d); strings.Contains(m.PlainText(), "handling a lot of requests") {
		t.Error("the same press is told that there is no room")
	}
}

// TestShareAgain: whoever closed the question may ask it again, though the bot is still counting who would see it.
func TestShareAgain(t *testing.T) {
	t.Parallel()
	w := newWorld(t, nil)
	w.login(t, member, w.sample.Member)
	page := w.say(t, member, "repos bigteam")
	w.slack.Inject(bottest.Fault{Method: "conversations.info", Delay: time.Minute, Times: 1})
	v, _ := w.form(t, member, page, "share/open", "")
	w.until(t, "the bot counts", func() bool { return strings.Contains(w.slack.Traffic(), "include_num_members") })
	w.slack.CloseView(member, v.ID)
	w.form(t, member, page, "share/open", "people in")
}
