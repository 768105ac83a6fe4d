package follow

import (
	"tcabot/commands/command"
	"tcabot/commands/subscription"
)

// pause makes a follow silent until it is resumed.
func pause(d Deps) command.Command {
	return command.Define(command.Def[subscription.Number, card]{
		Name:     "follows pause",
		Changes:  true,
		Access:   command.Anyone,
		Personal: subscription.Private,
		Examples: []string{"follows pause 3"},
		Args:     (*subscription.Number).Args,
		Run:      d.manager().Pause,
		View:     viewCard,
	})
}
