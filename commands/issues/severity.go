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
	action.Chosen
	To api.Severity
}

func (a *severityArgs) args() command.Args {
	return append(append(a.About("issues"), command.One(&a.To, "to", "severity", api.Severities()...).About("cmd.issue_severity.arg.to").Needed()), a.Sure()...)
}

func (a *severityArgs) line() line.Line { return line.Of("issue severity", a.args()) }

func severity(d deps) command.Command {
	return command.Define(command.Def[severityArgs, action.Acted]{
		Name:     "issue severity",
		Changes:  true,
		Access:   command.Linked,
		Personal: func(*severityArgs) bool { return true },
		Examples: []string{"issue severity 1234 payments-api@master to:warning", "issue severity 1234,1235 to:fatal"},
		Args:     (*severityArgs).args,
		Lead:     func(w locale.Words, a *severityArgs) kit.Message { return a.Lead(w) },
		Run: func(ctx context.Context, r *command.Request, a *severityArgs) (action.Acted, error) {
			at, err := d.find(ctx, r, &a.Chosen)
			if err != nil {
				return action.Acted{}, err
			}
			if a.To == 0 {
				return action.Acted{}, &command.UsageError{Reason: "usage.no_severity", Arg: "to"}
			}
			card, err := d.carry(ctx, r, &a.Chosen, at, rating(r, at.Ref, a.To), func(sure action.Chosen) []action.Confirmation {
				return []action.Confirmation{{ID: "severity", Line: (&severityArgs{sure, a.To}).line()}}
			})
			card.Rest = func(ids []int64) line.Line { return (&severityArgs{a.Some(ids), a.To}).line() }
			return card, err
		},
		View: action.ViewActed,
	})
}

func rating(r *command.Request, p api.ProjectRef, severity api.Severity) action.Task[api.IssueDetail] {
	to := task(r, p)
	to.Kind, to.Field, to.After, to.Asked = "issue_severity", action.IssueSeverity, severity.String(), severity.String()
	to.Value = func(i api.IssueDetail) string { return i.Severity.String() }
	to.Do = func(ctx context.Context, id int64) (api.IssueDetail, error) {
		return r.TCA.SetIssueSeverity(ctx, api.IssueRef{Project: p, ID: id}, severity)
	}
	return to
}
