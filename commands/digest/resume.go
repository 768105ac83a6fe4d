package digest

import (
	"tcabot/commands/command"
	"tcabot/commands/subscription"
)

// resume lets a digest be posted again.
func resume(d Deps) command.Command {
	return command.Define(command.Def[subscription.Number, card]{
		Name:     "digest resume",
		Changes:  true,
		Access:   command.Anyone,
		Personal: subscription.Private,
		Examples: []string{"digest resume 3"},
		Args:     (*subscription.Number).Args,
		Run:      d.manager().Resume,
		View:     viewCard,
	})
}
