package kit_test

import (
	"tcabot/commands/kit"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// TestOutline: a message becomes plain text with its labels; what people wrote stays as they wrote it, and controls go.
func TestOutline(t *testing.T) {
	at := time.Date(2026, 11, 20, 8, 30, 0, 0, time.UTC)
	m := kit.Message{
		kit.Heading("Issue <!channel> & *more*"),
		kit.Para{kit.Bold("■ fatal"), kit.Text(" · "), kit.Code("a_b"), kit.Text(" "), kit.When(at, "?")},
		kit.Para{kit.Text("by "), kit.Person("U0MEMBER01"), kit.Text(" in "), kit.Channel("C0GENERAL1")},
		kit.Rows{
			{kit.Line{kit.Bold("Location"), kit.Text("  "), kit.Code("src/a.go:12")}},
			{kit.Line{kit.Bold("Rule"), kit.Text("  "), kit.Link("https://tca.example.com/r", "errcheck"), kit.Text(" &amp; ")}},
			{kit.Line{kit.Text("no label")}},
		},
		kit.Buttons{kit.Button{ID: "run/show", Label: "Show", Value: "x"}},
		kit.Note{kit.Text("small print")},
	}
	want := kit.Outline{
		Title: "Issue <!channel> & *more*",
		Entries: []kit.Entry{
			{Text: "■ fatal · a_b 2026-11-20 08:30 UTC\nby … in …"},
			{"Location", "src/a.go:12"},
			{"Rule", "errcheck &amp;"},
			{Text: "• no label\nsmall print"},
		},
	}
	if diff := cmp.Diff(want, kit.Render(m).Outline()); diff != "" {
		t.Errorf("outline (-want +got):\n%s", diff)
	}
	if got := kit.Render(nil).Outline(); got.Title != "" || len(got.Entries) > 0 {
		t.Errorf("of nothing: %+v", got)
	}
}
