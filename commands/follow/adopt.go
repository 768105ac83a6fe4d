package follow

import (
	"tcabot/commands/command"
	"tcabot/commands/subscription"
)

// adopt makes the person who asks the owner of a suspended follow.
func adopt(d Deps) command.Command {
	return command.Define(command.Def[subscription.Number, card]{
		Name:     "follows adopt",
		Changes:  true,
		Access:   command.Linked,
		Personal: subscription.Private,
		Examples: []string{"follows adopt 3"},
		Args:     (*subscription.Number).Args,
		Run:      d.manager().Adopt,
		View:     viewCard,
	})
}
