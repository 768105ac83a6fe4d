package digest

import (
	"context"
	"tcabot/commands/command"
	"tcabot/commands/kit"
)

// Sending has digests posted.
type Sending interface {
	// SendNow has a digest posted as soon as possible, and notes that it will be before it returns.
	SendNow(ctx context.Context, d Digest) error
}

func digestNow(d Deps) command.Command {
	return command.Define(command.Def[digestArg, digestCard]{
		Name:     "digest now",
		Access:   command.Anyone,
		Personal: func(*digestArg) bool { return true },
		Examples: []string{"digest now 3"},
		Args:     (*digestArg).args,
		Run: func(ctx context.Context, r *command.Request, a *digestArg) (digestCard, error) {
			one, err := d.ownDigest(ctx, r, a.Number)
			if err != nil {
				return digestCard{}, err
			}
			if one.State != Active {
				return digestCard{}, &command.UsageError{Reason: "usage.not_active", Data: []any{"Number", "#" + kit.Number(one.ID)}}
			}
			return d.card(r, one, "digest.did_now"), d.Sending.SendNow(ctx, one)
		},
		View: viewDigestCard,
	})
}
