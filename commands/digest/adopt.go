package digest

import (
	"tcabot/commands/command"
	"tcabot/commands/subscription"
)

// adopt makes the person who asks the owner of a suspended digest.
func adopt(d Deps) command.Command {
	return command.Define(command.Def[subscription.Number, card]{
		Name:     "digest adopt",
		Changes:  true,
		Access:   command.Linked,
		Personal: subscription.Private,
		Examples: []string{"digest adopt 3"},
		Args:     (*subscription.Number).Args,
		Run:      d.manager().Adopt,
		View:     viewCard,
	})
}
