package commands

import (
	"tcabot/commands/kit"
	"tcabot/commands/spec"
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
	_, err = book.Run(t.Context(), &spec.Request{}, p)
	if err == nil {
		t.Fatalf("nothing is wrong with %q", line)
	}
	return err
}
func TestUsageViews(t *testing.T) {
	screens(t, map[string]func(spec.Screen) kit.Message{
		"usage_choice":    func(s spec.Screen) kit.Message { return Explain(s, usageOf(t, "issues severity:banana"), "") },
		"usage_unknown":   func(s spec.Screen) kit.Message { return Explain(s, usageOf(t, "issues severty:fatal"), "") },
		"usage_exclusion": func(s spec.Screen) kit.Message { return Explain(s, usageOf(t, "issues -author:x"), "") },
	})
}
