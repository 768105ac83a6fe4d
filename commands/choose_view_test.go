package commands

import (
	"tcabot/commands/kit"
	"tcabot/commands/spec"
	"testing"
)

func TestChooseView(t *testing.T) {
	screens(t, map[string]func(spec.Screen) kit.Message{
		"choose_project": func(s spec.Screen) kit.Message {
			return Explain(s, &ChooseError{Reason: "choose.project", Data: []any{"Repo", kit.Bold("*pay*")}, Choices: []Choice{{"master · 默认方案", "issues a/b#1/2"}}, Total: 9, All: "projects a/b#1"}, "")
		},
	})
}
