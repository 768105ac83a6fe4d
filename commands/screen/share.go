package screen

import (
	"slices"
	"tcabot/commands/command"
	"tcabot/commands/kit"
	"tcabot/commands/locale"
)

// RefreshButton is the button that bypasses the cache.
func RefreshButton(s command.Screen, offset, total int) kit.Button {
	return kit.Button{
		ID: "run/refresh", Label: s.Say("button.refresh"),
		Value: command.State{Line: s.Line, Offset: offset, Was: total, Fresh: true, By: s.By}.String(),
	}
}

// shareID is the ID of the button that shares a screen.
const shareID = "share/open"

// Shared is a screen as it is posted in a conversation: it says who shared it, and has no share button.
func Shared(w locale.Words, m kit.Message, by string) kit.Message {
	out := make(kit.Message, 0, len(m)+1)
	for _, p := range m {
		if row, ok := p.(kit.Buttons); ok {
			p = slices.DeleteFunc(slices.Clone(row), func(c kit.Control) bool {
				b, ok := c.(kit.Button)
				return ok && b.ID == shareID
			})
		}
		out = append(out, p)
	}
	return append(out, kit.Note(kit.Phrase(w, "share.by", "Person", kit.Person(by))))
}

// ShareButton is the button that shares this screen, after a form that shows the audience.
func ShareButton(s command.Screen, offset, total int) kit.Button {
	return kit.Button{
		ID: shareID, Label: s.Say("button.share"),
		Value: command.State{Line: s.Line, Offset: offset, Was: total}.String(),
	}
}

// WebButton opens a page of TCA.
func WebButton(s command.Screen, url string) kit.Button {
	return kit.Button{ID: "link/web", Label: s.Say("button.web"), URL: url}
}
