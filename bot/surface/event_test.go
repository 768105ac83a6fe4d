package surface

import (
	"context"
	"log/slog"
	"strconv"
	"testing"

	"github.com/slack-go/slack"
	"github.com/slack-go/slack/slackevents"
)

// acks counts the acknowledgements of one envelope.
type acks struct{ n int }

func (a *acks) Ack(any) { a.n++ }

func (a *acks) AckAnswer(any, func(context.Context)) { a.n++ }

func event(id string) slackevents.EventsAPIEvent {
	return slackevents.EventsAPIEvent{Data: &slackevents.EventsAPICallbackEvent{EventID: id}}
}

// TestEventsAreBounded: an event that there is no room for is left to Slack, which delivers it again; then it counts as
// new.
func TestEventsAreBounded(t *testing.T) {
	s := New(Parts{}, Config{}, slog.New(slog.DiscardHandler))
	deliver := func(id string) int {
		a := &acks{}
		s.Handle("E"+id, event(id), a)
		return a.n
	}
	for i := range eventWorkers + eventsWaiting {
		if deliver(strconv.Itoa(i)) != 1 {
			t.Fatalf("event %d is not acknowledged", i)
		}
	}
	if deliver("late") != 0 {
		t.Error("an event is acknowledged that nobody acts on")
	}
	if deliver("0") != 1 {
		t.Error("an event that is delivered twice is not acknowledged")
	}
	s.Close()
	s.Run(t.Context())
	if err := s.Wait(t.Context()); err != nil {
		t.Error(err)
	}
	if _, seen := s.seen.Get("event late"); seen {
		t.Error("an event that was left to Slack counts as seen")
	}
}

// TestNothingIsTakenAfterTheEnd: what comes after Close, while the connections are not closed yet, is left to Slack. What would
// be acknowledged would be lost.
func TestNothingIsTakenAfterTheEnd(t *testing.T) {
	s := New(Parts{}, Config{}, slog.New(slog.DiscardHandler))
	s.Close()
	for name, payload := range map[string]any{
		"command": slack.SlashCommand{},
		"press":   slack.InteractionCallback{Type: slack.InteractionTypeBlockActions},
		"form":    slack.InteractionCallback{Type: slack.InteractionTypeViewSubmission},
		"typing":  slack.InteractionCallback{Type: slack.InteractionTypeBlockSuggestion},
		"link":    slack.InteractionCallback{Type: slack.InteractionTypeShortcut},
		"event":   event("1"),
	} {
		a := &acks{}
		if s.Handle(name, payload, a); a.n != 0 {
			t.Errorf("%s: acknowledged, and lost", name)
		}
	}
}

// TestPressBehindTheOverflowMenu: an option of ⋯ is what the button would be, and one that is a link wants nothing.
func TestPressBehindTheOverflowMenu(t *testing.T) {
	for _, tt := range []struct{ chosen, control, name, value string }{
		{"run/refresh 1 o20 f\nissues x y:z", "run", "refresh", "1 o20 f\nissues x y:z"},
		{"jump/open 1\nissues x", "jump", "open", "1\nissues x"},
		{"link/web ", "link", "web", ""},
		{"x", "x", "", ""}, // forged: no handler has that name
	} {
		p := pressOf(slack.InteractionCallback{}, &slack.BlockAction{ActionID: "more/menu", Type: "overflow", SelectedOption: slack.OptionBlockObject{Value: tt.chosen}})
		if p.control != tt.control || p.name != tt.name || p.value != tt.value {
			t.Errorf("%q: read %q %q %q", tt.chosen, p.control, p.name, p.value)
		}
	}
}

// TestPressKnowsItsThread: a press on a message in a thread is answered there.
func TestPressKnowsItsThread(t *testing.T) {
	call := slack.InteractionCallback{Container: slack.Container{ThreadTs: "9.9"}}
	p := pressOf(call, &slack.BlockAction{ActionID: "run/next", Value: "1\nhelp"})
	if p.Thread != "9.9" || p.control != "run" || p.name != "next" {
		t.Errorf("read %+v", p)
	}
	f, err := formOf(slack.InteractionCallback{View: slack.View{PrivateMetadata: p.metadata()}}, nil)
	if err == nil {
		t.Errorf("a form without a line is read: %+v", f.Question)
	}
	p.State.Line = "help"
	if f, err = formOf(slack.InteractionCallback{View: slack.View{PrivateMetadata: p.metadata()}}, nil); err != nil || f.Thread != "9.9" {
		t.Errorf("the form of a press in a thread: %+v, %v", f.Question, err)
	}
}
