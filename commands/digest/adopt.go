package digest

import (
	"context"
	"tcabot/commands/command"
	"tcabot/commands/target"
)

// adopt makes the person who asks the owner of a suspended digest, which uses their token from then on.
func adopt(d Deps) command.Command {
	return command.Define(command.Def[numberArgs, card]{
		Name:     "digest adopt",
		Changes:  true,
		Access:   command.Linked,
		Personal: func(*numberArgs) bool { return true },
		Examples: []string{"digest adopt 3"},
		Args:     (*numberArgs).args,
		Run: func(ctx context.Context, r *command.Request, a *numberArgs) (card, error) {
			one, err := d.find(ctx, r, a.Number)
			switch {
			case err != nil:
				return card{}, err
			case one.Owner != r.Who.User && one.State != Suspended:
				return card{}, &NotYoursError{one.Owner}
			}
			if _, err := d.postable(ctx, r, one.Channel); err != nil {
				return card{}, err
			}
			word := target.Word(one.Target)
			if _, _, err := d.Any(ctx, r, &word); err != nil { // with their own token
				return card{}, err
			}
			one.Owner, one.State = r.Who.User, Active
			return d.changed(ctx, r, one, "digest.did_adopt")
		},
		View: viewCard,
	})
}
