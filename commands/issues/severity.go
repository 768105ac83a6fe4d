package issues

import (
	"context"
	"tcabot/api"
	"tcabot/commands/action"
	"tcabot/commands/command"
	"tcabot/commands/kit"
	"tcabot/commands/line"
	"tcabot/commands/locale"
)

type severityArgs struct {
	chosen
	To api.Severity
}

func (a *severityArgs) args() command.Args {
	return append(append(a.about(), command.One(&a.To, "to", "severity", api.Severities()...).About("cmd.issue_severity.arg.to").Needed()), a.sure()...)
}

func (a *severityArgs) line() line.Line { return line.Of("issue severity", a.args()) }

func severity(d deps) command.Command {
	return command.Define(command.Def[severityArgs, acted]{
		Name:     "issue severity",
		Changes:  true,
		Access:   command.Linked,
		Personal: func(*severityArgs) bool { return true },
		Examples: []string{"issue severity 1234 payments-api@master to:warning", "issue severity 1234,1235 to:fatal"},
		Args:     (*severityArgs).args,
		Lead:     func(w locale.Words, a *severityArgs) kit.Message { return chosenLead(w, &a.chosen) },
		Run: func(ctx context.Context, r *command.Request, a *severityArgs) (acted, error) {
			at, err := d.find(ctx, r, &a.chosen)
			if err != nil {
				return acted{}, err
			}
			if a.To == 0 {
				return acted{}, &command.UsageError{Reason: "usage.no_severity", Arg: "to"}
			}
			card, err := d.run(ctx, r, &a.chosen, at, rating(r, a.To), func(seen string) []confirmation {
				sure := *a
				sure.Seen = seen
				return []confirmation{{"severity", sure.line()}}
			})
			card.rest = func(ids []int64) line.Line {
				return (&severityArgs{chosen: chosen{Issues: idList(ids), Project: a.Project}, To: a.To}).line()
			}
			return card, err
		},
		View: viewActed,
	})
}

func rating(r *command.Request, to api.Severity) change {
	return change{
		kind: "issue_severity", field: action.IssueSeverity, after: to.String(), value: to.String(),
		read: func(i api.IssueDetail) string { return i.Severity.String() },
		do: func(ctx context.Context, i api.IssueRef) (api.IssueDetail, error) {
			return r.TCA.SetIssueSeverity(ctx, i, to)
		},
	}
}
