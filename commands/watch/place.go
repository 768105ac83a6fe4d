package watch

import (
	"tcabot/commands/command"
	"tcabot/commands/kit"
	"tcabot/commands/line"
	"tcabot/commands/locale"
	"tcabot/commands/screen"
	"tcabot/commands/subscription"
)

// PlaceError says why a watch cannot be posted to a channel. Nothing was started.
type PlaceError struct {
	Channel string
	Reason  subscription.Reason
}

// Error implements error. People see the catalogue's sentence instead.
func (e *PlaceError) Error() string { return "cannot post there: " + string(e.Reason) }

// Explain implements command.Explainer.
func (e *PlaceError) Explain(s command.Screen) kit.Message {
	return kit.Message{
		kit.Para(kit.Phrase(s.Words, locale.Group("channel_error").Key(string(e.Reason)), "Channel", screen.ChannelSpan(s, e.Channel))),
		kit.Buttons{line.Button("again", s.Say("button.again"), line.This(s))},
	}
}
