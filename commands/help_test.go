package commands

import (
	"tcabot/commands/command"
	"tcabot/commands/kit"
	"tcabot/commands/screen/screentest"
	"testing"
)

// helpOf is what a line of help answers.
func helpOf(t *testing.T, s command.Screen, line string) kit.Message {
	t.Helper()
	book, err := New(Deps{})
	if err != nil {
		t.Fatal(err)
	}
	p, err := book.Parse(line)
	if err != nil {
		t.Fatal(err)
	}
	reply, err := book.Run(t.Context(), &command.Request{Words: s.Words, Command: s.Command}, p)
	if err != nil {
		t.Fatal(err)
	}
	return reply.Message
}

func TestHelp(t *testing.T) {
	screentest.Check(t, []screentest.Case{
		{Name: "help/usual", Screen: command.Screen{}, View: func(s command.Screen) kit.Message { return helpOf(t, s, "help") }},
		{Name: "help/repos", Screen: command.Screen{}, View: func(s command.Screen) kit.Message { return helpOf(t, s, "help repos") }},
	})
}
