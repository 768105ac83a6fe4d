package metrics

import (
	"context"
	"tcabot/commands/action"
	"tcabot/commands/command"
)

func ignoreFunction(d changeDeps) command.Command {
	return command.Define(command.Def[statusArgs, action.Acted]{
		Name:     "function ignore",
		Changes:  true,
		Access:   command.Linked,
		Personal: func(*statusArgs) bool { return true },
		Examples: []string{"function ignore 1234 payments-api@master", "function ignore 1234,1235"},
		Args:     functionThing().statusArgs,
		Run: func(ctx context.Context, r *command.Request, a *statusArgs) (action.Acted, error) {
			return functionThing().status(ctx, d, r, a, "ignore", true)
		},
		View: action.ViewActed,
	})
}
