package commands

import (
	"tcabot/commands/kit"
	"tcabot/commands/spec"
	"testing"
)

func TestConnectView(t *testing.T) {
	checkScreens(t, []screenTest{
		{"connect", spec.Screen{}, func(s spec.Screen) kit.Message { return Connect(s.Words, "login.hello", "repos") }},
	})
}
