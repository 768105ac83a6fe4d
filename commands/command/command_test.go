package command_test

import (
	"context"
	"errors"
	"slices"
	"strings"
	"tcabot/commands/command"
	"tcabot/commands/kit"
	"testing"
	"unicode"
	"unicode/utf16"
)

type args struct {
	Team, Search string
	Scope        string
	Channel      bool
}

func try(name string) command.Command {
	return command.Define(command.Def[args, args]{
		Name: name, Access: command.Anyone, Examples: []string{name + " x"},
		Args: func(a *args) command.Args {
			return command.Args{
				command.Text(&a.Team, "team"), command.Rest(&a.Search, "search"), command.Choice(&a.Scope, "scope", "all", "my"), command.Flag(&a.Channel, "channel"),
			}
		},
		Run: func(_ context.Context, _ *command.Request, a *args) (args, error) { return *a, nil },
		View: func(s command.Screen, a args) kit.Message {
			return kit.Plain(a.Team + "|" + a.Search + "|" + a.Scope + "|" + s.Line)
		},
	})
}

func testBook(t testing.TB) *command.Book {
	t.Helper()
	none := func(name string) command.Command {
		return command.Define(command.Def[struct{}, string]{
			Name: name, Access: command.Anyone, Examples: []string{name},
			Run:  func(context.Context, *command.Request, *struct{}) (string, error) { return name, nil },
			View: func(_ command.Screen, s string) kit.Message { return kit.Plain(s) },
		})
	}
	b, err := command.NewBook(command.Group{Commands: []command.Command{try("repos"), try("branches"), none("digest"), try("digest add"), none("digest list"), none("menu"), command.Define(command.Def[struct{}, string]{
		Name: "help", Access: command.Anyone, Examples: []string{"help"},
		Run:  func(context.Context, *command.Request, *struct{}) (string, error) { return "help", nil },
		View: func(_ command.Screen, s string) kit.Message { return kit.Plain(s) },
	})}})
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func TestLine(t *testing.T) {
	for _, tt := range []struct{ name, line, want, reason, suggest string }{
		{name: "usual", line: "repos big", want: "big|||repos big"},
		{name: "empty is the menu", line: "  ", want: "menu"},
		{name: "upper case", line: "REPOS big", want: "big|||repos big"},
		{name: "two words", line: "digest  ADD big scope:my", want: "big||my|digest add big scope:my"},
		{name: "the first of two", line: "digest", want: "digest"},
		{name: "another second word", line: "digest ad big x", reason: "usage.unknown_command", suggest: "digest add big x"},
		{name: "rest", line: "repos big web app scope:my", want: "big|web app|my|repos big web app scope:my"},
		{name: "quotes", line: `repos "my team"`, want: `my team|||repos "my team"`},
		{name: "curly quotes", line: "repos “my team” ‘a b’", want: `my team|a b||repos "my team" a b`},
		{name: "wide colon and spaces", line: "repos\u00a0big\u3000scope：my", want: "big||my|repos big scope:my"},
		{name: "long dash", line: "repos big —channel", want: "big|||repos big --channel"},
		{name: "apostrophe inside", line: "repos o'neill", want: `o'neill|||repos "o'neill"`},
		{name: "colon in a word", line: "repos big http://x", want: "big|http://x||repos big http://x"},
		{name: "quotes keep what stands in them", line: "repos “规则：'不'\u3000\"\u00a0—x”", want: "规则：'不'\u3000\"\u00a0—x|||"},
		{name: "straight quotes keep curly ones", line: "repos \"“a：b”\"", want: "“a：b”|||repos \"“a：b”\""},
		{name: "doubled quotes", line: `repos "it's ""so"" x"`, want: `it's "so" x|||repos "it's ""so"" x"`},
		{name: "quotes of two kinds", line: "repos \"my team”", want: `my team|||repos "my team"`},
		{name: "spaces that are none of ours", line: "repos big \"a  b\"", want: "big|a  b||repos big \"a  b\""},
		{name: "missing", line: "repos", reason: "usage.missing"},
		{name: "bad choice", line: "repos big scope:banana", reason: "usage.choice"},
		{name: "unknown flag", line: "repos big --force", reason: "usage.unknown_flag"},
		{name: "open quote", line: `repos "big`, reason: "usage.quote"},
		{name: "too long", line: "repos " + strings.Repeat("x", 10_000), reason: "usage.too_long"},
		{name: "typo keeps arguments", line: "repso big scope:my", reason: "usage.unknown_command", suggest: "repos big scope:my"},
		{name: "nothing near", line: "zzzzzzzz big", reason: "usage.unknown_command"},
		{name: "one too many", line: "help me now", reason: "usage.too_many"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			r, usage, err := answered(t, testBook(t), tt.line)
			switch {
			case tt.reason == "" && err != nil:
				t.Fatalf("got %v", err)
			case tt.reason != "" && (usage == nil || string(usage.Reason) != tt.reason || suggested(usage.Suggest) != tt.suggest):
				t.Fatalf("got %+v, want %s suggesting %q", err, tt.reason, tt.suggest)
			case tt.reason == "" && !strings.Contains(r.Message.Text(), kit.Plain(tt.want).Text()):
				t.Errorf("got %s, want %s", r.Message.Text(), tt.want)
			}
		})
	}
}

// suggested are the lines of suggestions.
func suggested(all []command.Suggestion) string {
	var lines []string
	for _, s := range all {
		lines = append(lines, s.Line)
	}
	return strings.Join(lines, ";")
}

// answered runs a line; usage is the error, if it is one of the line.
func answered(t *testing.T, b *command.Book, line string) (r command.Reply, usage *command.UsageError, err error) {
	t.Helper()
	p, err := b.Parse(line)
	if err == nil {
		r, err = b.Run(t.Context(), &command.Request{}, p)
	}
	usage, _ = errors.AsType[*command.UsageError](err)
	return r, usage, err
}

func TestBookRefuses(t *testing.T) {
	good := command.Def[struct{}, int]{
		Name: "x", Access: command.Anyone, Examples: []string{"x"},
		Run:  func(context.Context, *command.Request, *struct{}) (int, error) { return 0, nil },
		View: func(command.Screen, int) kit.Message { return nil },
	}
	for _, tt := range []struct {
		name   string
		change func(*command.Def[struct{}, int])
	}{
		{"no name", func(d *command.Def[struct{}, int]) { d.Name = "" }},
		{"no access", func(d *command.Def[struct{}, int]) { d.Access = 0 }},
		{"no example", func(d *command.Def[struct{}, int]) { d.Examples = nil }},
	} {
		t.Run(tt.name, func(t *testing.T) {
			d := good
			tt.change(&d)
			if _, err := command.NewBook(command.Group{Commands: []command.Command{command.Define(d)}}); err == nil {
				t.Error("accepted")
			}
		})
	}
	if _, err := command.NewBook(command.Group{Commands: []command.Command{command.Define(good)}}, command.Group{Commands: []command.Command{command.Define(good)}}); err == nil {
		t.Error("accepted two of a name")
	}
	for line, takes := range map[string]bool{"x": true, "y": false, "x y": false, `x "`: false} {
		if err := command.Define(good).Takes(line); (err == nil) != takes {
			t.Errorf("%s: %v", line, err)
		}
	}
}

func TestState(t *testing.T) {
	for _, s := range []command.State{
		{Line: "repos a", Known: true},
		{Line: "repos a \"b c\"", Offset: 20, Was: 137, Fresh: true, By: "U0MEMBER01", Known: true},
	} {
		got, err := command.ReadState(s.String())
		if err != nil || got != s {
			t.Errorf("got %+v, %v, want %+v", got, err, s)
		}
	}
	longest := command.State{Line: strings.Repeat("\U0001F469", command.MaxLine), Offset: 99_999_999, Was: 99_999_999, Fresh: true, By: "U" + strings.Repeat("0", 30)}
	longest.Line = "export " + longest.Line
	if n := len(utf16.Encode([]rune(longest.String()))); n > 2000 {
		t.Errorf("the longest state has %d characters, Slack takes 2000", n)
	}
	for _, tt := range []struct {
		name, value string
		known, ok   bool
	}{
		{"version 0", "0 whatever it was\nrepos a", false, true},
		{"a version to come", "7 {}\nrepos a", false, true},
		{"no line", "1 o20", false, false},
		{"empty", "", false, false},
		{"empty line", "1\n ", false, false},
		{"two lines", "1\na\nb", false, false},
		{"negative", "1 o-5\nrepos", false, false},
		{"huge", "1 o99999999999999\nrepos", false, false},
		{"forged sharer", "1 s<!channel>\nrepos", false, false},
		{"unknown field", "1 z9\nrepos", false, false},
		{"not a version", "{\"v\":1}\nrepos", false, false},
	} {
		t.Run(tt.name, func(t *testing.T) {
			got, err := command.ReadState(tt.value)
			if (err == nil) != tt.ok || got.Known != tt.known {
				t.Errorf("got %+v, %v", got, err)
			}
			if tt.ok && got.Line != "repos a" {
				t.Errorf("line %q is lost", got.Line)
			}
		})
	}
}

// TestCompletedLine: a line that became too long for its buttons when it was completed is refused, not shown.
func TestCompletedLine(t *testing.T) {
	for n, reason := range map[int]string{700: "", 900: "usage.too_long"} {
		shown := false
		b, err := command.NewBook(command.Group{Commands: []command.Command{command.Define(command.Def[args, string]{
			Name: "repos", Access: command.Anyone, Examples: []string{"repos"},
			Args: func(a *args) command.Args { return command.Args{command.Text(&a.Team, "team").Optional()} },
			Run: func(_ context.Context, _ *command.Request, a *args) (string, error) {
				a.Team = strings.Repeat("t", n)
				return "", nil
			},
			View: func(command.Screen, string) kit.Message { shown = true; return nil },
		})}})
		if err != nil {
			t.Fatal(err)
		}
		p, err := b.Parse("repos")
		if err != nil {
			t.Fatal(err)
		}
		_, err = b.Run(t.Context(), &command.Request{}, p)
		usage, _ := errors.AsType[*command.UsageError](err)
		if shown != (reason == "") || (usage == nil) != (reason == "") || usage != nil && (string(usage.Reason) != reason || usage.Command == nil) {
			t.Errorf("%d: shown %t, %v", n, shown, err)
		}
	}
}

func FuzzLine(f *testing.F) {
	for _, s := range []string{"it's \"both\" “kinds” ‘of’ «quotes»", "规则：　x", "� ", "repos big", `repos "a b" scope:my`, "“”‘’", "—x --channel", "repos 'a\"b'", strings.Repeat("é", 700)} {
		f.Add(s)
	}
	b := testBook(f)
	f.Fuzz(func(t *testing.T, line string) {
		words, err := command.Split(line)
		if err != nil {
			return
		}
		comesBack(t, words)
		// Any text is one word, whatever is in it but control characters.
		comesBack(t, []string{"x", strings.Map(func(r rune) rune {
			if unicode.IsControl(r) {
				return -1
			}
			return r
		}, strings.ToValidUTF8(line, "")), "y"})
		if p, err := b.Parse(line); err == nil {
			_, _ = b.Run(t.Context(), &command.Request{}, p)
		}
	})
}

// comesBack checks that words are the same after they were written as a line.
func comesBack(t *testing.T, words []string) {
	t.Helper()
	again, err := command.Split(command.Join(words))
	if usage, ok := errors.AsType[*command.UsageError](err); ok && usage.Reason == "usage.too_long" {
		return // quoting may lengthen it beyond what is read
	}
	if err != nil || !slices.Equal(words, again) {
		t.Errorf("%q: again %q, %v", words, again, err)
	}
}

// TestWordsComeBack: what TCA's names may hold survives a line, beside others.
func TestWordsComeBack(t *testing.T) {
	for _, w := range []string{
		"", " ", `"`, "'", `""`, `'"`, `"'`, "it's \"both\"", "docs/“说明”：安装.md", "a b　c", "—b", "–", "a：b", "＂x＂", "�", " ",
		"--x", "-", "`", "\\", strings.Repeat(`"'`, 200), strings.Repeat("路径/", 170), "«a»", "\u202e",
	} {
		comesBack(t, []string{w})
		comesBack(t, []string{"issues", "path:" + w, w, "author:" + w})
	}
	if got := command.Join([]string{"two\nlines"}); got != `"two lines"` {
		t.Errorf("a line break is written as %q", got)
	}
}

func FuzzState(f *testing.F) {
	f.Add("1 o20 t137 f sU1\nrepos a")
	f.Add("0\nx")
	f.Fuzz(func(t *testing.T, value string) {
		s, err := command.ReadState(value)
		if err != nil || !s.Known {
			return
		}
		again, err := command.ReadState(s.String())
		if err != nil || again != s {
			t.Errorf("%q: %+v, and again %+v, %v", value, s, again, err)
		}
	})
}

func BenchmarkLineToBlocks(b *testing.B) {
	book := testBook(b)
	for b.Loop() {
		p, err := book.Parse("repos big web app scope:my")
		if err != nil {
			b.Fatal(err)
		}
		r, err := book.Run(b.Context(), &command.Request{}, p)
		if err != nil {
			b.Fatal(err)
		}
		_ = r.Message.Blocks()
	}
}
