package spec_test

import (
	"context"
	"errors"
	"strings"
	"tcabot/api"
	"tcabot/commands/kit"
	"tcabot/commands/locale"
	"tcabot/commands/spec"
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
	Since    spec.Date
	Worse    bool
}

// filtered is a command of every kind of filter; it answers with its own line.
func filtered(t testing.TB) *spec.Book {
	t.Helper()
	b, err := spec.NewBook(group(spec.Define(spec.Def[filters, string]{
		Name: "list", Access: spec.Anyone, Examples: []string{"list"},
		Args: func(a *filters) spec.Args {
			return spec.Args{
				spec.Text(&a.Project, "project").Optional(),
				spec.Several(&a.Severity, "severity", "severity", api.Severities()...),
				spec.One(&a.Sort, "sort", "", api.OrderSeverity, api.OrderTime.Desc()),
				spec.Value(&a.Author, "author", "name"), spec.Number(&a.Scan, "scan"), spec.Numbers(&a.Packages, "package"),
				spec.Day(&a.Since, "since"), spec.Flag(&a.Worse, "worse"),
			}
		},
		Run:  func(context.Context, *spec.Request, *filters) (string, error) { return "", nil },
		View: func(s spec.Screen, _ string) kit.Message { return kit.Plain(s.Line) },
	}), spec.Define(spec.Def[struct{ Stop, Line string }, string]{
		Name: "export", Access: spec.Anyone, Examples: []string{"export list"},
		Args: func(a *struct{ Stop, Line string }) spec.Args {
			return spec.Args{spec.Value(&a.Stop, "stop", "id"), spec.Line(&a.Line, "line")}
		},
		Run:  func(context.Context, *spec.Request, *struct{ Stop, Line string }) (string, error) { return "", nil },
		View: func(s spec.Screen, _ string) kit.Message { return kit.Plain(s.Line) },
	})))
	if err != nil {
		t.Fatal(err)
	}
	return b
}

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
		{name: "day", line: "list since:2026/11/2", want: "list since:2026-11-2"},
		{name: "days ago", line: "list since:7D", want: "list since:7d"},
		{name: "flag", line: "list --worse", want: "list --worse"},
		{name: "a URL is no filter", line: "list http://x/y", want: "list http://x/y"},
		{name: "a line in a line", line: `export list "author:a b" severity:fatal --worse`, want: `export list "author:a b" severity:fatal --worse`},
		{name: "filter before the line", line: "export stop:X", want: "export stop:X"},
		{name: "banana", line: "list severity:banana", reason: "usage.choice"},
		{name: "half a banana", line: "list severity:fatal,banana", reason: "usage.choice"},
		{name: "nothing left", line: "list -severity:fatal,error,warning,info", reason: "usage.nothing_left"},
		{name: "only commas", line: "list severity:,", reason: "usage.choice"},
		{name: "empty", line: "list author:", reason: "usage.empty"},
		{name: "cannot leave out", line: "list -author:x", reason: "usage.cannot_exclude"},
		{name: "nearly a filter", line: "list severty:fatal", reason: "usage.unknown_filter"},
		{name: "unknown order", line: "list sort:colour", reason: "usage.choice"},
		{name: "zero", line: "list scan:0", reason: "usage.number"},
		{name: "no number", line: "list scan:x", reason: "usage.number"},
		{name: "beyond all numbers", line: "list scan:99999999999999999999", reason: "usage.number"},
		{name: "no day", line: "list since:2026-02-30", reason: "usage.date"},
		{name: "no date at all", line: "list since:yesterweek", reason: "usage.date"},
		{name: "one too many", line: "list a b", reason: "usage.too_many"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			b := filtered(t)
			p, err := b.Parse(tt.line)
			var r spec.Reply
			if err == nil {
				r, err = b.Run(t.Context(), &spec.Request{}, p)
			}
			usage, _ := errors.AsType[*spec.UsageError](err)
			switch {
			case tt.reason == "" && err != nil:
				t.Fatalf("got %v", err)
			case tt.reason != "" && (usage == nil || usage.Reason != tt.reason):
				t.Fatalf("got %v, want %s", err, tt.reason)
			case tt.reason == "" && r.Line != tt.want:
				t.Errorf("got %q, want %q", r.Line, tt.want)
			}
			if tt.reason == "" { // a canonical line stays as it is
				if p, err := b.Parse(r.Line); err != nil {
					t.Errorf("its own line %q: %v", r.Line, err)
				} else if again, err := b.Run(t.Context(), &spec.Request{}, p); err != nil || again.Line != r.Line {
					t.Errorf("again: %q, %v", again.Line, err)
				}
			}
		})
	}
}

func TestChoicesAreNamed(t *testing.T) {
	b := filtered(t)
	p, _ := b.Parse("list severity:banana")
	_, err := b.Run(t.Context(), &spec.Request{}, p)
	usage, ok := errors.AsType[*spec.UsageError](err)
	if !ok {
		t.Fatal(err)
	}
	for lang, want := range map[locale.Lang]string{locale.English: "fatal, error, warning, info", locale.Chinese: "fatal = 致命, error = 错误, warning = 警告, info = 提示"} {
		w := locale.In(lang)
		if got := w.Say(usage.Reason, usage.Facts(w)...); !strings.Contains(got, want) {
			t.Errorf("%s: got %q, want %q in it", lang, got, want)
		}
	}
}

func TestDate(t *testing.T) {
	shanghai, err := time.LoadLocation("Asia/Shanghai")
	if err != nil {
		t.Fatal(err)
	}
	now := time.Date(2026, 3, 1, 17, 0, 0, 0, time.UTC) // already March 2 in Shanghai
	for _, tt := range []struct{ text, want string }{
		{"2026-11-2", "2026-11-02T00:00:00+08:00"}, {"0d", "2026-03-02T00:00:00+08:00"}, {"2d", "2026-02-28T00:00:00+08:00"}, {"1w", "2026-02-23T00:00:00+08:00"},
	} {
		var a filters
		b, err := spec.NewBook(group(spec.Define(spec.Def[filters, string]{
			Name: "x", Access: spec.Anyone, Examples: []string{"x"},
			Args: func(p *filters) spec.Args { return spec.Args{spec.Day(&p.Since, "since")} },
			Run:  func(_ context.Context, _ *spec.Request, p *filters) (string, error) { a = *p; return "", nil },
			View: func(spec.Screen, string) kit.Message { return kit.Plain("x") },
		})))
		if err != nil {
			t.Fatal(err)
		}
		p, err := b.Parse("x since:" + tt.text)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := b.Run(t.Context(), &spec.Request{}, p); err != nil {
			t.Fatal(err)
		}
		if got := a.Since.Start(now, shanghai).Format(time.RFC3339); got != tt.want {
			t.Errorf("%s: got %s, want %s", tt.text, got, tt.want)
		}
	}
	if !(spec.Date{}).Start(now, shanghai).IsZero() {
		t.Error("no day is some time")
	}
}

func TestRequestLine(t *testing.T) {
	var asked string
	b, err := spec.NewBook(group(spec.Define(spec.Def[filters, string]{
		Name: "x", Access: spec.Anyone, Examples: []string{"x"},
		Args: func(a *filters) spec.Args {
			return spec.Args{spec.Text(&a.Project, "project").Optional(), spec.Value(&a.Author, "author", "name")}
		},
		Run: func(_ context.Context, r *spec.Request, a *filters) (string, error) {
			asked = r.Line(&a.Project, "o/t#1/2")
			return "", nil
		},
		View: func(s spec.Screen, _ string) kit.Message { return kit.Plain(s.Line) },
	})))
	if err != nil {
		t.Fatal(err)
	}
	p, _ := b.Parse(`x pay "author:a b"`)
	r, err := b.Run(t.Context(), &spec.Request{}, p)
	if err != nil || asked != `x o/t#1/2 "author:a b"` || r.Line != `x pay "author:a b"` {
		t.Errorf("asked %q, line %q, %v", asked, r.Line, err)
	}
}

func group(all ...spec.Command) spec.Group { return spec.Group{Commands: all} }
