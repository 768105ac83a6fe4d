package command_test

import (
	"context"
	"errors"
	"strings"
	"tcabot/api"
	"tcabot/commands/command"
	"tcabot/commands/kit"
	"tcabot/commands/locale"
	"testing"
	"time"
)

type filters struct {
	Project  string
	Severity []api.Severity
	Sort     api.Order
	Author   string
	Scan     int64
	Packages []int64
	Since    command.Date
	Until    command.Date
	Min, Max int
	Worse    bool
}

// filtered is a command of every kind of filter; it answers with its own line.
func filtered(t testing.TB) *command.Book {
	t.Helper()
	b, err := command.NewBook(group(command.Define(command.Def[filters, string]{
		Name: "list", Access: command.Anyone, Examples: []string{"list"},
		Args: func(a *filters) command.Args {
			return command.Args{
				command.Text(&a.Project, "project").Optional(),
				command.Several(&a.Severity, "severity", "severity", api.Severities()...),
				command.One(&a.Sort, "sort", "", api.OrderSeverity, api.OrderTime.Desc()),
				command.Value(&a.Author, "author", "name"), command.Number(&a.Scan, "scan"), command.Numbers(&a.Packages, "package"),
				command.Day(&a.Since, "since"), command.Day(&a.Until, "until").Check(command.NotBefore(&a.Until, &a.Since, "since")),
				command.Number(&a.Min, "min"), command.Number(&a.Max, "max").Check(command.NotBelow(&a.Max, &a.Min, "min")).Check(command.NotAbove(&a.Max, 100)),
				command.Flag(&a.Worse, "worse"),
			}
		},
		Run:  func(context.Context, *command.Request, *filters) (string, error) { return "", nil },
		View: func(s command.Screen, _ string) kit.Message { return kit.Plain(s.Line) },
	}), command.Define(command.Def[struct{ Stop, Line string }, string]{
		Name: "export", Access: command.Anyone, Examples: []string{"export list"},
		Args: func(a *struct{ Stop, Line string }) command.Args {
			return command.Args{command.Value(&a.Stop, "stop", "id"), command.Line(&a.Line, "line")}
		},
		Run:  func(context.Context, *command.Request, *struct{ Stop, Line string }) (string, error) { return "", nil },
		View: func(s command.Screen, _ string) kit.Message { return kit.Plain(s.Line) },
	})))
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// daysAgo is the day so many days before now, where TCA is.
func daysAgo(n int) string { return time.Now().In(api.Zone()).AddDate(0, 0, -n).Format(time.DateOnly) }

func TestFilters(t *testing.T) {
	for _, tt := range []struct{ name, line, want, reason string }{
		{name: "none", line: "list", want: "list"},
		{name: "several, in one order", line: "list x severity:error,fatal", want: "list x severity:fatal,error"},
		{name: "upper case", line: "list SEVERITY:Fatal", want: "list severity:fatal"},
		{name: "Chinese words", line: "list severity:致命，错误", want: "list severity:fatal,error"},
		{name: "wide colon", line: "list severity：警告", want: "list severity:warning"},
		{name: "all but one", line: "list -severity:info", want: "list severity:fatal,error,warning"},
		{name: "all but two, one after the other", line: "list -severity:info -severity:fatal", want: "list severity:error,warning"},
		{name: "some, and then less", line: "list severity:fatal,info -severity:info", want: "list severity:fatal"},
		{name: "order", line: "list sort:-time", want: "list sort:-time"},
		{name: "text with a colon and spaces", line: `list "author:Li: 雷 <x>"`, want: `list "author:Li: 雷 <x>"`},
		{name: "number with its sign", line: "list scan:#12", want: "list scan:12"},
		{name: "numbers", line: "list package:3,1", want: "list package:3,1"},
		{name: "day", line: "list since:2026/11/2", want: "list since:2026-11-02"},
		{name: "days ago become that day", line: "list since:7D", want: "list since:" + daysAgo(7)},
		{name: "weeks ago become that day", line: "list since:2w", want: "list since:" + daysAgo(14)},
		{name: "from day to day", line: "list since:2026-11-02 until:2026-11-02", want: "list since:2026-11-02 until:2026-11-02"},
		{name: "days the wrong way round", line: "list since:2026-11-02 until:2026-11-01", reason: "usage.before"},
		{name: "days the wrong way round, the other first", line: "list until:2020-01-01 since:1d", reason: "usage.before"},
		{name: "before all years", line: "list since:1969-12-31", reason: "usage.year"},
		{name: "year zero", line: "list since:0000-01-01", reason: "usage.year"},
		{name: "after all years", line: "list until:9999-01-01", reason: "usage.year"},
		{name: "long ago", line: "list since:9999w", reason: "usage.year"},
		{name: "the last year", line: "list until:9998-12-31", want: "list until:9998-12-31"},
		{name: "several, added up", line: "list severity:info severity:fatal", want: "list severity:fatal,info"},
		{name: "less, and then some", line: "list -severity:info severity:fatal,info", want: "list severity:fatal"},
		{name: "some and less in turn", line: "list -severity:fatal severity:fatal severity:error", want: "list severity:error"},
		{name: "numbers, added up", line: "list package:3 package:1", want: "list package:3,1"},
		{name: "nothing left, the other way round", line: "list -severity:fatal severity:fatal", reason: "usage.nothing_left"},
		{name: "twice", line: "list author:a author:b", reason: "usage.twice"},
		{name: "twice the same", line: "list author:a AUTHOR:a", reason: "usage.twice"},
		{name: "two days", line: "list since:1d since:2d", reason: "usage.twice"},
		{name: "two orders", line: "list sort:severity sort:-time", reason: "usage.twice"},
		{name: "below", line: "list max:3 min:5", reason: "usage.below"},
		{name: "no longer below", line: "list max:5 min:5", want: "list min:5 max:5"},
		{name: "above", line: "list max:101", reason: "usage.above"},
		{name: "text as long as any", line: "list author:" + strings.Repeat("名", api.MaxSearch), want: "list author:" + strings.Repeat("名", api.MaxSearch)},
		{name: "text longer than any", line: "list author:" + strings.Repeat("x", api.MaxSearch+1), reason: "usage.long_value"},
		{name: "word longer than any", line: "list " + strings.Repeat("x", api.MaxSearch+1), reason: "usage.long_value"},
		{name: "address longer than any word", line: "list http://x/" + strings.Repeat("x", api.MaxSearch), want: "list http://x/" + strings.Repeat("x", api.MaxSearch)},
		{name: "longer than its buttons take", line: "list http://x/" + strings.Repeat("x", command.MaxLine), reason: "usage.too_long"},
		{name: "made longer than its buttons take", line: "list author:" + strings.Repeat("x", 400) + " " + strings.Repeat("y", 400-len("list  author: ")), want: "list " + strings.Repeat("y", 400-len("list  author: ")) + " author:" + strings.Repeat("x", 400)},
		{name: "a line in a line may be longer", line: "export list http://x/" + strings.Repeat("x", command.MaxLine-20), want: "export list http://x/" + strings.Repeat("x", command.MaxLine-20)},
		{name: "flag", line: "list --worse", want: "list --worse"},
		{name: "a URL is no filter", line: "list http://x/y", want: "list http://x/y"},
		{name: "a line in a line", line: `export list "author:a b" severity:fatal --worse`, want: `export list "author:a b" severity:fatal --worse`},
		{name: "filter before the line", line: "export stop:X", want: "export stop:X"},
		{name: "banana", line: "list severity:banana", reason: "usage.choice"},
		{name: "half a banana", line: "list severity:fatal,banana", reason: "usage.choice"},
		{name: "nothing left", line: "list -severity:fatal,error,warning,info", reason: "usage.nothing_left"},
		{name: "only commas", line: "list severity:,", reason: "usage.empty"},
		{name: "empty", line: "list author:", reason: "usage.empty"},
		{name: "a comma too many", line: "list author:wangfang,", want: "list author:wangfang"},
		{name: "somebody TCA's name of whom is not known", line: "list author:<@U0ADMIN001>", reason: "usage.person"},
		{name: "somebody among others", line: "list path:a/<@U0ADMIN001>", reason: "usage.person"},
		{name: "a link of Slack's", line: "list path:<http://main.py|main.py>", reason: "usage.markup"},
		{name: "a mail of Slack's", line: "list -path:x author:<mailto:a@b.io|a@b.io>", reason: "usage.markup"},
		{name: "angle brackets", line: "list path:<b>", want: "list path:<b>"},
		{name: "cannot leave out", line: "list -author:x", reason: "usage.cannot_exclude"},
		{name: "nearly a filter", line: "list severty:fatal", reason: "usage.unknown_filter"},
		{name: "unknown order", line: "list sort:colour", reason: "usage.choice"},
		{name: "zero", line: "list scan:0", reason: "usage.number"},
		{name: "no number", line: "list scan:x", reason: "usage.number"},
		{name: "beyond all numbers", line: "list scan:99999999999999999999", reason: "usage.number"},
		{name: "no day", line: "list since:2026-02-30", reason: "usage.date"},
		{name: "no date at all", line: "list since:yesterweek", reason: "usage.date"},
		{name: "a repository and a branch as two words", line: "list a b", reason: "usage.too_many_address"},
		{name: "one too many", line: "list a 2", reason: "usage.too_many"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			r, usage, err := answered(t, filtered(t), tt.line)
			switch {
			case tt.reason == "" && err != nil:
				t.Fatalf("got %v", err)
			case tt.reason != "" && (usage == nil || string(usage.Reason) != tt.reason):
				t.Fatalf("got %v, want %s", err, tt.reason)
			case tt.reason == "" && r.Line != tt.want:
				t.Errorf("got %q, want %q", r.Line, tt.want)
			}
			if tt.reason == "" { // a canonical line stays as it is
				if again, _, err := answered(t, filtered(t), r.Line); err != nil || again.Line != r.Line {
					t.Errorf("%q again: %q, %v", r.Line, again.Line, err)
				}
			}
		})
	}
}

func TestChoicesAreNamed(t *testing.T) {
	b := filtered(t)
	p, _ := b.Parse("list severity:banana")
	_, err := b.Run(t.Context(), &command.Request{}, p)
	usage, ok := errors.AsType[*command.UsageError](err)
	if !ok {
		t.Fatal(err)
	}
	for lang, want := range map[locale.Lang]string{locale.English: "fatal, error, warning or info", locale.Chinese: "fatal = 致命、error = 错误、warning = 警告、info = 提示"} {
		w := locale.In(lang)
		if got := w.Say(usage.Reason, usage.Facts(w)...); !strings.Contains(got, want) {
			t.Errorf("%s: got %q, want %q in it", lang, got, want)
		}
	}
}

func TestRequestLine(t *testing.T) {
	var asked string
	b, err := command.NewBook(group(command.Define(command.Def[filters, string]{
		Name: "x", Access: command.Anyone, Examples: []string{"x"},
		Args: func(a *filters) command.Args {
			return command.Args{command.Text(&a.Project, "project").Optional(), command.Value(&a.Author, "author", "name")}
		},
		Run: func(_ context.Context, r *command.Request, a *filters) (string, error) {
			asked = r.Line(&a.Project, "o/t#1/2")
			return "", nil
		},
		View: func(s command.Screen, _ string) kit.Message { return kit.Plain(s.Line) },
	})))
	if err != nil {
		t.Fatal(err)
	}
	p, _ := b.Parse(`x pay "author:a b"`)
	r, err := b.Run(t.Context(), &command.Request{}, p)
	if err != nil || asked != `x o/t#1/2 "author:a b"` || r.Line != `x pay "author:a b"` {
		t.Errorf("asked %q, line %q, %v", asked, r.Line, err)
	}
}

func group(all ...command.Command) command.Group { return command.Group{Commands: all} }
