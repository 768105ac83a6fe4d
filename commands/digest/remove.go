package digest

import (
	"tcabot/commands/command"
	"tcabot/commands/subscription"
)

// remove deletes a digest.
func remove(d Deps) command.Command {
	return command.Define(command.Def[subscription.Number, subscription.Subscription]{
		Name:     "digest remove",
		Changes:  true,
		Access:   command.Anyone,
		Personal: subscription.Private,
		Examples: []string{"digest remove 3"},
		Args:     (*subscription.Number).Args,
		Run:      d.manager().Remove,
		View:     subscription.ViewRemoved,
	})
}
