package command_test

import (
	"context"
	"errors"
	"slices"
	"strings"
	"tcabot/commands/command"
	"tcabot/commands/kit"
	"tcabot/commands/locale"
	"testing"
)

type noteArgs struct{ Title, Note, Why string }

// notes is a command with texts of several lines, which it reads into the arguments.
func notes(t *testing.T, read *noteArgs) *command.Book {
	t.Helper()
	b, err := command.NewBook(group(command.Define(command.Def[noteArgs, string]{
		Name: "note", Access: command.Anyone, Examples: []string{"note"}, Changes: true,
		Args: func(a *noteArgs) command.Args {
			return command.Args{
				command.Text(&a.Title, "title").Optional(), command.Text(&a.Note, "text").Optional().InForm().Multiline(), command.Value(&a.Why, "why", "reason").Multiline(),
			}
		},
		Lead: func(w locale.Words, a *noteArgs) kit.Message {
			return kit.Plain(w.Say("button.cancel") + " " + a.Title)
		},
		Run: func(_ context.Context, _ *command.Request, a *noteArgs) (string, error) {
			*read = *a
			return "", nil
		},
		View: func(command.Screen, string) kit.Message { return nil },
	})))
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// TestMultiline fills a text in, reads it from the line that this makes, and shows it in the form again.
func TestMultiline(t *testing.T) {
	var read noteArgs
	b := notes(t, &read)
	for _, tt := range []struct{ name, text, line string }{
		{"one word", "short", "note x short why:short"},
		{"two lines", "one\ntwo", `note x one\ntwo why:one\ntwo`},
		{"spaces", "one two\nthree", `note x "one two\nthree" "why:one two\nthree"`},
		{"line breaks of Windows", "one\r\ntwo", `note x one\ntwo why:one\ntwo`},
		{"a backslash and an n", `C:\new`, `note x C:\\new why:C:\\new`},
		{"quotation marks and dashes", "\"a\" 'b'\n—c", `note x """a"" 'b'\n—c" "why:""a"" 'b'\n—c"`},
		{"a comma at the end", "Hello,\n\nbye,", `note x Hello,\n\nbye, why:Hello,\n\nbye,`},
		{"longer than a name", strings.Repeat("长", 600), ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			values := map[string][]string{"text": {tt.text}, "why": {tt.text}}
			if tt.line == "" {
				delete(values, "text")
			}
			line, err := b.Narrow("note x", values)
			if err != nil || tt.line != "" && line != tt.line {
				t.Fatalf("got %s, %v, want %s", line, err, tt.line)
			}
			want := strings.ReplaceAll(tt.text, "\r\n", "\n")
			for _, f := range b.Filters(locale.In(locale.English), line) {
				if !f.Lines || values[f.Name] != nil && !slices.Equal(f.Values, []string{want}) {
					t.Errorf("the field has %q, want %q", f.Values, want)
				}
			}
			p, err := b.Parse(line)
			if err != nil {
				t.Fatal(err)
			}
			reply, err := b.Run(t.Context(), &command.Request{Words: locale.In(locale.English)}, p)
			if err != nil || reply.Line != line {
				t.Errorf("the line comes back as %s, %v", reply.Line, err)
			}
			if read.Why != want || tt.line != "" && read.Note != want {
				t.Errorf("read as %q and %q", read.Note, read.Why)
			}
		})
	}
}

// TestTypedBackslash: a line break can be typed as \n, and a backslash that begins no escape stays.
func TestTypedBackslash(t *testing.T) {
	all := notes(t, &noteArgs{}).Filters(locale.In(locale.English), `note x "why:one\ntwo \d"`)
	if i := slices.IndexFunc(all, func(f command.Filter) bool { return f.Name == "why" }); !slices.Equal(all[i].Values, []string{"one\ntwo \\d"}) {
		t.Errorf("read as %q", all[i].Values)
	}
}

// TestMultilineTooLong: a line that does not fit is the fault of its longest text, which a form can say at its field.
func TestMultilineTooLong(t *testing.T) {
	_, err := notes(t, &noteArgs{}).Narrow("note x", map[string][]string{"text": {"short"}, "why": {strings.Repeat("x", command.MaxLine)}})
	if usage, ok := errors.AsType[*command.UsageError](err); !ok || usage.Arg != "why" || usage.Reason != "usage.too_long" {
		t.Errorf("got %v", err)
	}
}

// TestFormOfALine: what a form says above its fields comes from the arguments of its line.
func TestFormOfALine(t *testing.T) {
	b, w := notes(t, &noteArgs{}), locale.In(locale.English)
	if got := b.Lead(w, "note report").Text(); got != "Cancel report" {
		t.Errorf("the form begins with %q", got)
	}
	if b.Lead(w, "note a b c d") != nil || b.Lead(w, "nonsense") != nil || filtered(t).Lead(w, "list") != nil {
		t.Error("a form begins with something although its line or its command has nothing to say")
	}
	if !b.Changes("note report") || b.Changes("nonsense") || filtered(t).Changes("list") {
		t.Error("it is not known which lines change something")
	}
}
