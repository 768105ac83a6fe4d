package metrics

import (
	"context"
	"tcabot/commands/action"
	"tcabot/commands/command"
	"tcabot/commands/kit"
	"tcabot/commands/locale"
)

func assignDuplicate(d changeDeps) command.Command {
	return command.Define(command.Def[authorArgs, action.Acted]{
		Name:     "duplicate assign",
		Changes:  true,
		Access:   command.Linked,
		Personal: func(*authorArgs) bool { return true },
		Examples: []string{"duplicate assign 1234 payments-api@master to:me", "duplicate assign 1234,1235 to:wangfang"},
		Args:     duplicateThing().authorArgs,
		Lead:     func(w locale.Words, a *authorArgs) kit.Message { return a.Lead(w) },
		Run: func(ctx context.Context, r *command.Request, a *authorArgs) (action.Acted, error) {
			return duplicateThing().assign(ctx, d, r, a)
		},
		View: action.ViewActed,
	})
}
