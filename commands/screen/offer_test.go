package screen

import (
	"tcabot/commands/command"
	"tcabot/commands/kit"
	"tcabot/commands/line"
	"tcabot/commands/screen/screentest"
	"testing"
)

func TestOfferView(t *testing.T) {
	screentest.Screens(t, map[string]func(command.Screen) kit.Message{
		"offer/usual": func(s command.Screen) kit.Message { return Offer(s.Words, line.Typed("issues x")) },
	})
}
