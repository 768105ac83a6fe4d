package preview

import (
	"context"
	"tcabot/api"
	"tcabot/commands/command"
	"tcabot/commands/kit"
	"tcabot/commands/line"
	"tcabot/commands/screen"
	"tcabot/commands/target"
)

// issueCard is one issue of a branch.
type issueCard struct {
	target.Branch
	issue api.IssueDetail
}

func (d Deps) issueCard(ctx context.Context, r *command.Request, a *previewArgs) (card, error) {
	n, err := d.ID(&a.Issue, &a.Target, target.PageIssue, "issue")
	if err != nil {
		return nil, err
	}
	at, err := d.branch(ctx, r, &a.Target)
	if err != nil {
		return nil, err
	}
	found, err := r.TCA.Issue(ctx, api.IssueRef{Project: at.Ref, ID: n})
	if err != nil {
		return nil, err
	}
	return issueCard{Branch: at, issue: found}, nil
}

func (c issueCard) view(s command.Screen) kit.Message {
	i := c.issue
	title := kit.Name(i.Message, kit.Name(i.RuleTitle, kit.Name(i.RuleName, i.Rule, 200), 200), 200)
	state := kit.Line{kit.Bold(screen.SeverityMark(s, i.Severity)), kit.Text(" · "), kit.Text(screen.Name(s, "issue_state", i.State))}
	if i.Resolution != api.ResolutionNone {
		state = append(state, kit.Text(" · "+screen.Name(s, "resolution", i.Resolution)))
	}
	state = append(state, kit.Text(" · "+kit.Name(i.Author, s.Say("nobody"), 60)))
	at := kit.Tail(i.Path, 120)
	if i.Line() > 0 {
		at += ":" + kit.Number(i.Line())
	}
	return kit.Message{
		kit.Para{kit.Bold(title)},
		kit.Para(state),
		kit.Para{kit.Code(kit.Name(at, "?", 140))},
		kit.Note{kit.Link(c.Site.Issue(i.Ref(c.Ref)), s.Say("preview.issue", "ID", kit.Number(i.ID))), kit.Text(" · " + fullName(c.Branch))},
		showButton(s, line.Issue(c.Ref, i.ID)),
	}
}
