package digest

import (
	"context"
	"tcabot/commands/command"
)

func pause(d Deps) command.Command {
	return command.Define(command.Def[numberArgs, card]{
		Name:     "digest pause",
		Changes:  true,
		Access:   command.Anyone,
		Personal: func(*numberArgs) bool { return true },
		Examples: []string{"digest pause 3"},
		Args:     (*numberArgs).args,
		Run: func(ctx context.Context, r *command.Request, a *numberArgs) (card, error) {
			one, err := d.findOwn(ctx, r, a.Number)
			if err != nil || one.State == Paused {
				return d.card(r, one, "digest.did_pause"), err
			}
			one.State = Paused
			return d.changed(ctx, r, one, "digest.did_pause")
		},
		View: viewCard,
	})
}
