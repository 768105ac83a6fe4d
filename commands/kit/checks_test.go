package kit_test

import (
	"fmt"
	"strconv"
	"strings"
	"tcabot/bot/bottest"
	"tcabot/commands/kit"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// boxes are check boxes with the values from 1 on.
func boxes(n int) []kit.Check {
	all := make([]kit.Check, n)
	for i := range all {
		all[i] = kit.Check{Label: "box " + strconv.Itoa(i+1), Value: strconv.Itoa(i + 1)}
	}
	return all
}

func TestChecks(t *testing.T) {
	m := kit.NewChecks([]kit.Check{
		{Label: "a_b.go:12 <!channel>", Description: "rule\n*bold*", Value: "1"},
		{Label: " ", Description: " ", Value: "2"},
		{Label: strings.Repeat("长", 100), Description: strings.Repeat("x", 100), Value: "3"},
	})
	want := "☐ a_b.go:12 &lt;!channel&gt; — rule \u2060*bold*\n☐ –\n☐ " + strings.Repeat("长", 74) + "… — " + strings.Repeat("x", 74) + "…"
	if diff := cmp.Diff(strings.ReplaceAll(want, "\u2060", ""), strings.ReplaceAll(m.Text(), "\u2060", "")); diff != "" {
		t.Errorf("read out (-want +got)\n%s", diff)
	}
}

// TestManyChecks: boxes come in elements of ten with names of their own, which Slack takes, and a message of too many
// loses the last ones.
func TestManyChecks(t *testing.T) {
	for _, tt := range []struct{ boxes, elements int }{{0, 0}, {1, 1}, {10, 1}, {11, 2}, {25, 3}, {2000, 0}} {
		m := append(kit.Message{kit.Heading("Select")}, kit.NewChecks(boxes(tt.boxes))...)
		m = append(m, kit.Buttons{kit.Button{ID: "pick/x", Label: "Act", Value: "1\nissues"}})
		raw := kit.Render(m)
		sent := "{" + string(raw.Members()) + "}"
		if err := bottest.CheckMessage([]byte(sent)); err != nil {
			t.Errorf("%d boxes: %v", tt.boxes, err)
		}
		if n := strings.Count(sent, `"checkboxes"`); tt.boxes < 2000 && n != tt.elements {
			t.Errorf("%d boxes in %d elements, want %d", tt.boxes, n, tt.elements)
		}
		for i := range tt.elements {
			if n := strings.Count(sent, fmt.Sprintf(`"check/%d"`, i+1)); n != 1 {
				t.Errorf("%d boxes: %d elements are called check/%d", tt.boxes, n, i+1)
			}
		}
		if !strings.Contains(sent, "pick/x") || tt.boxes > 0 && !strings.Contains(sent, `"box 1"`) {
			t.Errorf("%d boxes: the button or the first box is missing", tt.boxes)
		}
	}
	if got := len(kit.Message{kit.Checks{Number: 1, Options: []kit.Check{{Label: "x"}, {Label: "y", Value: strings.Repeat("1", 151)}}}}.Blocks()); got != 0 {
		t.Errorf("boxes that stand for nothing make %d blocks", got)
	}
}

// TestChecksOfAnotherPage: the block of other boxes has another ID, so that nothing is ticked in it.
func TestChecksOfAnotherPage(t *testing.T) {
	id := func(values ...string) string {
		var boxes []kit.Check
		for _, v := range values {
			boxes = append(boxes, kit.Check{Label: "x", Value: v})
		}
		block := string(kit.NewChecks(boxes).Blocks()[0])
		_, rest, _ := strings.Cut(block, `"block_id":"`)
		name, _, _ := strings.Cut(rest, `"`)
		return name
	}
	if one, other := id("1"), id("2"); one == other || one == "" {
		t.Errorf("the blocks are %q and %q", one, other)
	}
	if one, other := id("1", "2", "3"), id("1", "3", "4"); one == other || one != id("1", "2", "3") {
		t.Errorf("one box went away: the blocks are %q and %q", one, other)
	}
	if one, other := id("1", "23"), id("12", "3"); one == other {
		t.Errorf("boxes of other values are in block %q, too", one)
	}
}
