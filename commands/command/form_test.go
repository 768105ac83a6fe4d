package command_test

import (
	"context"
	"errors"
	"slices"
	"strings"
	"tcabot/api"
	"tcabot/commands/command"
	"tcabot/commands/kit"
	"tcabot/commands/locale"
	"testing"
)

func TestFiltersOfALine(t *testing.T) {
	b := filtered(t)
	all := b.Filters(locale.In(locale.Chinese), `list pay severity:fatal,error "author:a b" --worse sort:-time`)
	byName := map[string]command.Filter{}
	for _, f := range all {
		byName[f.Name] = f
	}
	if len(all) != 10 {
		t.Fatalf("%d filters, want 10: %+v", len(all), all)
	}
	for name, want := range map[string][]string{
		"severity": {"fatal", "error"}, "author": {"a b"}, "worse": {""}, "sort": {"-time"}, "scan": nil, "package": nil, "since": nil,
	} {
		if got := byName[name].Values; !slices.Equal(got, want) {
			t.Errorf("%s has %q, want %q", name, got, want)
		}
	}
	if f := byName["severity"]; f.Title != "级别" || !f.Many || f.Words[0] != "fatal" || f.Names[0] != "致命" {
		t.Errorf("severity: %+v", f)
	}
	if b.Filters(locale.In(locale.English), "nonsense") != nil || b.Filters(locale.In(locale.English), "export list") != nil {
		t.Error("what is no list has filters")
	}
}

func TestNarrow(t *testing.T) {
	for _, tt := range []struct {
		name, line string
		values     map[string][]string
		want, bad  string // bad: the argument that is wrong
	}{
		{name: "nothing", line: "list pay severity:fatal --worse", want: "list pay"},
		{name: "several", line: "list pay", values: map[string][]string{"severity": {"error", "fatal"}, "worse": {"yes"}}, want: "list pay severity:error,fatal --worse"},
		{name: "text with spaces", line: `list "my pay"`, values: map[string][]string{"author": {" Li Lei "}}, want: `list "my pay" "author:Li Lei"`},
		{name: "empty text", line: "list pay author:x", values: map[string][]string{"author": {"  "}}, want: "list pay"},
		{name: "unknown field", line: "list pay", values: map[string][]string{"colour": {"red"}}, want: "list pay"},
		{name: "no day", line: "list pay", values: map[string][]string{"since": {"yesterweek"}}, bad: "since"},
		{name: "no number", line: "list pay", values: map[string][]string{"scan": {"x"}}, bad: "scan"},
		{name: "no such word", line: "list pay", values: map[string][]string{"severity": {"banana"}}, bad: "severity"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			got, err := filtered(t).Narrow(tt.line, tt.values)
			usage, _ := errors.AsType[*command.UsageError](err)
			switch {
			case tt.bad == "" && (err != nil || got != tt.want):
				t.Errorf("got %q, %v, want %q", got, err, tt.want)
			case tt.bad != "" && (usage == nil || usage.Arg != tt.bad):
				t.Errorf("got %q, %v, want %s to be wrong", got, err, tt.bad)
			}
		})
	}
}

// TestRareFields: a form begins without what is needed seldom, unless that has an unusual value; a line keeps what its form did
// not show, and loses what the person took out of it.
func TestRareFields(t *testing.T) {
	type args struct {
		Author, Tool, Mode string
		Severity           []api.Severity
	}
	book, err := command.NewBook(command.Group{Commands: []command.Command{command.Define(command.Def[args, string]{
		Name: "seek", Access: command.Anyone, Examples: []string{"seek author:a"},
		Args: func(a *args) command.Args {
			return command.Args{
				command.Value(&a.Author, "author", "name"), command.Value(&a.Tool, "tool", "name").Rare(), command.Value(&a.Mode, "mode", "name").Rare("plain"),
				command.Several(&a.Severity, "severity", "severity", api.Severities()...).Rare(),
			}
		},
		Run:  func(context.Context, *command.Request, *args) (string, error) { return "", nil },
		View: func(command.Screen, string) kit.Message { return nil },
	})}})
	if err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct {
		line   string
		folded []string
		values map[string][]string
		want   string
	}{
		{"seek", []string{"tool", "mode", "severity"}, map[string][]string{"author": {"b"}}, "seek author:b"},
		{"seek mode:plain author:a", []string{"tool", "mode", "severity"}, map[string][]string{"author": nil}, "seek mode:plain"},
		{"seek mode:odd tool:x", []string{"severity"}, map[string][]string{"author": nil, "mode": {"odd"}, "tool": nil}, "seek mode:odd"},
		{"seek severity:fatal,error,warning,info", []string{"tool", "mode", "severity"}, map[string][]string{"author": {"b"}}, "seek author:b severity:fatal,error,warning,info"},
		{"seek severity:fatal", []string{"tool", "mode"}, map[string][]string{"severity": nil}, "seek"},
		{"seek mode:plain", []string{"tool", "mode", "severity"}, map[string][]string{"mode": {"odd"}, "tool": {"x"}}, "seek tool:x mode:odd"}, // unfolded
	} {
		var folded []string
		for _, f := range book.Filters(locale.In(locale.English), tt.line) {
			if f.Folded {
				folded = append(folded, f.Name)
			}
		}
		if !slices.Equal(folded, tt.folded) {
			t.Errorf("%s: %q are folded, want %q", tt.line, folded, tt.folded)
		}
		if got, err := book.Narrow(tt.line, tt.values); err != nil || got != tt.want {
			t.Errorf("%s with %q: %q, %v, want %q", tt.line, tt.values, got, err, tt.want)
		}
	}
}

// TestMarksOfButtons: what a button adds to a line, so that it acts once and on what was seen, does not make the line too long
// to be pressed. What a person writes is bounded as before.
func TestMarksOfButtons(t *testing.T) {
	type args struct{ Things, To, Key, Seen string }
	book, err := command.NewBook(command.Group{Commands: []command.Command{command.Define(command.Def[args, string]{
		Name: "give", Access: command.Anyone, Changes: true, Examples: []string{"give 1 to:a"},
		Args: func(a *args) command.Args {
			return command.Args{
				command.Text(&a.Things, "things").Check(func() error { return nil }), command.Value(&a.To, "to", "text"), command.Internal(&a.Key, "key"), command.Internal(&a.Seen, "seen"),
			}
		},
		Run:  func(context.Context, *command.Request, *args) (string, error) { return "", nil },
		View: func(command.Screen, string) kit.Message { return nil },
	})}})
	if err != nil {
		t.Fatal(err)
	}
	run := func(line string) error {
		p, err := book.Parse(line)
		if err == nil {
			_, err = p.Command.Run(t.Context(), &command.Request{}, p.Words)
		}
		return err
	}
	things := "https://" + strings.Repeat("1", command.MaxLine-len("give https:// to:a"))
	line := "give " + things + " to:a"
	for _, marks := range []string{"", " key:0123456789ab", " key:0123456789ab seen:" + strings.Repeat("aB", 50)} {
		if err := run(line + marks); err != nil {
			t.Errorf("with%s: %v", marks, err)
		}
	}
	if usage, _ := errors.AsType[*command.UsageError](run(line + "b")); usage == nil {
		t.Error("a line that is too long is run")
	}
	if _, err := book.Narrow("give "+things+" seen:aB", map[string][]string{"to": {"a"}}); err != nil {
		t.Errorf("the form of a line with marks: %v", err)
	}
}

// TestTooMuchInAForm: a form with more in it than a line can carry says so at its longest field, and stays open.
func TestTooMuchInAForm(t *testing.T) {
	long := strings.Repeat("x", 200)
	line := "list https://" + strings.Repeat("x", command.MaxLine-100)
	_, err := filtered(t).Narrow(line, map[string][]string{"author": {long}, "severity": {"error"}})
	if usage, _ := errors.AsType[*command.UsageError](err); usage == nil || usage.Reason != "usage.too_long" || usage.Arg != "author" {
		t.Errorf("got %v", err)
	}
}

// TestHiddenIf: a form leaves out what another argument of its line says, and the line that the form makes, too.
func TestHiddenIf(t *testing.T) {
	type args struct{ Long, Short, Out string }
	book, err := command.NewBook(command.Group{Commands: []command.Command{command.Define(command.Def[args, string]{
		Name: "set", Access: command.Anyone, Examples: []string{"set short:a"},
		Args: func(a *args) command.Args {
			return command.Args{
				command.Value(&a.Long, "long", "text").HiddenIf(func() bool { return a.Out == "long" }), command.Value(&a.Short, "short", "text"),
				command.Value(&a.Out, "out", "name").Unasked(),
			}
		},
		Run:  func(context.Context, *command.Request, *args) (string, error) { return "", nil },
		View: func(command.Screen, string) kit.Message { return nil },
	})}})
	if err != nil {
		t.Fatal(err)
	}
	for line, want := range map[string]int{"set short:a": 2, "set short:a out:long": 1} {
		if got := book.Filters(locale.In(locale.English), line); len(got) != want {
			t.Errorf("the form of %q has %d fields, want %d", line, len(got), want)
		}
	}
	if got, err := book.Narrow("set short:a out:long", map[string][]string{"short": {"b"}}); err != nil || got != "set short:b out:long" {
		t.Errorf("got %q, %v", got, err)
	}
}
