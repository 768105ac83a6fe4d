package issues

import (
	"context"
	"tcabot/api"
	"tcabot/commands/action"
	"tcabot/commands/command"
	"tcabot/commands/line"
)

type reopenArgs struct{ action.Chosen }

func (a *reopenArgs) args() command.Args { return append(a.About("issues"), a.Sure()...) }

func (a *reopenArgs) line() line.Line { return line.Of("issue reopen", a.args()) }

func reopen(d deps) command.Command {
	return command.Define(command.Def[reopenArgs, action.Acted]{
		Name:     "issue reopen",
		Changes:  true,
		Access:   command.Linked,
		Personal: func(*reopenArgs) bool { return true },
		Examples: []string{"issue reopen 1234 payments-api@master", "issue reopen 1234,1235"},
		Args:     (*reopenArgs).args,
		Run: func(ctx context.Context, r *command.Request, a *reopenArgs) (action.Acted, error) {
			at, err := d.find(ctx, r, &a.Chosen)
			if err != nil {
				return action.Acted{}, err
			}
			card, err := d.carry(ctx, r, &a.Chosen, at, resolving(r, at.Ref, api.ResolutionNone, api.ScopeBranch, ""), func(sure action.Chosen) []action.Confirmation {
				return []action.Confirmation{{ID: "reopen", Line: (&reopenArgs{sure}).line()}}
			})
			card.Rest = func(ids []int64) line.Line { return (&reopenArgs{a.Some(ids)}).line() }
			return card, err
		},
		View: action.ViewActed,
	})
}
