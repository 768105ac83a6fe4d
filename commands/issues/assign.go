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
	"unicode/utf8"
)

type assignArgs struct {
	chosen
	To string
}

func (a *assignArgs) args() command.Args {
	return append(append(a.about(), command.Value(&a.To, "to", "me|name").Check(a.checkName).Needed().SuggestedFrom(command.SuggestPeople)), a.sure()...)
}

// checkName rejects what TCA would.
func (a *assignArgs) checkName() error {
	if n := utf8.RuneCountInString(strings.TrimSpace(a.To)); n > api.MaxAuthor {
		return &command.UsageError{Reason: "usage.long_value", Data: []any{"Count", n, "Most", api.MaxAuthor}}
	}
	return nil
}

func (a *assignArgs) line() line.Line { return line.Of("issue assign", a.args()) }

func assign(d deps) command.Command {
	return command.Define(command.Def[assignArgs, acted]{
		Name:     "issue assign",
		Changes:  true,
		Access:   command.Linked,
		Personal: func(*assignArgs) bool { return true },
		Examples: []string{"issue assign 1234 payments-api@master to:me", "issue assign 1234,1235 to:wangfang"},
		Args:     (*assignArgs).args,
		Lead:     func(w locale.Words, a *assignArgs) kit.Message { return chosenLead(w, &a.chosen) },
		Run:      d.assign,
		View:     viewActed,
	})
}

// assign makes somebody the author of issues, in TCA's word the one who is responsible. TCA takes any name: it is that of
// commits, not of an account.
func (d deps) assign(ctx context.Context, r *command.Request, a *assignArgs) (acted, error) {
	at, err := d.find(ctx, r, &a.chosen)
	if err != nil {
		return acted{}, err
	}
	names := command.AuthorNames(r, strings.TrimSpace(a.To))
	if len(names) == 0 {
		return acted{}, &command.UsageError{Reason: "usage.no_assignee", Arg: "to"}
	}
	a.To = names[0] // of several names that a person has, that of the account
	card, err := d.run(ctx, r, &a.chosen, at, assigning(r, a.To), func(seen string) []confirmation {
		sure := *a
		sure.Seen = seen
		return []confirmation{{"assign", sure.line()}}
	})
	card.rest = func(ids []int64) line.Line {
		return (&assignArgs{chosen: chosen{Issues: idList(ids), Project: a.Project}, To: a.To}).line()
	}
	return card, err
}

func assigning(r *command.Request, to string) change {
	return change{
		kind: "issue_assign", field: action.Author, after: to, value: to,
		read: func(i api.IssueDetail) string { return i.Author },
		do: func(ctx context.Context, i api.IssueRef) (api.IssueDetail, error) {
			return r.TCA.AssignIssue(ctx, i, to)
		},
	}
}
