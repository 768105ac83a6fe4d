package digest

import (
	"context"
	"tcabot/commands/command"
)

func digestResume(d Deps) command.Command {
	return command.Define(command.Def[digestArg, digestCard]{
		Name:     "digest resume",
		Access:   command.Anyone,
		Personal: func(*digestArg) bool { return true },
		Examples: []string{"digest resume 3"},
		Args:     (*digestArg).args,
		Run:      d.resumeDigest,
		View:     viewDigestCard,
	})
}

// resumeDigest lets a digest be posted again, if what keeps it from that is gone.
func (d Deps) resumeDigest(ctx context.Context, r *command.Request, a *digestArg) (digestCard, error) {
	one, err := d.ownDigest(ctx, r, a.Number)
	if err != nil || one.State == Active {
		return d.card(r, one, "digest.did_resume"), err
	}
	if _, err := d.postable(ctx, r, one.Channel); err != nil {
		return digestCard{}, err
	}
	if _, err := d.Links.Link(ctx, command.Who{Workspace: one.Workspace, User: one.Owner}); err != nil {
		if one.Owner != r.Who.User {
			err = &OwnerLostError{Number: one.ID}
		}
		return digestCard{}, err
	}
	one.State = Active
	return d.changed(ctx, r, one, "digest.did_resume")
}

// OwnerLostError says that a digest's owner has no TCA account connected: somebody else has to adopt it.
type OwnerLostError struct{ Number int64 }

// Error implements error. People see the catalogue's sentence instead.
func (e *OwnerLostError) Error() string { return "the owner of the digest is not connected" }
