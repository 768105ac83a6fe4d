package digest

import (
	"context"
	"tcabot/commands/command"
	"tcabot/commands/kit"
	"tcabot/commands/subscription"
)

// Sending posts digests.
type Sending interface {
	// SendNow schedules a post of a digest for now, once for what was asked; it is durable when SendNow returns.
	SendNow(ctx context.Context, d Digest, asked string) error
}

func postNow(d Deps) command.Command {
	return command.Define(command.Def[subscription.Number, card]{
		Name:     "digest now",
		Changes:  true,
		Access:   command.Anyone,
		Personal: subscription.Private,
		Examples: []string{"digest now 3"},
		Args:     (*subscription.Number).Args,
		Run: func(ctx context.Context, r *command.Request, a *subscription.Number) (card, error) {
			one, err := d.manager().FindOwn(ctx, r, a.Number)
			if err != nil {
				return card{}, err
			}
			if one.State != subscription.Active {
				return card{}, &command.UsageError{Reason: "usage.not_active", Data: []any{"Number", "#" + kit.Number(one.ID)}}
			}
			return d.card(r, one, "digest.did_now"), d.Sending.SendNow(ctx, one, r.ID)
		},
		View: viewCard,
	})
}
