package bottest_test

import (
	"tcabot/bot/bottest"
	"testing"
	"time"

	"github.com/slack-go/slack"
)

func TestResponseURLLife(t *testing.T) {
	c := newClock()
	s := workspace(t, bottest.Options{Now: c.Now})
	connect(t, s, silent)
	slash := func() string {
		d, err := s.Slash(deadline(t), alice, general, "/tca", "")
		if err != nil {
			t.Fatal(err)
		}
		return d.ResponseURL
	}
	often := slash()
	for range 5 {
		wantError(t, "five uses", postTo(t, often, say("x")), "")
	}
	wantError(t, "a sixth", postTo(t, often, say("x")), "404 used_url")
	old := slash()
	c.move(30 * time.Minute)
	wantError(t, "after 30 minutes", postTo(t, old, say("x")), "")
	c.move(time.Second)
	wantError(t, "later", postTo(t, old, say("x")), "404 expired_url")
	wantError(t, "unknown", postTo(t, old+"1", say("x")), "404 expired_url")
	clean(t, s)
	if postTo(t, slash(), map[string]any{"blocks": []any{map[string]any{"type": "sing"}}}) == nil {
		t.Error("a block that does not exist is taken")
	}
	problem(t, s, 1)
}

func TestAnswers(t *testing.T) {
	s := workspace(t, bottest.Options{})
	connect(t, s, silent)
	page := posted(t, s, slack.MsgOptionText("page 1", false), slack.MsgOptionBlocks(next()))
	press := func() bottest.Delivery {
		d, err := s.Click(deadline(t), alice, page.Ref(), "page_next")
		if err != nil {
			t.Fatal(err)
		}
		return d
	}
	answer := func(payload map[string]any) {
		t.Helper()
		if err := postTo(t, press().ResponseURL, payload); err != nil {
			t.Fatal(err)
		}
	}
	answer(map[string]any{"text": "page 2", "replace_original": true})
	if all := s.Messages(bob, general); len(all) != 1 || all[0].Text != "page 2" || !all[0].Edited || all[0].Edits != 1 || all[0].Blocks != nil {
		t.Errorf("replaced: %+v", all)
	}
	_, _, _, err := client(s).UpdateMessageContext(deadline(t), general, page.TS, slack.MsgOptionText("page 1", false), slack.MsgOptionBlocks(next()))
	wantError(t, "restored", err, "")
	answer(say("for you"))
	if got := s.Messages(bob, general); len(got) != 1 {
		t.Errorf("Bob sees %+v", got)
	}
	answer(map[string]any{"text": "under it", "response_type": "in_channel", "thread_ts": page.TS, "replace_original": false})
	all := s.Messages(bob, general)
	if got := all[len(all)-1]; got.Thread != page.TS || got.For != "" {
		t.Errorf("in the thread: %+v", got)
	}
	answer(map[string]any{"delete_original": true})
	if got := s.Messages(bob, general); len(got) != 1 || got[0].TS == page.TS {
		t.Errorf("deleted: %+v", got)
	}
	clean(t, s)
}
