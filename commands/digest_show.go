package commands

import (
	"context"
	"tcabot/commands/spec"
)

// digestShow shows one digest with all that can be done with it.
func digestShow(d DigestDeps) spec.Command {
	return spec.Define(spec.Def[digestArg, digestCard]{
		Name:     "digest show",
		Access:   spec.Anyone,
		Personal: func(*digestArg) bool { return true },
		Examples: []string{"digest show 3"},
		Args:     (*digestArg).args,
		Run: func(ctx context.Context, r *spec.Request, a *digestArg) (digestCard, error) {
			one, err := d.findDigest(ctx, r, a.Number)
			return d.card(r, one, ""), err
		},
		View: viewDigestCard,
	})
}
