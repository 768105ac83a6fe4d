package digest

import (
	"context"
	"tcabot/commands/command"
)

// show shows one digest with all that can be done with it.
func show(d Deps) command.Command {
	return command.Define(command.Def[numberArgs, card]{
		Name:     "digest show",
		Access:   command.Anyone,
		Personal: func(*numberArgs) bool { return true },
		Examples: []string{"digest show 3"},
		Args:     (*numberArgs).args,
		Run: func(ctx context.Context, r *command.Request, a *numberArgs) (card, error) {
			one, err := d.find(ctx, r, a.Number)
			return d.card(r, one, ""), err
		},
		View: viewCard,
	})
}
