package command_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"tcabot/commands/command"
	"testing"
)

// TestLinesWithoutACommand: a line that begins with no command is what its target's line says, with the other words.
func TestLinesWithoutACommand(t *testing.T) {
	for _, test := range []struct {
		typed, word, line, want string
	}{
		{"payments-api@master", "payments-api@master", "list payments-api@master", "list payments-api@master"},
		{"payments-api@master severity:fatal", "payments-api@master", "list payments-api@master", "list payments-api@master severity:fatal"},
		{`payments-api@master "author:big one"`, "payments-api@master", "list payments-api@master", `list payments-api@master "author:big one"`},
		{"lits@master", "lits@master", "list 1", "list 1"}, // no mistyped command: it has a branch
		{"12345", "12345", "list 12345", "list 12345"},
		{"nothingnear", "nothingnear", "list nothing", "list nothing"},
	} {
		t.Run(test.typed, func(t *testing.T) {
			var asked string
			book := filtered(t).Resolving(func(_ context.Context, _ *command.Request, word *string) (string, error) {
				asked = *word
				return test.line, nil
			})
			p, err := book.Parse(test.typed)
			if err != nil {
				t.Fatal(err)
			}
			reply, err := book.Run(t.Context(), &command.Request{}, p)
			if err != nil || asked != test.word || reply.Line != test.want {
				t.Errorf("asked %q, shows %q, %v, want %q", asked, reply.Line, err, test.want)
			}
		})
	}
}

// TestNoTarget: a word that resembles a command a little is first looked up, and corrected only if nothing has its name.
func TestNoTarget(t *testing.T) {
	book := filtered(t).Resolving(func(_ context.Context, _ *command.Request, word *string) (string, error) {
		if *word == "lists-it" {
			return "list it", nil
		}
		return "", fmt.Errorf("%w: as asked", command.ErrNoTarget)
	})
	for _, test := range []struct{ typed, suggested, want string }{
		{"lists-it", "", "list it"}, {"lixx x", "list x", ""}, {"lits x", "list x", ""}, {"nothingnear", "", ""},
	} {
		p, err := book.Parse(test.typed)
		if err != nil {
			t.Fatal(err)
		}
		reply, err := book.Run(t.Context(), &command.Request{}, p)
		usage, _ := errors.AsType[*command.UsageError](err)
		switch {
		case test.want != "" && (err != nil || reply.Line != test.want):
			t.Errorf("%s: %q, %v", test.typed, reply.Line, err)
		case test.suggested != "" && (usage == nil || suggested(usage.Suggest) != test.suggested):
			t.Errorf("%s: %v", test.typed, err)
		case test.want+test.suggested == "" && !errors.Is(err, command.ErrNoTarget):
			t.Errorf("%s: %v", test.typed, err)
		}
	}
}

// TestTargetSubject: what a line without a command is about is its first word, for messages about errors.
func TestTargetSubject(t *testing.T) {
	book := filtered(t).Resolving(func(context.Context, *command.Request, *string) (string, error) { return "", nil })
	for line, want := range map[string]string{
		"payments-api@master severity:fatal": "payments-api@master", `"a b"@master`: "a b@master", "list x": "x",
	} {
		if got := book.Subject(line); got != want {
			t.Errorf("%s is about %q, want %q", line, got, want)
		}
	}
	if p, err := book.Named("payments-api@master"); err == nil {
		t.Errorf("read as the command %s", p.Command.Name)
	}
}

// TestTargetLineIsChecked: a line without a command is refused as any other when it is too long for its buttons, or holds
// Slack's markup: TCA would search for it letter by letter.
func TestTargetLineIsChecked(t *testing.T) {
	book := filtered(t).Resolving(func(context.Context, *command.Request, *string) (string, error) {
		t.Error("looked up")
		return "", nil
	})
	for _, test := range []struct{ typed, reason string }{
		{"bigteam " + strings.Repeat("abcdefgh ", 209), "usage.too_long"},
		{"bigteam " + strings.Repeat("a— ", 400), "usage.too_long"},
		{"<@U0NOBODY01>", "usage.person"},
		{"<http://payments.io|payments.io>", "usage.markup"},
		{strings.Repeat("x", 700), "usage.long_value"},
	} {
		p, err := book.Parse(test.typed)
		if err == nil {
			_, err = book.Run(t.Context(), &command.Request{}, p)
		}
		if usage, ok := errors.AsType[*command.UsageError](err); !ok || string(usage.Reason) != test.reason {
			t.Errorf("%.30s: %v, want %s", test.typed, err, test.reason)
		}
	}
}
