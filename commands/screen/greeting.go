package screen

import (
	"tcabot/commands/command"
	"tcabot/commands/kit"
	"tcabot/commands/line"
)

// Greeting introduces the bot in a channel that it was invited to.
func Greeting(s command.Screen) kit.Message {
	return kit.Message{
		kit.Para(kit.Phrase(s.Words, "greeting.hello", "Command", kit.Code(s.Command))),
		kit.Buttons{line.Button("menu", s.Say("greeting.start"), line.Menu())},
	}
}
