package commands

import (
	"tcabot/commands/kit"
	"tcabot/commands/spec"
	"testing"
)

// helpOf is what a line of help answers.
func helpOf(t *testing.T, s spec.Screen, line string) kit.Message {
	t.Helper()
	book, err := New(Deps{})
	if err != nil {
		t.Fatal(err)
	}
	p, err := book.Parse(line)
	if err != nil {
		t.Fatal(err)
	}
	reply, err := book.Run(t.Context(), &spec.Request{Words: s.Words, Command: s.Command}, p)
	if err != nil {
		t.Fatal(err)
	}
	return reply.Message
}

func TestHelp(t *testing.T) {
	checkScreens(t, []screenTest{
		{"help", spec.Screen{}, func(s spec.Screen) kit.Message { return helpOf(t, s, "help") }},
		{"help_repos", spec.Screen{}, func(s spec.Screen) kit.Message { return helpOf(t, s, "help repos") }},
	})
}
