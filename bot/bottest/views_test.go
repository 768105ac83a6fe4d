package bottest_test

import (
	"errors"
	"tcabot/bot/bottest"
	"testing"
	"time"

	"github.com/slack-go/slack"
	"github.com/slack-go/slack/socketmode"
)

func modal(callback string, blocks ...slack.Block) slack.ModalViewRequest {
	if blocks == nil {
		blocks = []slack.Block{slack.NewInputBlock("note", text("Note"), nil, slack.NewPlainTextInputBlockElement(nil, "note"))}
	}
	return slack.ModalViewRequest{
		Type: slack.VTModal, CallbackID: callback, Title: text("Title"), Submit: text("Go"), Close: text("Cancel"),
		Blocks: slack.Blocks{BlockSet: blocks},
	}
}

// stage is a bot that acknowledges and keeps the triggers and what it was sent.
type stage struct {
	s     *bottest.Server
	api   *slack.Client
	calls chan slack.InteractionCallback
	ack   chan any
}

func newStage(t *testing.T, o bottest.Options) *stage {
	t.Helper()
	st := &stage{s: workspace(t, o), calls: make(chan slack.InteractionCallback, 10), ack: make(chan any, 1)}
	st.api = client(st.s)
	connect(t, st.s, func(c *socketmode.Client, ev socketmode.Event) {
		var payload any
		select {
		case payload = <-st.ack:
		default:
		}
		acking(payload)(c, ev)
		switch data := ev.Data.(type) {
		case slack.InteractionCallback:
			st.calls <- data
		case slack.SlashCommand:
			st.calls <- slack.InteractionCallback{TriggerID: data.TriggerID}
		}
	})
	return st
}

func (st *stage) trigger(t *testing.T) string {
	t.Helper()
	if _, err := st.s.Slash(deadline(t), alice, general, "/tca", ""); err != nil {
		t.Fatal(err)
	}
	return (<-st.calls).TriggerID
}

func (st *stage) open(t *testing.T, v slack.ModalViewRequest) *slack.ViewResponse {
	t.Helper()
	got, err := st.api.OpenViewContext(deadline(t), st.trigger(t), v)
	if err != nil {
		t.Fatal(err)
	}
	return got
}

func (st *stage) submit(t *testing.T, id string, ack any, values map[string]string) slack.InteractionCallback {
	t.Helper()
	if ack != nil {
		st.ack <- ack
	}
	if _, err := st.s.Submit(deadline(t), alice, id, values); err != nil {
		t.Fatal(err)
	}
	return <-st.calls
}

func TestTriggers(t *testing.T) {
	c := newClock()
	st := newStage(t, bottest.Options{Now: c.Now})
	open := func(trigger string, v slack.ModalViewRequest) error {
		_, err := st.api.OpenViewContext(deadline(t), trigger, v)
		return err
	}
	wantError(t, "unknown", open("nothing", modal("a")), "invalid_trigger_id")
	first := st.trigger(t)
	bad := modal("a")
	bad.Title = text("A title of more than 24 characters")
	err := open(first, bad)
	wantError(t, "bad view", err, "invalid_arguments")
	if r, ok := errors.AsType[slack.SlackErrorResponse](err); !ok || len(r.ResponseMetadata.Messages) == 0 {
		t.Errorf("no particulars: %+v", err)
	}
	problem(t, st.s, 1)
	c.move(3 * time.Second)
	wantError(t, "at three seconds", open(first, modal("a")), "")
	wantError(t, "twice", open(first, modal("a")), "exchanged_trigger_id")
	late := st.trigger(t)
	c.move(3*time.Second + 1)
	wantError(t, "later", open(late, modal("a")), "expired_trigger_id")
}

func TestStack(t *testing.T) {
	st := newStage(t, bottest.Options{})
	v := modal("root")
	v.ExternalID = "mine"
	root := st.open(t, v)
	if root.RootViewID != root.ID || root.PreviousViewID != "" || len(root.Blocks.BlockSet) != 1 || root.Blocks.BlockSet[0].ID() != "note" {
		t.Errorf("got %+v", root.View)
	}
	press := modal("x", next())
	_, err := st.api.UpdateViewContext(deadline(t), press, "", "stale", root.ID)
	wantError(t, "stale hash", err, "hash_conflict")
	_, err = st.api.UpdateViewContext(deadline(t), press, "", root.Hash, root.ID)
	wantError(t, "update", err, "")
	_, err = st.api.UpdateViewContext(deadline(t), press, "", "", "V0NONE")
	wantError(t, "update of nothing", err, "not_found")
	_, err = st.api.UpdateViewContext(deadline(t), v, "mine", "", "")
	wantError(t, "external id is gone with the update", err, "not_found")
	push := func(want string) string {
		top, _ := st.s.View(alice)
		if _, err := st.s.ClickView(deadline(t), alice, top.ID, "page_next"); err != nil {
			t.Fatal(err)
		}
		call := <-st.calls
		if call.View.ID != top.ID || call.Container.ViewID != top.ID || call.ResponseURL != "" || call.ActionCallback.BlockActions[0].Value != "2" {
			t.Errorf("got %+v", call)
		}
		got, err := st.api.PushViewContext(deadline(t), call.TriggerID, press)
		wantError(t, "push", err, want)
		if want == "" && (got.RootViewID != root.ID || got.PreviousViewID != top.ID) {
			t.Errorf("got %+v", got.View)
		}
		return top.ID
	}
	push("")
	push("")
	top := push("push_limit_reached")
	st.s.CloseView(alice, top)
	if got, _ := st.s.View(alice); got.ID == top || got.ID == root.ID {
		t.Errorf("after closing the third: %s", got.ID)
	}
	clean(t, st.s)
}

func TestSubmission(t *testing.T) {
	st := newStage(t, bottest.Options{})
	v := st.open(t, modal("start",
		slack.NewInputBlock("note", text("Note"), nil, slack.NewPlainTextInputBlockElement(nil, "note")),
		slack.NewInputBlock("more", text("More"), nil, slack.NewPlainTextInputBlockElement(nil, "more")).WithOptional(true),
		slack.NewInputBlock("sort", text("Sort"), nil, slack.NewOptionsSelectBlockElement(slack.OptTypeStatic, nil, "sort",
			slack.NewOptionBlockObject("n", text("Name"), nil)).WithInitialOption(slack.NewOptionBlockObject("n", text("Name"), nil))),
		slack.NewInputBlock("when", text("When"), nil, slack.NewDatePickerBlockElement("when")),
		slack.NewInputBlock("boxes", text("Boxes"), nil, slack.NewCheckboxGroupsBlockElement("boxes",
			slack.NewOptionBlockObject("go", text("Go"), nil), slack.NewOptionBlockObject("c", text("C"), nil))).WithOptional(true),
		slack.NewInputBlock("conv", text("Where"), nil, slack.NewOptionsSelectBlockElement(slack.OptTypeConversations, nil, "conv")).WithOptional(true),
	)).ID
	_, err := st.s.Submit(deadline(t), alice, v, map[string]string{"note": "x"})
	if !errors.Is(err, bottest.ErrIncomplete) {
		t.Errorf("without a date: %v", err)
	}
	if _, err := st.s.Submit(deadline(t), alice, v, map[string]string{"none": "x"}); err == nil {
		t.Error("a field that is not there is filled in")
	}
	if _, err := st.s.Submit(deadline(t), bob, v, nil); err == nil {
		t.Error("somebody else's modal is sent")
	}
	values := map[string]string{"note": "hello", "when": "2026-11-24", "boxes": "go,c", "conv": general}
	call := st.submit(t, v, map[string]any{"response_action": "errors", "errors": map[string]string{"note": "too short"}}, values)
	state := call.View.State.Values
	if state["note"]["note"].Value != "hello" || state["more"]["more"].Value != "" || state["sort"]["sort"].SelectedOption.Text.Text != "Name" ||
		state["when"]["when"].SelectedDate != "2026-11-24" || len(state["boxes"]["boxes"].SelectedOptions) != 2 || state["conv"]["conv"].SelectedConversation != general {
		t.Errorf("got %+v", state)
	}
	if got, _ := st.s.View(alice); got.ID != v || got.Errors["note"] != "too short" {
		t.Errorf("with errors: %+v", got)
	}
	st.submit(t, v, map[string]any{"response_action": "update", "view": modal("second")}, nil) // the values are still there
	if got, _ := st.s.View(alice); got.ID != v || got.CallbackID != "second" || got.Errors != nil {
		t.Errorf("updated: %+v", got)
	}
	st.submit(t, v, map[string]any{"response_action": "push", "view": modal("third")}, nil)
	third, _ := st.s.View(alice)
	if third.ID == v || third.CallbackID != "third" {
		t.Errorf("pushed: %+v", third)
	}
	st.submit(t, third.ID, nil, map[string]string{"note": "x"})
	if got, _ := st.s.View(alice); got.ID != v {
		t.Errorf("closed: %+v", got)
	}
	st.submit(t, v, map[string]any{"response_action": "clear"}, nil)
	if got, ok := st.s.View(alice); ok {
		t.Errorf("cleared: %+v", got)
	}
	clean(t, st.s)
	v = st.open(t, modal("a")).ID
	st.submit(t, v, map[string]any{"response_action": "errors", "errors": map[string]string{"none": "x"}}, map[string]string{"note": "x"})
	problem(t, st.s, 1)
	st.submit(t, v, map[string]any{"response_action": "update", "view": map[string]any{"type": "modal"}}, nil)
	if got, _ := st.s.View(alice); got.CallbackID != "a" || got.Errors[""] == "" {
		t.Errorf("with a bad view: %+v", got)
	}
	problem(t, st.s, 2)
}

func TestSubmissionWithoutAnAnswer(t *testing.T) {
	s := workspace(t, bottest.Options{AckTimeout: 500 * time.Millisecond})
	triggers := make(chan string, 1)
	connect(t, s, func(c *socketmode.Client, ev socketmode.Event) {
		if cmd, ok := ev.Data.(slack.SlashCommand); ok {
			silent(c, ev)
			triggers <- cmd.TriggerID
		}
	})
	if _, err := s.Slash(deadline(t), alice, general, "/tca", ""); err != nil {
		t.Fatal(err)
	}
	v, err := client(s).OpenViewContext(deadline(t), <-triggers, modal("a"))
	if err != nil {
		t.Fatal(err)
	}
	d, err := s.Submit(deadline(t), alice, v.ID, map[string]string{"note": "x"})
	if got, _ := s.View(alice); err != nil || d.Acked || got.Errors[""] == "" {
		t.Errorf("got %+v, %v, %+v", d, err, got)
	}
	problem(t, s, 1)
}

func TestClosing(t *testing.T) {
	st := newStage(t, bottest.Options{})
	v := modal("told")
	st.s.CloseView(alice, st.open(t, v).ID) // nobody asked to be told
	v.NotifyOnClose = true
	told := st.open(t, v)
	st.s.CloseView(alice, told.ID)
	if call := <-st.calls; call.Type != slack.InteractionTypeViewClosed || call.View.ID != told.ID || call.IsCleared {
		t.Errorf("got %+v", call)
	}
	told = st.open(t, v)
	if d, err := st.s.Dismiss(deadline(t), alice, told.ID, true); err != nil || !d.Acked {
		t.Errorf("got %+v, %v", d, err)
	}
	if call := <-st.calls; !call.IsCleared {
		t.Errorf("got %+v", call)
	}
	if _, ok := st.s.View(alice); ok {
		t.Error("still open")
	}
	clean(t, st.s)
}
