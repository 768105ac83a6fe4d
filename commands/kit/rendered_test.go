package kit

import (
	"encoding/json"
	"strings"
	"tcabot/commands/locale"
	"testing"
)

// TestUnder: a note stands above a message, in all ways to say it, where there is room; the message itself stays as it is.
func TestUnder(t *testing.T) {
	chart := NewChart(locale.In(locale.English), "working")
	chart.Points, chart.Series = []string{"a", "b"}, []Series{{Name: "x", Values: []float64{1, 2}}}
	paras := func(n int) (m Message) {
		for range n {
			m = append(m, Para{Text("para")})
		}
		return m
	}
	for _, tt := range []struct {
		name string
		m    Message
		room bool
	}{
		{"one block", paras(1), true},
		{"49 blocks", paras(49), true},
		{"50 blocks", paras(50), false},
		{"cut to 50 blocks", paras(60), false},
		{"a chart", append(paras(2), chart), true},
		{"a chart and 48 blocks", append(paras(48), chart), true},
		{"a chart and 49 blocks", append(paras(49), chart), false},
		{"long", Message{Para{Text(strings.Repeat("word ", 550))}, Para{Text(strings.Repeat("more ", 550))}}, true},
	} {
		t.Run(tt.name, func(t *testing.T) {
			r := Render(tt.m)
			before := string(r.Members())
			under := r.Under(Message{Note(Line{Text("a note")})})
			if string(r.Members()) != before {
				t.Error("the message has changed")
			}
			if under.Charted() != r.Charted() || under.Uncharted().Charted() {
				t.Errorf("charted %t, and told in words %t", under.Charted(), under.Uncharted().Charted())
			}
			for _, way := range []struct{ was, is Rendered }{{r, under}, {r.Uncharted(), under.Uncharted()}} {
				checkUnder(t, way.was, way.is, tt.room)
			}
		})
	}
}

func checkUnder(t *testing.T, was, is Rendered, room bool) {
	t.Helper()
	var sent struct {
		Text   string            `json:"text"`
		Blocks []json.RawMessage `json:"blocks"`
	}
	if err := json.Unmarshal([]byte("{"+string(is.Members())+"}"), &sent); err != nil {
		t.Fatal(err)
	}
	want := len(was.Blocks())
	if room {
		want++
	}
	if len(is.Blocks()) != want || len(sent.Blocks) != want || want > maxBlocks {
		t.Errorf("%d blocks, of which %d are sent, want %d", len(is.Blocks()), len(sent.Blocks), want)
	}
	if sent.Text != is.Text() || strings.HasPrefix(is.Text(), "a note") != room || !strings.HasSuffix(is.Text(), was.Text()) {
		t.Errorf("the text is %q", sent.Text)
	}
	if room != strings.Contains(string(sent.Blocks[0]), "a note") || !strings.Contains(string(is.Blocks()[len(is.Blocks())-1]), string(was.Blocks()[len(was.Blocks())-1])) {
		t.Error("the blocks are others")
	}
	if len(is.Text()) > maxText {
		t.Errorf("Slack would split a text of %d bytes", len(is.Text()))
	}
}
