package gate

import (
	"context"
	"tcabot/commands/command"
)

type unpinArgs struct{ Project, Name string }

func unpin(d Deps) command.Command {
	return command.Define(command.Def[unpinArgs, pinCard]{
		Name:     "gate unpin",
		Changes:  true,
		Access:   command.Linked,
		Personal: func(*unpinArgs) bool { return true },
		Examples: []string{"gate unpin payments-api@master", "gate unpin payments-api@master v1.4"},
		Args: func(a *unpinArgs) command.Args {
			return command.Args{command.Text(&a.Project, "project").Optional(), command.Text(&a.Name, "pin").Optional().Check(func() error {
				return (&pinArgs{Name: a.Name}).named()
			})}
		},
		Run: func(ctx context.Context, r *command.Request, a *unpinArgs) (pinCard, error) {
			at, err := d.Branch(ctx, r, &a.Project)
			if err != nil {
				return pinCard{}, err
			}
			if a.Name == "" {
				a.Name = UsualPin
			}
			if a.Name, err = command.ReadPinName(a.Name); err != nil {
				return pinCard{}, err
			}
			found, err := d.named(ctx, r, at.Ref, a.Name)
			if err != nil {
				return pinCard{}, err
			}
			return pinCard{Branch: at, said: "gate.unpinned", pin: found}, d.Store.RemovePin(ctx, found)
		},
		View: viewPin,
	})
}
