package digest

import (
	"context"
	"errors"
	"tcabot/commands/command"
)

func resume(d Deps) command.Command {
	return command.Define(command.Def[numberArgs, card]{
		Name:     "digest resume",
		Changes:  true,
		Access:   command.Anyone,
		Personal: func(*numberArgs) bool { return true },
		Examples: []string{"digest resume 3"},
		Args:     (*numberArgs).args,
		Run:      d.resume,
		View:     viewCard,
	})
}

// resume lets a digest be posted again, unless the reason for its suspension still holds.
func (d Deps) resume(ctx context.Context, r *command.Request, a *numberArgs) (card, error) {
	one, err := d.findOwn(ctx, r, a.Number)
	if err != nil || one.State == Active {
		return d.card(r, one, "digest.did_resume"), err
	}
	if _, err := d.postable(ctx, r, one.Channel); err != nil {
		return card{}, err
	}
	if _, err := d.Links.Link(ctx, command.Who{Workspace: one.Workspace, User: one.Owner}); err != nil {
		if one.Owner != r.Who.User && errors.Is(err, command.ErrNotLinked) {
			err = &OwnerLostError{Number: one.ID}
		}
		return card{}, err
	}
	one.State = Active
	return d.changed(ctx, r, one, "digest.did_resume")
}

// OwnerLostError says that a digest's owner has no TCA account connected: somebody else has to take it over.
type OwnerLostError struct{ Number int64 }

// Error implements error. People see the catalogue's sentence instead.
func (e *OwnerLostError) Error() string { return "the owner of the digest is not connected" }
