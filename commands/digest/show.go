package digest

import (
	"context"
	"tcabot/commands/command"
)

// digestShow shows one digest with all that can be done with it.
func digestShow(d Deps) command.Command {
	return command.Define(command.Def[digestArg, digestCard]{
		Name:     "digest show",
		Access:   command.Anyone,
		Personal: func(*digestArg) bool { return true },
		Examples: []string{"digest show 3"},
		Args:     (*digestArg).args,
		Run: func(ctx context.Context, r *command.Request, a *digestArg) (digestCard, error) {
			one, err := d.findDigest(ctx, r, a.Number)
			return d.card(r, one, ""), err
		},
		View: viewDigestCard,
	})
}
