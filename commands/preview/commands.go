package preview

import (
	"context"
	"tcabot/commands/command"
	"tcabot/commands/gate"
	"tcabot/commands/screen"
	"tcabot/commands/subscription"
	"tcabot/commands/target"
)

// Deps is what the commands here use.
type Deps struct {
	target.Finder
	Gates    gate.Reader
	Choices  Choices
	Channels Channels
	Policy   subscription.Policy // where the administrator allows previews
}

// Channels looks up conversations in Slack.
type Channels interface {
	// Channel returns a conversation, or an error when the bot cannot see one with that ID.
	Channel(ctx context.Context, workspace, id string) (screen.Channel, error)
}

// Choice is what a person chose for the links that they post in a channel; the empty one stands for none, so that they are
// asked.
type Choice string

// The choices that are kept.
const (
	Always Choice = "always"
	Never  Choice = "never"
)

// ChannelChoice is a choice for a channel.
type ChannelChoice struct {
	Channel string
	Choice  Choice
}

// Choices keeps what people chose. They end with the person's account.
type Choices interface {
	// PreviewChoices lists a person's choices, by channel.
	PreviewChoices(context.Context, command.Who) ([]ChannelChoice, error)
	// SetPreviewChoice replaces the choice for a channel; the empty one deletes it.
	SetPreviewChoice(ctx context.Context, who command.Who, channel string, c Choice) error
}

// Cards lists the command that shows cards.
func Cards(d Deps) []command.Command { return []command.Command{previewCommand(d)} }

// Links lists the commands about the links that a person posts.
func Links(d Deps) []command.Command {
	return []command.Command{links(d), linksAlways(d), linksNever(d), linksAsk(d)}
}
