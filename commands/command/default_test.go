package command_test

import (
	"context"
	"strings"
	"tcabot/api"
	"tcabot/commands/command"
	"tcabot/commands/kit"
	"tcabot/commands/locale"
	"testing"
)

type stateful struct {
	State      []api.IssueState
	Resolution []api.Resolution
	Scan       int64
	Author     string
}

// defaulting is a list with a default; it answers with its line, and with the filters that it applied.
func defaulting(t *testing.T) *command.Book {
	t.Helper()
	b, err := command.NewBook(group(command.Define(command.Def[stateful, string]{
		Name: "list", Access: command.Anyone, Examples: []string{"list"},
		Args: func(a *stateful) command.Args {
			return command.Args{
				command.SeveralOr(&a.State, "state", "issue_state", command.Default[api.IssueState]{
					Value: api.IssueActive, Unless: func() bool { return len(a.Resolution) > 0 || a.Scan != 0 },
				}, api.IssueStates()...),
				command.Several(&a.Resolution, "resolution", "resolution", api.Resolutions()...),
				command.Number(&a.Scan, "scan"), command.Value(&a.Author, "author", "name"),
			}
		},
		Run: func(_ context.Context, _ *command.Request, a *stateful) (string, error) {
			var states []string
			for _, s := range a.State {
				states = append(states, s.String())
			}
			return strings.Join(states, "+"), nil
		},
		View: func(s command.Screen, states string) kit.Message {
			var shown []string
			for _, n := range s.Narrowed {
				shown = append(shown, n.String())
			}
			return kit.Plain(s.Line + " | " + states + " | " + strings.Join(shown, " "))
		},
	})))
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func TestDefaultOfFilter(t *testing.T) {
	book := defaulting(t)
	for _, tt := range []struct{ name, line, want string }{
		{"nothing given", "list", "list | active | state:active"},
		{"something that agrees with it", "list author:wang", "list author:wang | active | state:active author:wang"},
		{"a filter that contradicts it", "list resolution:wontfix", "list resolution:wontfix |  | resolution:wontfix"},
		{"in Chinese", "list resolution:无需修复", "list resolution:wontfix |  | resolution:wontfix"},
		{"with a wide colon", "list resolution：误报", "list resolution:false-positive |  | resolution:false-positive"},
		{"excluded values contradict it, too", "list -resolution:none,fixed,wontfix,false-positive,duplicate,historical,ignored", "list resolution:path-filtered,rule-removed |  | resolution:path-filtered,rule-removed"},
		{"another one", "list scan:7", "list scan:7 |  | scan:7"},
		{"both given: what is typed is searched", "list state:active resolution:wontfix", "list state:active resolution:wontfix | active | state:active resolution:wontfix"},
		{"the default typed", "list state:active", "list state:active | active | state:active"},
		{"other states", "list state:closed,resolved", "list state:resolved,closed | resolved+closed | state:resolved,closed"},
		{"all", "list state:all", "list state:all | active+resolved+closed | state:all"},
		{"all, in Chinese", "list state:全部", "list state:all | active+resolved+closed | state:all"},
		{"all, in upper case", "list state:ALL", "list state:all | active+resolved+closed | state:all"},
		{"all of them by name", "list state:closed,active,resolved", "list state:all | active+resolved+closed | state:all"},
		{"all and one", "list state:all,closed", "list state:all | active+resolved+closed | state:all"},
		{"all but one", "list state:all -state:closed", "list state:active,resolved | active+resolved | state:active,resolved"},
		{"one excluded", "list -state:active", "list state:resolved,closed | resolved+closed | state:resolved,closed"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			p, err := book.Parse(tt.line)
			if err != nil {
				t.Fatal(err)
			}
			reply, err := book.Run(t.Context(), &command.Request{Words: locale.In(locale.English)}, p)
			if err != nil {
				t.Fatal(err)
			}
			if got := strings.TrimSpace(command.Plain(reply.Message.Text())); got != tt.want {
				t.Errorf("got  %s\nwant %s", got, tt.want)
			}
		})
	}
}

// TestDefaultInForm: a form does not choose the default, which would contradict what is chosen beside it.
func TestDefaultInForm(t *testing.T) {
	book := defaulting(t)
	for _, tt := range []struct{ line, want string }{
		{"list", ""}, {"list author:wang", ""}, {"list state:active", "active"}, {"list state:all", "all"}, {"list state:closed,resolved", "resolved,closed"},
	} {
		filters := book.Filters(locale.In(locale.Chinese), tt.line)
		if got := strings.Join(filters[0].Values, ","); got != tt.want {
			t.Errorf("%s: the form chooses %q, want %q", tt.line, got, tt.want)
		}
		if got := strings.Join(filters[0].Names, ","); got != "未处理,已处理,已关闭,全部" {
			t.Errorf("%s: the form offers %s", tt.line, got)
		}
	}
	narrowed, err := book.Narrow("list author:wang", map[string][]string{"resolution": {"wontfix"}})
	if err != nil || narrowed != "list resolution:wontfix" {
		t.Errorf("submitted, the form asks %q, %v", narrowed, err)
	}
}
