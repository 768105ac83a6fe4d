package screen

import (
	"tcabot/commands/kit"
	"tcabot/commands/line"
	"tcabot/commands/locale"
)

// ConnectButton opens the form for a token. The line runs once the token is accepted.
func ConnectButton(w locale.Words, label locale.Key, next line.Line) kit.Button {
	if next.IsZero() {
		next = line.Whoami()
	}
	button := line.Button("open", w.Say(label), next)
	button.ID = "connect/open"
	return button
}

// Connect asks a person to connect their TCA account. The line, if any, runs once they have.
func Connect(w locale.Words, reason locale.Key, next line.Line) kit.Message {
	button := ConnectButton(w, "login.button", next)
	button.Main = true
	return kit.Message{
		kit.Para(kit.Phrase(w, reason)),
		kit.Buttons{button},
		kit.Note(kit.Phrase(w, "login.private")),
	}
}
