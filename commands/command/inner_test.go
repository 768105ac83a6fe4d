package command_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"tcabot/commands/command"
	"tcabot/commands/kit"
	"tcabot/commands/locale"
	"testing"
)

// TestSlashCommandInside: where a line of another command is expected, the slash command in front of it is left out, however
// often it is there. Anywhere else it is a word like any other.
func TestSlashCommandInside(t *testing.T) {
	book := nested(t)
	for _, tt := range []struct{ typed, want string }{
		{"export list payments-api", "export list payments-api"},
		{"export /tca list payments-api", "export list payments-api"},
		{"export /TCA list payments-api", "export list payments-api"},
		{"export /tca /tca list payments-api", "export list payments-api"},
		{`export /tca list "author:big one"`, `export list "author:big one"`},
		{"export list /tca", "export list /tca"},
		{"export /tcabot list", "export /tcabot list"},
		{"export /tca", "export"},
		{"help /tca list", "help list"},
		{"help list", "help list"},
		{"list /tca", "list /tca"},
	} {
		t.Run(tt.typed, func(t *testing.T) {
			p, err := book.Parse(tt.typed)
			if err != nil {
				t.Fatal(err)
			}
			r := &command.Request{Words: locale.In(locale.English), Command: "/tca"}
			reply, err := book.Run(t.Context(), r, p)
			if err != nil || reply.Line != tt.want {
				t.Errorf("got %q, %v, want %q", reply.Line, err, tt.want)
			}
		})
	}
}

// TestListsOfTarget: a line that names a target has the lists of that target, and of its parts, that have the other
// arguments of the line, too.
func TestListsOfTarget(t *testing.T) {
	book := nested(t).Resolving(func(_ context.Context, _ *command.Request, word *string) (string, error) {
		switch {
		case strings.Contains(*word, "@"):
			return "card " + *word, nil
		case *word == "team":
			return "repos " + *word, nil
		case *word == "12":
			return "issue " + *word, nil
		case *word == "repo":
			return "projects " + *word, nil
		}
		return "", fmt.Errorf("%w: as asked", command.ErrNoTarget)
	})
	for _, tt := range []struct {
		typed  string
		want   []string
		reason string
	}{
		{typed: "repo@master", want: []string{"list repo@master", "files repo@master"}},
		{typed: "repo@master severity:fatal", want: []string{"list repo@master severity:fatal"}},
		{typed: "repo", want: []string{"list repo", "files repo", "projects repo"}},
		{typed: "repo severity:fatal", want: []string{"list repo severity:fatal"}},
		{typed: "team", want: []string{"repos team"}},
		{typed: "12", reason: "usage.no_list"},
		{typed: "lits repo", reason: "usage.unknown_command"},
		{typed: "repo colour:red"}, // what the target's own screen does not know either
	} {
		t.Run(tt.typed, func(t *testing.T) {
			_, err := book.Sheet(t.Context(), &command.Request{Words: locale.In(locale.English)}, tt.typed)
			lists, _ := errors.AsType[*command.ListsError](err)
			usage, _ := errors.AsType[*command.UsageError](err)
			var got []string
			if lists != nil {
				for _, l := range lists.Lists {
					got = append(got, l.Line)
				}
			}
			if !slices.Equal(got, tt.want) || tt.reason != "" && (usage == nil || string(usage.Reason) != tt.reason) || err == nil {
				t.Errorf("got %q, %v", got, err)
			}
		})
	}
}

// nested is a book with commands that take a line, and lists of each kind of target.
func nested(t *testing.T) *command.Book {
	t.Helper()
	shows := func(name, subject string, severity, whole bool) command.Command {
		type args struct{ Subject, Severity string }
		d := command.Def[args, args]{
			Name: name, Access: command.Anyone, Examples: []string{name + " x"},
			Args: func(a *args) command.Args {
				all := command.Args{command.Text(&a.Subject, subject).Optional()}
				if severity {
					all = append(all, command.Value(&a.Severity, "severity", "name"), command.Value(new(string), "author", "name"))
				}
				return all
			},
			Run:  func(_ context.Context, _ *command.Request, a *args) (args, error) { return *a, nil },
			View: func(s command.Screen, _ args) kit.Message { return kit.Plain(s.Line) },
		}
		if whole {
			d.Sheet = func(context.Context, *command.Request, *args) (command.Sheet, error) { return command.Sheet{}, nil }
		}
		return command.Define(d)
	}
	takes := func(name string, arg func(*string, string) command.Arg) command.Command {
		return command.Define(command.Def[string, string]{
			Name: name, Access: command.Anyone, Examples: []string{name},
			Args: func(a *string) command.Args { return command.Args{arg(a, "line")} },
			Run:  func(_ context.Context, _ *command.Request, a *string) (string, error) { return *a, nil },
			View: func(command.Screen, string) kit.Message { return nil },
		})
	}
	b, err := command.NewBook(group(
		takes("export", command.Line), takes("help", command.NameOf),
		shows("card", "project", true, false), shows("list", "project", true, true), shows("files", "project", false, true),
		shows("projects", "repo", false, true), shows("repos", "team", false, true), shows("issue", "issue", false, false),
	))
	if err != nil {
		t.Fatal(err)
	}
	return b
}
