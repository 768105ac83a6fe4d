package screen

import (
	"tcabot/commands/command"
	"tcabot/commands/kit"
	"tcabot/commands/screen/screentest"
	"testing"
)

func TestGreetingView(t *testing.T) {
	screentest.Screens(t, map[string]func(command.Screen) kit.Message{"greeting/usual": Greeting})
}
