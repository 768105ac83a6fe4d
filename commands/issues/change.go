package issues

import (
	"context"
	"tcabot/api"
	"tcabot/commands/action"
	"tcabot/commands/command"
	"tcabot/commands/kit"
	"tcabot/commands/line"
	"tcabot/commands/target"
)

// task is a change of issues of a branch, without what it does.
func task(r *command.Request, p api.ProjectRef) action.Task[api.IssueDetail] {
	return action.Task[api.IssueDetail]{
		Get: func(ctx context.Context, id int64) (api.IssueDetail, error) {
			return r.TCA.Issue(api.Fresh(ctx), api.IssueRef{Project: p, ID: id})
		},
		Name: func(i api.IssueDetail) string {
			return "#" + kit.Number(i.ID) + " " + kit.Name(i.Message, kit.Name(i.RuleName, i.Rule, 80), 80)
		},
	}
}

// find finds the branch of the chosen issues.
func (d deps) find(ctx context.Context, r *command.Request, c *action.Chosen) (target.Branch, error) {
	return c.Find(ctx, r, d.Finder, target.PageIssue, "issues")
}

// carry shows a change of issues, or makes it.
func (d deps) carry(ctx context.Context, r *command.Request, c *action.Chosen, at target.Branch, to action.Task[api.IssueDetail], confirm func(action.Chosen) []action.Confirmation) (action.Acted, error) {
	card, err := d.Actions.Carry(ctx, r, c, at, action.Action{Kind: to.Kind, Value: to.Asked}, to.Steps(c.IDs()), confirm)
	card.Links = action.Links{
		One: func(id int64) line.Line { return line.Issue(at.Ref, id) }, OneLabel: "issue_act.issue", All: line.Issues(at.Ref), AllLabel: "issue.up",
	}
	return card, err
}
