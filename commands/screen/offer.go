package screen

import (
	"tcabot/commands/command"
	"tcabot/commands/kit"
	"tcabot/commands/locale"
)

// Offer asks who pasted a page of TCA's whether to show what it holds.
func Offer(w locale.Words, line string) kit.Message {
	state := command.State{Line: line}.String()
	return kit.Message{
		kit.Para(kit.Phrase(w, "link.offer")),
		kit.Buttons{
			kit.Button{ID: "share/open", Label: w.Say("link.share"), Value: state},
			kit.Button{ID: "run/show", Label: w.Say("link.show"), Value: state},
		},
	}
}
