package follow

import (
	"tcabot/commands/command"
	"tcabot/commands/subscription"
)

// resume lets a follow be posted again.
func resume(d Deps) command.Command {
	return command.Define(command.Def[subscription.Number, card]{
		Name:     "follows resume",
		Changes:  true,
		Access:   command.Anyone,
		Personal: subscription.Private,
		Examples: []string{"follows resume 3"},
		Args:     (*subscription.Number).Args,
		Run:      d.manager().Resume,
		View:     viewCard,
	})
}
