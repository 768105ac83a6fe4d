package bot_test

import (
	"strconv"
	"tcabot/bot/bottest"
	"tcabot/commands/kit"
	"tcabot/commands/line"
	"testing"

	"github.com/slack-go/slack"
)

// TestPickFromAMessage ticks boxes of a message in the bot's own name, and presses buttons that act on them.
func TestPickFromAMessage(t *testing.T) {
	t.Parallel()
	w := newWorld(t, nil)
	w.login(t, member, w.sample.Member)
	var boxes []kit.Check
	for i := range 12 {
		boxes = append(boxes, kit.Check{Label: "issue " + strconv.Itoa(101+i), Value: strconv.Itoa(101 + i)})
	}
	m := append(kit.NewChecks(boxes), kit.Buttons{
		line.Pick("show", "Show", line.Typed("issue selected payments-api@master")), line.PickForm("cancel", "Cancel", line.Typed("cancel selected payments-api@master")),
	})
	_, ts, err := slack.New(bottest.BotToken, slack.OptionAPIURL(w.slack.APIURL())).PostMessageContext(
		t.Context(), general, slack.MsgOptionText(m.Text(), false), slack.MsgOptionBlocks(m.Blocks().Slack()...))
	if err != nil {
		t.Fatal(err)
	}
	posted, err := w.slack.WaitMessage(deadline(t), member, general, func(m bottest.Message) bool { return m.TS == ts })
	if err != nil {
		t.Fatal(err)
	}
	s := &story{tb: t, w: w, last: posted}
	act := func(button string) {
		t.Helper()
		if err := s.press([]string{"member", button}); err != nil {
			t.Fatal(err)
		}
	}
	act("show")
	want(t, s.last, "Select at least one first.")
	s.last = posted
	if err := s.tick([]string{"member", "issue 112", "issue 103"}); err != nil {
		t.Fatal(err)
	}
	act("Show")
	want(t, s.last, "103,112")
	s.last = posted
	if err := s.tick([]string{"member", "issue 113"}); err == nil {
		t.Error("a box that is not there can be ticked")
	}
	v, d := w.form(t, member, posted, "pickfill/cancel", "Reason")
	if errors := w.submit(t, member, v.ID, map[string]string{"because": "wrong branch"}); errors != nil {
		t.Errorf("the form says %v", errors)
	}
	want(t, w.answerTo(t, member, d), "103,112")
	w.clean(t)
}
