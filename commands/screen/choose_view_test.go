package screen

import (
	"tcabot/commands/command"
	"tcabot/commands/kit"
	"tcabot/commands/line"
	"tcabot/commands/screen/screentest"
	"tcabot/commands/target"
	"testing"
)

func TestChooseView(t *testing.T) {
	screentest.Screens(t, map[string]func(command.Screen) kit.Message{
		"choose/project": func(s command.Screen) kit.Message {
			return Explain(s, &target.ChooseError{Reason: "choose.project", Data: []any{"Repo", kit.Bold("*pay*")}, Choices: []target.Choice{{Label: "master · 默认方案", Line: line.Typed("issues a/b#1/2")}}, Total: 9, All: line.Typed("projects a/b#1")}, "")
		},
	})
}
