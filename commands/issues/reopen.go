package issues

import (
	"context"
	"tcabot/api"
	"tcabot/commands/command"
	"tcabot/commands/line"
)

type reopenArgs struct{ chosen }

func (a *reopenArgs) args() command.Args { return append(a.about(), a.sure()...) }

func (a *reopenArgs) line() line.Line { return line.Of("issue reopen", a.args()) }

func reopen(d deps) command.Command {
	return command.Define(command.Def[reopenArgs, acted]{
		Name:     "issue reopen",
		Changes:  true,
		Access:   command.Linked,
		Personal: func(*reopenArgs) bool { return true },
		Examples: []string{"issue reopen 1234 payments-api@master", "issue reopen 1234,1235"},
		Args:     (*reopenArgs).args,
		Run: func(ctx context.Context, r *command.Request, a *reopenArgs) (acted, error) {
			at, err := d.find(ctx, r, &a.chosen)
			if err != nil {
				return acted{}, err
			}
			card, err := d.run(ctx, r, &a.chosen, at, resolving(r, api.ResolutionNone, api.ScopeBranch, ""), func(seen string) []confirmation {
				sure := *a
				sure.Seen = seen
				return []confirmation{{"reopen", sure.line()}}
			})
			card.rest = func(ids []int64) line.Line {
				return (&reopenArgs{chosen{Issues: idList(ids), Project: a.Project}}).line()
			}
			return card, err
		},
		View: viewActed,
	})
}
