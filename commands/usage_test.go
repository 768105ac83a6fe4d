package commands

import (
	"tcabot/commands/command"
	"tcabot/commands/kit"
	"tcabot/commands/screen"
	"tcabot/commands/screen/screentest"
	"testing"
)

// usageOf is what is wrong with a line.
func usageOf(t *testing.T, line string) error {
	t.Helper()
	book, err := New(Deps{})
	if err != nil {
		t.Fatal(err)
	}
	p, err := book.Parse(line)
	if err != nil {
		return err
	}
	_, err = book.Run(t.Context(), &command.Request{}, p)
	if err == nil {
		t.Fatalf("nothing is wrong with %q", line)
	}
	return err
}

func TestUsageViews(t *testing.T) {
	screentest.Screens(t, map[string]func(command.Screen) kit.Message{
		"usage/choice":    func(s command.Screen) kit.Message { return screen.Explain(s, usageOf(t, "issues severity:banana"), "") },
		"usage/unknown":   func(s command.Screen) kit.Message { return screen.Explain(s, usageOf(t, "issues severty:fatal"), "") },
		"usage/exclusion": func(s command.Screen) kit.Message { return screen.Explain(s, usageOf(t, "issues -author:x"), "") },
	})
}
