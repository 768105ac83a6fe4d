package bottest_test

import (
	"slices"
	"tcabot/bot/bottest"
	"testing"

	"github.com/slack-go/slack"
)

// TestTyped is a modal whose button is pressed before it is sent: what stands in the fields comes with the press, and
// stays when the bot changes the modal around it.
func TestTyped(t *testing.T) {
	st := newStage(t, bottest.Options{})
	choice := func(value string) *slack.OptionBlockObject {
		return slack.NewOptionBlockObject(value, text("Choice "+value), nil)
	}
	blocks := []slack.Block{
		slack.NewInputBlock("note", text("Note"), nil, slack.NewPlainTextInputBlockElement(nil, "note")),
		slack.NewInputBlock("days", text("Days"), nil, slack.NewCheckboxGroupsBlockElement("days", choice("mon"), choice("tue"), choice("wed"))),
		slack.NewInputBlock("at", text("At"), nil, slack.NewTimePickerBlockElement("at")),
		slack.NewInputBlock("where", text("Where"), nil, slack.NewOptionsSelectBlockElement(slack.OptTypeConversations, nil, "where")),
		next(),
	}
	v := st.open(t, modal("form", blocks...))
	if err := st.s.Fill(alice, v.ID, map[string]string{"note": "hello", "days": "mon,wed", "at": "10:00", "where": general}); err != nil {
		t.Fatal(err)
	}
	if st.s.Fill(bob, v.ID, nil) == nil || st.s.Fill(alice, v.ID, map[string]string{"none": "x"}) == nil {
		t.Error("somebody else's modal, or a field that is not there, is filled in")
	}
	before, _ := st.s.View(alice)
	if _, err := st.s.ClickView(deadline(t), alice, v.ID, "page_next"); err != nil {
		t.Fatal(err)
	}
	state := (<-st.calls).View.State.Values
	if state["note"]["note"].Value != "hello" || len(state["days"]["days"].SelectedOptions) != 2 || state["at"]["at"].SelectedTime != "10:00" ||
		state["where"]["where"].SelectedConversation != general {
		t.Errorf("got %+v", state)
	}
	_, err := st.api.UpdateViewContext(deadline(t), modal("form", blocks[:3]...), "", "", v.ID)
	wantError(t, "update", err, "")
	now, _ := st.s.View(alice)
	for _, tt := range []struct {
		view bottest.View
		name string
		want []bottest.Choice
	}{
		{now, "note", []bottest.Choice{{Text: "hello", Value: "hello"}}},
		{now, "days", []bottest.Choice{{Text: "Choice mon", Value: "mon"}, {Text: "Choice wed", Value: "wed"}}},
		{now, "at", []bottest.Choice{{Text: "10:00", Value: "10:00"}}},
		{before, "where", []bottest.Choice{{Text: general, Value: general}}},
	} {
		if got, touched := tt.view.Chosen(tt.name, tt.name); !touched || !slices.Equal(got, tt.want) {
			t.Errorf("%s: got %v, %v", tt.name, got, touched)
		}
	}
	if _, touched := now.Chosen("note", "other"); touched {
		t.Error("a field that is not there is touched")
	}
	clean(t, st.s)
}
