package metrics

import (
	"context"
	"tcabot/commands/action"
	"tcabot/commands/command"
)

func restoreDuplicate(d changeDeps) command.Command {
	return command.Define(command.Def[statusArgs, action.Acted]{
		Name:     "duplicate restore",
		Changes:  true,
		Access:   command.Linked,
		Personal: func(*statusArgs) bool { return true },
		Examples: []string{"duplicate restore 1234 payments-api@master", "duplicate restore 1234,1235"},
		Args:     duplicateThing().statusArgs,
		Run: func(ctx context.Context, r *command.Request, a *statusArgs) (action.Acted, error) {
			return duplicateThing().status(ctx, d, r, a, "restore", false)
		},
		View: action.ViewActed,
	})
}
