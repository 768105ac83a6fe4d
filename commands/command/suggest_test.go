package command_test

import (
	"context"
	"tcabot/commands/command"
	"tcabot/commands/kit"
	"tcabot/commands/locale"
	"testing"
)

// TestTyping: what a field suggests, and about which target, is known from its argument and the line of the form.
func TestTyping(t *testing.T) {
	type args struct{ Project, Team, Author, Scheme, Note string }
	b, err := command.NewBook(group(command.Define(command.Def[args, string]{
		Name: "assign", Access: command.Anyone, Examples: []string{"assign"},
		Args: func(a *args) command.Args {
			return command.Args{
				command.Text(&a.Project, "project").Optional().InForm().Suggested(), command.Value(&a.Team, "team", "name"),
				command.Value(&a.Author, "author", "name").SuggestedFrom(command.SuggestPeople),
				command.Value(&a.Scheme, "scheme", "id").SuggestedFrom(command.SuggestSchemes).Unasked(), command.Value(&a.Note, "note", "text"),
			}
		},
		Run:  func(context.Context, *command.Request, *args) (string, error) { return "", nil },
		View: func(command.Screen, string) kit.Message { return nil },
	})))
	if err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct {
		name, line, field string
		want              command.Typing
		ok                bool
	}{
		{"targets", "assign pay@master", "project", command.Typing{Kind: command.SuggestTargets, Target: "pay@master", Text: "x"}, true},
		{"people of a branch", "assign pay@master team:core", "author", command.Typing{Kind: command.SuggestPeople, Target: "pay@master", Text: "x"}, true},
		{"people of a team", "assign team:core", "author", command.Typing{Kind: command.SuggestPeople, Target: "core", Text: "x"}, true},
		{"people of the default", "assign", "author", command.Typing{Kind: command.SuggestPeople, Text: "x"}, true},
		{"a field without suggestions", "assign", "note", command.Typing{}, false},
		{"what no form asks for", "assign", "scheme", command.Typing{}, false},
		{"no field", "assign", "colour", command.Typing{}, false},
		{"no command", "nonsense", "author", command.Typing{}, false},
		{"an invalid line", "assign a b c", "author", command.Typing{}, false},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if got, ok := b.Typing(tt.line, tt.field, "x"); got != tt.want || ok != tt.ok {
				t.Errorf("got %+v, %t, want %+v, %t", got, ok, tt.want, tt.ok)
			}
		})
	}
	for _, f := range b.Filters(locale.In(locale.English), "assign") {
		if want := f.Name == "project" || f.Name == "author"; (f.Suggest != 0) != want {
			t.Errorf("the form suggests for %s: %d", f.Name, f.Suggest)
		}
	}
}
