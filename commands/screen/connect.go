package screen

import (
	"tcabot/commands/command"
	"tcabot/commands/kit"
	"tcabot/commands/locale"
)

func ConnectButton(w locale.Words, label, line string) kit.Button {
	if line == "" {
		line = "whoami"
	}
	return kit.Button{ID: "connect/open", Label: w.Say(label), Value: command.State{Line: line}.String()}
}

// Connect invites a person to connect their TCA account. The line, if any, is run as soon as they have.
func Connect(w locale.Words, reason, line string) kit.Message {
	button := ConnectButton(w, "login.button", line)
	button.Main = true
	return kit.Message{
		kit.Para(kit.Phrase(w, reason)),
		kit.Buttons{button},
		kit.Note(kit.Phrase(w, "login.private")),
	}
}
