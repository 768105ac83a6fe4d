package issues

import (
	"context"
	"slices"
	"strings"
	"tcabot/api"
	"tcabot/commands/action"
	"tcabot/commands/command"
	"tcabot/commands/kit"
	"tcabot/commands/line"
	"tcabot/commands/target"
)

// maxChosen is how many issues one command changes.
const maxChosen = 50

// chosen are the arguments that all commands have that change issues.
type chosen struct {
	Issues, Project string
	Key, Seen       string // of the button that makes the change

	ids []int64
}

// about are the first arguments, sure the last.
func (c *chosen) about() command.Args {
	return command.Args{command.Text(&c.Issues, "issues").Check(c.read), command.Text(&c.Project, "project").Optional().About("arg.project_of")}
}

func (c *chosen) sure() command.Args {
	return command.Args{command.Value(&c.Key, "key", "id").Unasked(), command.Value(&c.Seen, "seen", "id").Unasked()}
}

// read reads the IDs: numbers and commas, with # before them as people copy them.
func (c *chosen) read() error {
	c.ids = nil
	if strings.Contains(c.Issues, "://") { // the address of one issue
		return nil
	}
	for part := range strings.FieldsFuncSeq(c.Issues, func(r rune) bool { return strings.ContainsRune(",，、; ", r) }) {
		id, ok := target.ParseID(strings.TrimPrefix(part, "#"))
		if !ok {
			return &command.UsageError{Reason: "usage.number", Data: []any{"Name", "issues", "Value", part}}
		}
		if !slices.Contains(c.ids, id) {
			c.ids = append(c.ids, id)
		}
	}
	switch n := len(c.ids); {
	case n == 0:
		return &command.UsageError{Reason: "usage.no_issues"}
	case n > maxChosen:
		return &command.UsageError{Reason: "usage.many_issues", Data: []any{"Count", n, "Most", maxChosen}}
	}
	c.Issues = idList(c.ids)
	return nil
}

func idList(ids []int64) string {
	all := make([]string, len(ids))
	for i, id := range ids {
		all[i] = kit.Number(id)
	}
	return strings.Join(all, ",")
}

// find finds the branch of the issues.
func (d deps) find(ctx context.Context, r *command.Request, c *chosen) (target.Branch, error) {
	if len(c.ids) == 0 {
		id, err := d.ID(&c.Issues, &c.Project, target.PageIssue, "issues")
		if err != nil {
			return target.Branch{}, err
		}
		c.ids = []int64{id}
	}
	return d.Branch(ctx, r, &c.Project)
}

// change is what a command does to each of the issues.
type change struct {
	kind  action.Kind
	field action.Field
	after string
	value string // for the record, as the command's line names it
	read  func(api.IssueDetail) string
	do    func(ctx context.Context, i api.IssueRef) (api.IssueDetail, error)
	never func(api.IssueDetail) action.Reason // nil for nothing
}

// steps are the change for each issue.
func (c change) steps(r *command.Request, p api.ProjectRef, ids []int64) []action.Step {
	all := make([]action.Step, len(ids))
	for i, id := range ids {
		ref := api.IssueRef{Project: p, ID: id}
		all[i] = action.Step{
			Change: action.Change{Object: id, Name: "#" + kit.Number(id), Field: c.field, After: c.after},
			Look: func(ctx context.Context) (action.State, error) {
				found, err := r.TCA.Issue(api.Fresh(ctx), ref)
				return c.state(found), err
			},
			Do: func(ctx context.Context) (action.State, error) {
				now, err := c.do(ctx, ref)
				return c.state(now), err
			},
		}
	}
	return all
}

func (c change) state(i api.IssueDetail) action.State {
	s := action.State{Value: c.read(i), Name: "#" + kit.Number(i.ID) + " " + kit.Name(i.Message, kit.Name(i.RuleName, i.Rule, 80), 80)}
	if c.never != nil {
		s.Never = c.never(i)
	}
	return s
}

// acted is the screen of such a command.
type acted struct {
	target.Branch
	kind    action.Kind
	changes []action.Change
	result  *action.Result
	confirm []confirmation
	rest    func(ids []int64) line.Line
}

// confirmation is a button that makes a change, and what it means.
type confirmation struct {
	id   string
	line line.Line
}

// run shows what a command would change, with the buttons that confirm makes, or makes the change if one of them was pressed.
func (d deps) run(ctx context.Context, r *command.Request, c *chosen, at target.Branch, to change, confirm func(seen string) []confirmation) (acted, error) {
	card := acted{Branch: at, kind: to.kind}
	steps := to.steps(r, at.Ref, c.ids)
	if c.Key == "" {
		changes, err := d.Actions.Preview(ctx, steps)
		card.changes = changes
		if err == nil {
			c.Key = command.KeyOf(r)
			card.confirm = confirm(action.Seen(changes))
			c.Key = ""
		}
		return card, err
	}
	action.Expect(steps, c.Seen)
	res, err := d.Actions.Run(ctx, r, action.Action{
		Kind: to.kind, Value: to.value, Key: c.Key, Name: at.RepoName() + "@" + kit.Name(at.Project.Branch, "?", target.MaxName),
		Target: target.Target{Org: at.Ref.Repo.Org, Team: at.Ref.Repo.Team, Repo: at.Ref.Repo.ID, Project: at.Ref.ID},
	}, steps)
	card.result = &res
	return card, err
}
