package commands

import (
	"slices"
	"strings"
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
		{Name: "help/family", Screen: command.Screen{}, View: func(s command.Screen) kit.Message { return helpOf(t, s, "help gate") }},
		{Name: "help/search", Screen: command.Screen{}, View: func(s command.Screen) kit.Message { return helpOf(t, s, "help csv") }},
		{Name: "help/search_chinese", Screen: command.Screen{}, View: func(s command.Screen) kit.Message { return helpOf(t, s, "help 日报 暂停") }},
		{Name: "help/worst", Screen: command.Screen{}, View: func(s command.Screen) kit.Message { return helpOf(t, s, "help e") }},
	})
}

// TestMenuOfHelp: the menu of the help has room for all of its commands, and leads to every other one.
func TestMenuOfHelp(t *testing.T) {
	book := newBook(t)
	listed := 0
	for _, c := range book.All() {
		if !book.HasHead(c) {
			listed++
			continue
		}
		first, _, _ := strings.Cut(c.Name, " ")
		head, _ := book.Find(first)
		if !slices.ContainsFunc(book.Family(head), func(o command.Command) bool { return o.Name == c.Name }) {
			t.Errorf("the help of %s does not list %s", head.Name, c.Name)
		}
	}
	if listed > 100 {
		t.Errorf("%d commands do not fit into a menu", listed)
	}
}
