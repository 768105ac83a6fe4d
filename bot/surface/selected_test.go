package surface

import (
	"slices"
	"strings"
	"tcabot/commands/command"
	"testing"

	"github.com/slack-go/slack"
)

// ticked is the state of a message of which boxes are ticked, by element.
func ticked(elements map[string][]string) *slack.BlockActionStates {
	state := &slack.BlockActionStates{Values: map[string]map[string]slack.BlockAction{"menus": {"run/menu": {SelectedOption: slack.OptionBlockObject{Value: "9"}}}}}
	for id, values := range elements {
		var options []slack.OptionBlockObject
		for _, v := range values {
			options = append(options, slack.OptionBlockObject{Value: v})
		}
		state.Values["block of "+id] = map[string]slack.BlockAction{id: {SelectedOptions: options}}
	}
	return state
}

// TestPick presses buttons that act on what is ticked.
func TestPick(t *testing.T) {
	for _, tt := range []struct {
		name, action, line string
		ticked             map[string][]string
		asked, opened      string // the line that runs, or what the form that opens begins with
		said               string // the refusal
	}{
		{"in the order of the elements", "pick/do", "note selected text:x", map[string][]string{"check/10": {"7"}, "check/2": {"4", "5"}, "check/1": {"3", "1"}}, "note 3,1,4,5,7 text:x", "", "done"},
		{"a form", "pickfill/do", "note selected", map[string][]string{"check/1": {"3"}, "check/2": nil}, "", "About 3", ""},
		{"nothing is ticked", "pick/do", "note selected", map[string][]string{"check/1": nil}, "", "", command.ErrNoneSelected.Error()},
		{"nothing is ticked for a form", "pickfill/do", "note selected", nil, "", "", command.ErrNoneSelected.Error()},
		{"no ID", "pick/do", "note selected", map[string][]string{"check/1": {"1 --yes"}}, "", "", command.ErrBadButton.Error()},
		{"too many", "pick/do", "note selected", map[string][]string{"check/1": slices.Repeat([]string{"1"}, 51)}, "", "", command.ErrBadButton.Error()},
		{"too long", "pick/do", "note selected", map[string][]string{"check/1": {strings.Repeat("1", 900)}}, "", "", "usage: usage.too_long"},
		{"a line for nothing selected", "pick/do", "note 1", map[string][]string{"check/1": {"3"}}, "", "", command.ErrBadButton.Error()},
		{"an ordinary button", "run/do", "note selected", map[string][]string{"check/1": {"3"}}, "note selected", "", "done"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			d := newDesk(t)
			call := pressed(tt.action, command.State{Line: tt.line}.String())
			call.BlockActionState = ticked(tt.ticked)
			d.Handle("E1", call, d.acks)
			take(t, d.acks)
			if tt.asked != "" {
				if q := take(t, d.asked); q.Line != tt.asked || q.State.Line != tt.asked {
					t.Errorf("asked %q, its state %q, want %q", q.Line, q.State.Line, tt.asked)
				}
			}
			if tt.opened != "" {
				if m := take(t, d.opened); m.Body.Text() != tt.opened {
					t.Errorf("opened %q", m.Body.Text())
				}
			}
			if tt.said != "" {
				if got := strings.ReplaceAll(take(t, d.said).Text(), "\u2060", ""); got != tt.said {
					t.Errorf("said %q, want %q", got, tt.said)
				}
			}
		})
	}
}

// TestTicking: a box that is ticked is acknowledged, and nothing else happens; the next press is answered.
func TestTicking(t *testing.T) {
	d := newDesk(t)
	d.Handle("E1", pressed("check/1", ""), d.acks)
	take(t, d.acks)
	d.Handle("E2", pressed("run/do", command.State{Line: "list 1"}.String()), d.acks)
	if m := take(t, d.said); m.Text() != "done" || len(d.said) > 0 {
		t.Errorf("said %q", m.Text())
	}
}
