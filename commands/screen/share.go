package screen

import (
	"slices"
	"tcabot/commands/command"
	"tcabot/commands/kit"
	"tcabot/commands/locale"
)

// RefreshButton is the button that asks TCA again, whatever is remembered.
func RefreshButton(s command.Screen, offset, total int) kit.Button {
	return kit.Button{
		ID: "run/refresh", Label: s.Say("button.refresh"),
		Value: command.State{Line: s.Line, Offset: offset, Was: total, Fresh: true, By: s.By}.String(),
	}
}

// shareID is the control that shows a screen to everybody.
const shareID = "share/open"

// Shared is a screen as everybody in a conversation sees it: it says who shared it, and cannot be shared again.
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

// ShareButton is the button that shows this screen to everybody in the conversation, after saying who that is.
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
