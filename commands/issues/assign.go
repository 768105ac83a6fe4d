package issues

import (
	"context"
	"strings"
	"tcabot/api"
	"tcabot/commands/action"
	"tcabot/commands/command"
	"tcabot/commands/kit"
	"tcabot/commands/line"
	"tcabot/commands/locale"
)

type assignArgs struct {
	action.Chosen
	To string
}

func (a *assignArgs) args() command.Args {
	return append(append(a.About("issues"), command.Value(&a.To, "to", "me|name").AtMost(api.MaxAuthor, &a.To).Needed().SuggestedFrom(command.SuggestPeople)), a.Sure()...)
}

func (a *assignArgs) line() line.Line { return line.Of("issue assign", a.args()) }

func assign(d deps) command.Command {
	return command.Define(command.Def[assignArgs, action.Acted]{
		Name:     "issue assign",
		Changes:  true,
		Access:   command.Linked,
		Personal: func(*assignArgs) bool { return true },
		Examples: []string{"issue assign 1234 payments-api@master to:me", "issue assign 1234,1235 to:wangfang"},
		Args:     (*assignArgs).args,
		Lead:     func(w locale.Words, a *assignArgs) kit.Message { return a.Lead(w) },
		Run:      d.assign,
		View:     action.ViewActed,
	})
}

// assign makes somebody the author of issues, in TCA's word the one who is responsible. TCA takes any name: it is that of
// commits, not of an account.
func (d deps) assign(ctx context.Context, r *command.Request, a *assignArgs) (action.Acted, error) {
	at, err := d.find(ctx, r, &a.Chosen)
	if err != nil {
		return action.Acted{}, err
	}
	names := command.AuthorNames(r, strings.TrimSpace(a.To))
	if len(names) == 0 {
		return action.Acted{}, &command.UsageError{Reason: "usage.no_assignee", Arg: "to"}
	}
	a.To = names[0] // of several names that a person has, that of the account
	card, err := d.carry(ctx, r, &a.Chosen, at, assigning(r, at.Ref, a.To), func(sure action.Chosen) []action.Confirmation {
		return []action.Confirmation{{ID: "assign", Line: (&assignArgs{sure, a.To}).line()}}
	})
	card.Rest = func(ids []int64) line.Line { return (&assignArgs{a.Some(ids), a.To}).line() }
	return card, err
}

func assigning(r *command.Request, p api.ProjectRef, author string) action.Task[api.IssueDetail] {
	to := task(r, p)
	to.Kind, to.Field, to.After, to.Asked = "issue_assign", action.Author, author, author
	to.Value = func(i api.IssueDetail) string { return i.Author }
	to.Do = func(ctx context.Context, id int64) (api.IssueDetail, error) {
		return r.TCA.AssignIssue(ctx, api.IssueRef{Project: p, ID: id}, author)
	}
	return to
}
