package spec

import (
	"tcabot/api"
	"tcabot/commands/locale"
)

// Who is a person in Slack. IDs are opaque.
type Who struct{ Workspace, User string }

// Request is one thing a person asked, whatever way it came in.
type Request struct {
	Who     Who
	Channel string // where it was asked
	Direct  bool   // a conversation of this one person with somebody or with the bot, not a channel
	Command string // the slash command as people type it, such as "/tca"
	Words   locale.Words
	Page    Page
	By      string // Slack user who shared the screen with everybody in the conversation; empty on a private one

	// TCA acts with this person's own token. It is nil for a command whose Access is Anyone.
	TCA *api.Client
}

// Page is which part of a list is wanted.
type Page struct {
	Offset int
	Was    int // the list's total when the person last saw it; 0 when they did not

	moved bool
}

// Moved notes that the wanted page no longer exists and that the one at offset is shown instead.
func (p *Page) Moved(offset int) { p.Offset, p.moved = offset, true }
