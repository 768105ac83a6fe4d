package commands

import (
	"context"
	"tcabot/commands/spec"
)

func digestPause(d DigestDeps) spec.Command {
	return spec.Define(spec.Def[digestArg, digestCard]{
		Name:     "digest pause",
		Access:   spec.Anyone,
		Personal: func(*digestArg) bool { return true },
		Examples: []string{"digest pause 3"},
		Args:     (*digestArg).args,
		Run: func(ctx context.Context, r *spec.Request, a *digestArg) (digestCard, error) {
			one, err := d.ownDigest(ctx, r, a.Number)
			if err != nil || one.State == DigestPaused {
				return d.card(r, one, "digest.did_pause"), err
			}
			one.State = DigestPaused
			return d.changed(ctx, r, one, "digest.did_pause")
		},
		View: viewDigestCard,
	})
}
