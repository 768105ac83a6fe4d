package digest

import (
	"context"
	"tcabot/commands/command"
	"tcabot/commands/kit"
)

// Sending posts digests.
type Sending interface {
	// SendNow schedules a post of a digest for now, once for what was asked; it is durable when SendNow returns.
	SendNow(ctx context.Context, d Digest, asked string) error
}

func postNow(d Deps) command.Command {
	return command.Define(command.Def[numberArgs, card]{
		Name:     "digest now",
		Changes:  true,
		Access:   command.Anyone,
		Personal: func(*numberArgs) bool { return true },
		Examples: []string{"digest now 3"},
		Args:     (*numberArgs).args,
		Run: func(ctx context.Context, r *command.Request, a *numberArgs) (card, error) {
			one, err := d.findOwn(ctx, r, a.Number)
			if err != nil {
				return card{}, err
			}
			if one.State != Active {
				return card{}, &command.UsageError{Reason: "usage.not_active", Data: []any{"Number", "#" + kit.Number(one.ID)}}
			}
			return d.card(r, one, "digest.did_now"), d.Sending.SendNow(ctx, one, r.ID)
		},
		View: viewCard,
	})
}
