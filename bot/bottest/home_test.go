package bottest_test

import (
	"encoding/json"
	"strings"
	"tcabot/bot/bottest"
	"testing"

	"github.com/slack-go/slack"
	"github.com/slack-go/slack/slackevents"
	"github.com/slack-go/slack/socketmode"
)

func TestHome(t *testing.T) {
	s := workspace(t, bottest.Options{})
	opened := make(chan *slackevents.AppHomeOpenedEvent, 1)
	calls := make(chan slack.InteractionCallback, 1)
	connect(t, s, func(c *socketmode.Client, ev socketmode.Event) {
		silent(c, ev)
		switch data := ev.Data.(type) {
		case slackevents.EventsAPIEvent:
			opened <- data.InnerEvent.Data.(*slackevents.AppHomeOpenedEvent)
		case slack.InteractionCallback:
			calls <- data
		}
	})
	see := func(tab string) *slackevents.AppHomeOpenedEvent {
		if _, err := s.OpenHome(deadline(t), alice, tab); err != nil {
			t.Fatal(err)
		}
		return <-opened
	}
	if e := see("home"); e.User != alice || e.Tab != "home" || e.View != nil || e.Channel != s.DM(alice).ID {
		t.Errorf("first: %+v", e)
	}
	publish := func(user, hash string, blocks ...slack.Block) error {
		req := slack.PublishViewContextRequest{UserID: user, View: slack.HomeTabViewRequest{Type: slack.VTHomeTab, Blocks: slack.Blocks{BlockSet: blocks}, CallbackID: "home"}}
		if hash != "" {
			req.Hash = &hash
		}
		_, err := client(s).PublishViewContext(deadline(t), req)
		return err
	}
	wantError(t, "publish", publish(alice, "", slack.NewHeaderBlock(text("Hello")), next()), "")
	v, err := s.WaitHome(deadline(t), alice, func(v bottest.View) bool { return strings.Contains(v.PlainText(), "Hello") })
	if err != nil || v.PlainText() != "Hello\n[Next]" || v.CallbackID != "home" {
		t.Errorf("got %+v, %v", v, err)
	}
	e := see("home")
	if e.View.ID != v.ID || len(e.View.Blocks.BlockSet) != 2 {
		t.Errorf("then: %+v", e)
	}
	if e := see("messages"); e.Tab != "messages" || e.View != nil {
		t.Errorf("the other tab: %+v", e)
	}
	if _, err := s.ClickView(deadline(t), alice, v.ID, "page_next"); err != nil {
		t.Fatal(err)
	}
	if c := <-calls; c.View.Type != slack.VTHomeTab || c.View.ID != v.ID || c.ResponseURL != "" || c.TriggerID == "" {
		t.Errorf("press: %+v", c)
	}
	wantError(t, "stale", publish(alice, "stale", next()), "hash_conflict")
	wantError(t, "fresh", publish(alice, e.View.Hash, next()), "")
	if _, ok := s.Home(bob); ok {
		t.Error("Bob has a home")
	}
	clean(t, s)
	wantError(t, "bad", publish(alice, "", slack.NewHeaderBlock(text(strings.Repeat("x", 151)))), "invalid_arguments")
	wantError(t, "nobody", publish("U0NONE", "", next()), "invalid_arguments")
	problem(t, s, 2)
}

func TestCheckHome(t *testing.T) {
	for name, tt := range map[string]struct {
		view string
		ok   bool
	}{
		"good":      {`{"type": "home", "blocks": [{"type": "divider"}]}`, true},
		"a modal":   {`{"type": "modal", "title": {"type": "plain_text", "text": "x"}, "blocks": [{"type": "divider"}]}`, false},
		"title":     {`{"type": "home", "title": {"type": "plain_text", "text": "x"}, "blocks": [{"type": "divider"}]}`, false},
		"same ids":  {`{"type": "home", "blocks": [{"type": "divider", "block_id": "x"}, {"type": "divider", "block_id": "x"}]}`, false},
		"too large": {`{"type": "home", "blocks": [{"type": "divider"}]}` + strings.Repeat(" ", 250_000), false},
	} {
		if err := bottest.CheckHome([]byte(tt.view)); (err == nil) != tt.ok {
			t.Errorf("%s: got %v, want accepted = %v", name, err, tt.ok)
		}
	}
}

func TestSuggestions(t *testing.T) {
	st := newStage(t, bottest.Options{})
	menu := slack.NewOptionsSelectBlockElement(slack.OptTypeExternal, text("Project"), "project")
	least := 0
	menu.MinQueryLength = &least
	patient := slack.NewOptionsSelectBlockElement(slack.OptTypeExternal, text("Branch"), "branch")
	v := st.open(t, modal("start", slack.NewInputBlock("p", text("Project"), nil, menu), slack.NewInputBlock("b", text("Branch"), nil, patient).WithOptional(true)))
	ask := func(action, typed, ack string) ([]bottest.Choice, error) {
		st.ack <- json.RawMessage(ack)
		got, _, err := st.s.SuggestView(deadline(t), alice, v.ID, action, typed)
		if err == nil {
			if c := <-st.calls; c.Type != slack.InteractionTypeBlockSuggestion || c.Value != typed || c.ActionID != action || c.View.ID != v.ID || c.TriggerID != "" {
				t.Errorf("asked: %+v", c)
			}
		} else {
			<-st.ack
		}
		return got, err
	}
	got, err := ask("project", "", `{"options": [{"text": {"type": "plain_text", "text": "my-project"}, "value": "42"}]}`)
	if err != nil || len(got) != 1 || got[0] != (bottest.Choice{Text: "my-project", Value: "42"}) {
		t.Errorf("got %+v, %v", got, err)
	}
	if _, err := ask("branch", "ma", `{}`); err == nil {
		t.Error("a menu asks at the second character")
	}
	got, err = ask("branch", "mas", `{"option_groups": [{"label": {"type": "plain_text", "text": "Old"}, "options": [{"text": {"type": "plain_text", "text": "master"}, "value": "m"}]}]}`)
	if err != nil || len(got) != 1 || got[0].Group != "Old" {
		t.Errorf("got %+v, %v", got, err)
	}
	clean(t, st.s)
	call := st.submit(t, v.ID, map[string]any{"response_action": "errors", "errors": map[string]string{"p": "x"}}, map[string]string{"project": "42"})
	if o := call.View.State.Values["p"]["project"].SelectedOption; o.Value != "42" || o.Text.Text != "my-project" {
		t.Errorf("chosen: %+v", o)
	}
	if got, err := ask("project", "", `{"options": [{"text": {"type": "plain_text", "text": ""}, "value": "42"}]}`); err != nil || got != nil {
		t.Errorf("got %+v, %v", got, err)
	}
	problem(t, st.s, 1)

	m := posted(t, st.s, slack.MsgOptionText("x", false), slack.MsgOptionBlocks(slack.NewActionBlock("a", menu)))
	st.ack <- json.RawMessage(`{"options": []}`)
	if got, _, err := st.s.Suggest(deadline(t), bob, m.Ref(), "project", ""); err != nil || len(got) != 0 {
		t.Errorf("in a message: %+v, %v", got, err)
	}
	if c := <-st.calls; c.Message.Timestamp != m.TS {
		t.Errorf("asked: %+v", c)
	}
}
