package screen

import (
	"tcabot/commands/command"
	"tcabot/commands/kit"
	"tcabot/commands/line"
	"tcabot/commands/screen/screentest"
	"testing"
)

func TestConnectView(t *testing.T) {
	screentest.Check(t, []screentest.Case{
		{Name: "connect/usual", Screen: command.Screen{}, View: func(s command.Screen) kit.Message {
			return Connect(s.Words, "login.hello", line.Typed("repos"))
		}},
	})
}
