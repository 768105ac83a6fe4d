package follow

import (
	"tcabot/commands/command"
	"tcabot/commands/subscription"
)

// remove deletes a follow.
func remove(d Deps) command.Command {
	return command.Define(command.Def[subscription.Number, subscription.Subscription]{
		Name:     "follows remove",
		Changes:  true,
		Access:   command.Anyone,
		Personal: subscription.Private,
		Examples: []string{"follows remove 3"},
		Args:     (*subscription.Number).Args,
		Run:      d.manager().Remove,
		View:     subscription.ViewRemoved,
	})
}
