package metrics

import (
	"context"
	"tcabot/commands/action"
	"tcabot/commands/command"
)

func ignoreDuplicate(d changeDeps) command.Command {
	return command.Define(command.Def[statusArgs, action.Acted]{
		Name:     "duplicate ignore",
		Changes:  true,
		Access:   command.Linked,
		Personal: func(*statusArgs) bool { return true },
		Examples: []string{"duplicate ignore 1234 payments-api@master", "duplicate ignore 1234,1235"},
		Args:     duplicateThing().statusArgs,
		Run: func(ctx context.Context, r *command.Request, a *statusArgs) (action.Acted, error) {
			return duplicateThing().status(ctx, d, r, a, "ignore", true)
		},
		View: action.ViewActed,
	})
}
