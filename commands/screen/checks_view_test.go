package screen

import (
	"tcabot/commands/command"
	"tcabot/commands/kit"
	"tcabot/commands/line"
	"tcabot/commands/screen/screentest"
	"testing"
)

// TestChecksView: a screen with more boxes than one element takes, and buttons that act on what is ticked.
func TestChecksView(t *testing.T) {
	screentest.Screens(t, map[string]func(command.Screen) kit.Message{
		"checks/twelve": func(s command.Screen) kit.Message {
			var boxes []kit.Check
			for i := range 12 {
				boxes = append(boxes, kit.Check{Label: "src/<b>.go:" + kit.Number(i+1), Description: "nil dereference", Value: kit.Number(100 + i)})
			}
			boxes[0].Description = ""
			return append(kit.NewChecks(boxes), kit.Buttons{
				line.Pick("show", s.Say("button.all"), line.Typed("issues selected")), line.PickForm("edit", s.Say("filter.title"), line.Typed("issues selected")),
			})
		},
	})
}
