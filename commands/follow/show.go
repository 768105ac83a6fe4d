package follow

import (
	"tcabot/commands/command"
	"tcabot/commands/subscription"
)

// show shows one follow with all that can be done with it.
func show(d Deps) command.Command {
	return command.Define(command.Def[subscription.Number, card]{
		Name:     "follows show",
		Access:   command.Anyone,
		Personal: subscription.Private,
		Examples: []string{"follows show 3"},
		Args:     (*subscription.Number).Args,
		Run:      d.manager().Show,
		View:     viewCard,
	})
}
