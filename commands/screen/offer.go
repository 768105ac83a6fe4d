package screen

import (
	"tcabot/commands/kit"
	"tcabot/commands/line"
	"tcabot/commands/locale"
)

// Offer offers a preview to a person who pasted a link to a TCA page.
func Offer(w locale.Words, shown line.Line) kit.Message {
	share := line.Button("show", w.Say("link.share"), shown)
	share.ID = shareID
	return kit.Message{
		kit.Para(kit.Phrase(w, "link.offer")),
		kit.Buttons{
			share,
			line.Button("show", w.Say("link.show"), shown),
		},
	}
}
