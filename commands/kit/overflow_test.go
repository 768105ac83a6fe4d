package kit_test

import (
	"encoding/json"
	"strconv"
	"strings"
	"tcabot/bot/bottest"
	"tcabot/commands/kit"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestOverflow: each button of a row can be pressed, in the menu behind ⋯ or beside it, and carries the same there.
func TestOverflow(t *testing.T) {
	button := func(id, value string) kit.Button { return kit.Button{ID: id, Label: "label of " + id, Value: value} }
	numbered := func(n int) (all []kit.Button) {
		for i := range n {
			all = append(all, button("run/b"+strconv.Itoa(i), "1 o20\nissues x y:z"))
		}
		return all
	}
	for _, tt := range []struct {
		name   string
		rare   []kit.Button
		behind int // are in the menu
	}{
		{"none", nil, 0},
		{"one needs no menu", numbered(1), 0},
		{"as many as Slack takes", numbered(5), 5},
		{"more", numbered(7), 5},
		{"a long value", append(numbered(2), button("run/long", "1\n"+strings.Repeat("x", 140))), 2},
		{"a long value in Chinese", append(numbered(2), button("run/long", "1\n"+strings.Repeat("长", 47))), 2},
		{"one asks first", append(numbered(2), kit.Button{ID: "run/end", Label: "End", Value: "1\nx", Ask: &kit.Ask{Title: "t", Text: "t", Yes: "y", No: "n"}}), 2},
		{"a link", append(numbered(1), kit.Button{ID: "link/web", Label: "Open in TCA", URL: "https://tca.example.com/t/x?a=b&c=d"}), 2},
	} {
		row := kit.Buttons{button("share/open", "1\nx")}.WithOverflow(tt.rare...)
		raw, err := json.Marshal(map[string]any{"text": "x", "blocks": kit.Message{kit.Heading("x"), row}.Blocks()})
		if err != nil {
			t.Fatal(err)
		}
		if err := bottest.CheckMessage(raw); err != nil {
			t.Errorf("%s: Slack would refuse it: %v", tt.name, err)
		}
		beside, behind := pressable(t, raw)
		var want []kit.Button
		for _, b := range append([]kit.Button{row[0].(kit.Button)}, tt.rare...) {
			want = append(want, kit.Button{ID: b.ID, Label: b.Label, Value: b.Value, URL: b.URL})
		}
		if tt.behind != len(behind) {
			t.Errorf("%s: %d in the menu, want %d", tt.name, len(behind), tt.behind)
		}
		if diff := cmp.Diff(byID(want), byID(append(beside, behind...))); diff != "" {
			t.Errorf("%s: (-want +got)\n%s", tt.name, diff)
		}
	}
}

func byID(all []kit.Button) map[string]kit.Button {
	m := map[string]kit.Button{}
	for _, b := range all {
		m[b.ID] = b
	}
	return m
}

// pressable are the buttons of a message as a press would report them: those in a row, and those in a menu.
func pressable(t *testing.T, raw []byte) (beside, behind []kit.Button) {
	t.Helper()
	type element struct {
		Type     string
		ActionID string `json:"action_id"`
		Text     struct{ Text string }
		Value    string
		URL      string
	}
	var m struct {
		Blocks []struct {
			Elements []struct {
				element
				Options []element
			}
		}
	}
	if err := json.Unmarshal(raw, &m); err != nil {
		t.Fatal(err)
	}
	for _, b := range m.Blocks {
		for _, e := range b.Elements {
			if e.Type == "button" {
				id, value := kit.Chosen(e.ActionID, e.Value)
				beside = append(beside, kit.Button{ID: id, Label: e.Text.Text, Value: value, URL: e.URL})
			}
			for _, o := range e.Options {
				id, value := kit.Chosen(e.ActionID, o.Value)
				behind = append(behind, kit.Button{ID: id, Label: o.Text.Text, Value: value, URL: o.URL})
			}
		}
	}
	return beside, behind
}
