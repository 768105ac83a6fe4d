package commands

import (
	"context"
	"tcabot/commands/spec"
)

// digestAdopt makes whoever asks the owner of a suspended digest: from then on it is made with their token.
func digestAdopt(d DigestDeps) spec.Command {
	return spec.Define(spec.Def[digestArg, digestCard]{
		Name:     "digest adopt",
		Access:   spec.Linked,
		Personal: func(*digestArg) bool { return true },
		Examples: []string{"digest adopt 3"},
		Args:     (*digestArg).args,
		Run: func(ctx context.Context, r *spec.Request, a *digestArg) (digestCard, error) {
			one, err := d.findDigest(ctx, r, a.Number)
			switch {
			case err != nil:
				return digestCard{}, err
			case one.Owner != r.Who.User && one.State != DigestSuspended:
				return digestCard{}, &NotYoursError{one.Owner}
			}
			if _, err := d.postable(ctx, r, one.Channel); err != nil {
				return digestCard{}, err
			}
			word := one.Target.word()
			if _, _, err := d.readTarget(ctx, r, &word); err != nil { // with their own token
				return digestCard{}, err
			}
			one.Owner, one.State = r.Who.User, DigestActive
			return d.changed(ctx, r, one, "digest.did_adopt")
		},
		View: viewDigestCard,
	})
}
