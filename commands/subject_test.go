package commands_test

import (
	"strings"
	"tcabot/commands"
	"tcabot/commands/command"
	"testing"
)

// TestSubject checks what a line is about against lines of real commands, as they are typed and as buttons carry them.
func TestSubject(t *testing.T) {
	book, err := command.NewBook(commands.All(commands.Deps{})...)
	if err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct{ name, line, want string }{
		{"team", "repos bigteam", "bigteam"},
		{"team and a search", "repos bigteam pay ments scope:my", "bigteam"},
		{"quoted", `repos "Core platform" pay`, "Core platform"},
		{"branch and filters", "issues payments-api@master severity:fatal", "payments-api@master"},
		{"value in Chinese", "issues payments-api@master severity:致命", "payments-api@master"},
		{"issue of a branch", "issue 123 K9f/bigteam#1/2", "123 K9f/bigteam#1/2"},
		{"command of two words", "digest show 3", "3"},
		{"export", "export issues payments-api@master author:me", "payments-api@master"},
		{"export of the default", "export issues", ""},
		{"the default", "overview", ""},
		{"no arguments", "teams", ""},
		{"nothing", "", ""},
		{"unknown command", "overveiw payments-api", ""},
		{"cannot be read", "issues a@b severity:banana", ""},
		{"open quotation", `repos "Core`, ""},
		{"long", "repo " + strings.Repeat("x", 255), strings.Repeat("x", 255)},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if got := book.Subject(tt.line); got != tt.want {
				t.Errorf("got %q, want %q", got, tt.want)
			}
		})
	}
}
