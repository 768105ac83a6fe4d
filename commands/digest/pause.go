package digest

import (
	"context"
	"tcabot/commands/command"
)

func digestPause(d Deps) command.Command {
	return command.Define(command.Def[digestArg, digestCard]{
		Name:     "digest pause",
		Access:   command.Anyone,
		Personal: func(*digestArg) bool { return true },
		Examples: []string{"digest pause 3"},
		Args:     (*digestArg).args,
		Run: func(ctx context.Context, r *command.Request, a *digestArg) (digestCard, error) {
			one, err := d.ownDigest(ctx, r, a.Number)
			if err != nil || one.State == Paused {
				return d.card(r, one, "digest.did_pause"), err
			}
			one.State = Paused
			return d.changed(ctx, r, one, "digest.did_pause")
		},
		View: viewDigestCard,
	})
}
