package bottest_test

import (
	"encoding/json"
	"slices"
	"strings"
	"tcabot/bot/bottest"
	"testing"

	"github.com/slack-go/slack"
)

// boxes is an element with a box for each word.
func boxes(id string, words ...string) *slack.CheckboxGroupsBlockElement {
	var options []*slack.OptionBlockObject
	for _, w := range words {
		options = append(options, slack.NewOptionBlockObject(w, text("box "+w), text("about "+w)))
	}
	return slack.NewCheckboxGroupsBlockElement(id, options...)
}

// TestTick ticks boxes of a message that everybody sees, and of one that one person sees: the bot is told of each change,
// and of all that is ticked with the next press.
func TestTick(t *testing.T) {
	st := newStage(t, bottest.Options{})
	said := slack.MsgOptionText("Select", false)
	blocks := slack.MsgOptionBlocks(
		slack.NewActionBlock("a", boxes("check/1", "1", "2", "3")), slack.NewActionBlock("b", boxes("check/2", "4")),
		slack.NewActionBlock("c", slack.NewButtonBlockElement("pick/do", "v", text("Do"))),
	)
	public := posted(t, st.s, said, blocks)
	if got := public.PlainText(); !strings.Contains(got, "☐ box 1 — about 1\n☐ box 2") {
		t.Errorf("read as %s", got)
	}
	ts, err := client(st.s).PostEphemeralContext(deadline(t), general, alice, said, blocks)
	if err != nil {
		t.Fatal(err)
	}
	for _, ref := range []bottest.MessageRef{public.Ref(), {Channel: general, TS: ts}} {
		for _, tt := range []struct {
			values, told []string // told: the elements that change
			state        [2][]string
		}{
			{[]string{"3", "1"}, []string{"check/1"}, [2][]string{{"1", "3"}, nil}},
			{[]string{"1", "3"}, nil, [2][]string{{"1", "3"}, nil}},
			{[]string{"4", "2"}, []string{"check/1", "check/2"}, [2][]string{{"2"}, {"4"}}},
			{nil, []string{"check/1", "check/2"}, [2][]string{nil, nil}},
		} {
			ds, err := st.s.Tick(deadline(t), alice, ref, tt.values...)
			if err != nil || len(ds) != len(tt.told) {
				t.Fatalf("tick %v: the bot is told %d times, %v", tt.values, len(ds), err)
			}
			for _, id := range tt.told {
				if c := <-st.calls; c.ActionCallback.BlockActions[0].ActionID != id || c.ActionCallback.BlockActions[0].Type != "checkboxes" {
					t.Errorf("tick %v: told %+v", tt.values, c.ActionCallback.BlockActions[0])
				}
			}
			if _, err := st.s.Click(deadline(t), alice, ref, "pick/do"); err != nil {
				t.Fatal(err)
			}
			state := (<-st.calls).BlockActionState.Values
			for i, got := range [][]slack.OptionBlockObject{state["a"]["check/1"].SelectedOptions, state["b"]["check/2"].SelectedOptions} {
				var values []string
				for _, o := range got {
					values = append(values, o.Value)
				}
				if !slices.Equal(values, tt.state[i]) {
					t.Errorf("ticked %v: element %d has %v", tt.values, i+1, values)
				}
			}
		}
	}
	if _, err := st.s.Tick(deadline(t), alice, public.Ref(), "5"); err == nil {
		t.Error("a box that is not there was ticked")
	}
	if _, err := st.s.Tick(deadline(t), alice, bottest.MessageRef{Channel: general, TS: "1.1"}, "1"); err == nil {
		t.Error("a box of no message was ticked")
	}
	clean(t, st.s)
}

// TestCheckBoxesOfBlocks: check boxes may stand in three kinds of blocks, ten in an element, with short texts.
func TestCheckBoxesOfBlocks(t *testing.T) {
	long := boxes("check/1", "1")
	long.Options[0].Text.Text = strings.Repeat("x", 76)
	described := boxes("check/1", "1")
	described.Options[0].Description.Text = strings.Repeat("x", 76)
	many := boxes("check/1", "1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11")
	for name, tt := range map[string]struct {
		block slack.Block
		ok    bool
	}{
		"of actions":       {slack.NewActionBlock("a", boxes("check/1", "1")), true},
		"beside a text":    {slack.NewSectionBlock(text("x"), nil, slack.NewAccessory(boxes("check/1", "1"))), true},
		"a field":          {slack.NewInputBlock("a", text("x"), nil, boxes("check/1", "1")), true},
		"no boxes":         {slack.NewActionBlock("a", boxes("check/1")), false},
		"too many boxes":   {slack.NewActionBlock("a", many), false},
		"a long label":     {slack.NewActionBlock("a", long), false},
		"a long text":      {slack.NewActionBlock("a", described), false},
		"two of one name":  {slack.NewActionBlock("a", boxes("check/1", "1"), boxes("check/1", "2")), false},
		"two of two names": {slack.NewActionBlock("a", boxes("check/1", "1"), boxes("check/2", "2")), true},
	} {
		raw, err := json.Marshal(map[string]any{"text": "x", "blocks": []slack.Block{tt.block}})
		if err != nil {
			t.Fatal(err)
		}
		if err := bottest.CheckMessage(raw); (err == nil) != tt.ok {
			t.Errorf("%s: got %v, want accepted = %t", name, err, tt.ok)
		}
	}
}
