package digest

import (
	"context"
	"tcabot/commands/command"
)

// digestAdopt makes whoever asks the owner of a suspended digest: from then on it is made with their token.
func digestAdopt(d Deps) command.Command {
	return command.Define(command.Def[digestArg, digestCard]{
		Name:     "digest adopt",
		Access:   command.Linked,
		Personal: func(*digestArg) bool { return true },
		Examples: []string{"digest adopt 3"},
		Args:     (*digestArg).args,
		Run: func(ctx context.Context, r *command.Request, a *digestArg) (digestCard, error) {
			one, err := d.findDigest(ctx, r, a.Number)
			switch {
			case err != nil:
				return digestCard{}, err
			case one.Owner != r.Who.User && one.State != Suspended:
				return digestCard{}, &NotYoursError{one.Owner}
			}
			if _, err := d.postable(ctx, r, one.Channel); err != nil {
				return digestCard{}, err
			}
			word := one.Target.Word()
			if _, _, err := d.Any(ctx, r, &word); err != nil { // with their own token
				return digestCard{}, err
			}
			one.Owner, one.State = r.Who.User, Active
			return d.changed(ctx, r, one, "digest.did_adopt")
		},
		View: viewDigestCard,
	})
}
