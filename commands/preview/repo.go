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

// maxBranches is how many branches the card of a repository has: Slack folds long ones.
const maxBranches = 3

// repoCard is a repository with the figures of its newest active branches.
type repoCard struct {
	site     api.Site
	repo     api.Repo
	branches []branchFigures
	total    int // active branches
}

// branchFigures are the open issues of a branch.
type branchFigures struct {
	project api.Project
	now     *api.LintScan // nil when the branch has none
}

func (d Deps) repoCard(ctx context.Context, r *command.Request, ref api.RepoRef) (card, error) {
	c := repoCard{site: d.Site}
	var err error
	if c.repo, err = r.TCA.Repo(ctx, ref); err != nil {
		return nil, err
	}
	page, err := r.TCA.Projects(ctx, ref, api.ProjectFilter{Status: api.ProjectActive}, api.Window{Limit: maxBranches})
	if err != nil {
		return nil, err
	}
	c.total = page.Total
	c.branches, err = command.ForEach(ctx, page.Items, func(ctx context.Context, p api.Project) (branchFigures, error) {
		now, err := r.TCA.Overview(ctx, api.ProjectRef{Repo: ref, ID: p.ID}, "")
		return branchFigures{p, now.Lint}, err
	})
	return c, err
}

func (c repoCard) view(s command.Screen) kit.Message {
	ref := c.repo.Ref()
	m := kit.Message{kit.Para{
		kit.Bold(target.RepoName(c.repo)), kit.Text(" · "),
		kit.Link(c.site.Projects(ref), s.Say("preview.branches", "Count", c.total)),
	}}
	var rows kit.Rows
	for _, b := range c.branches {
		name := kit.Link(c.site.Project(ref, b.project.ID), kit.Name(target.ProjectName(b.project), "?", 60))
		rows = append(rows, []kit.Line{append(kit.Line{name, kit.Text("  ")}, b.figures(s)...)})
	}
	if len(rows) > 0 {
		m = append(m, rows)
	}
	if more := c.total - len(rows); more > 0 && len(rows) > 0 {
		m = append(m, kit.Note(kit.Phrase(s.Words, "preview.more", "Count", more)))
	}
	return append(m, showButton(s, line.Repo(ref)))
}

// figures are the open issues of a branch, the worst first.
func (b branchFigures) figures(s command.Screen) kit.Line {
	if b.now == nil {
		return kit.Line{kit.Text(s.Say("preview.no_figures"))}
	}
	l := kit.Line{kit.Text(s.Say("count.open", "Number", kit.Thousands(b.now.Total.ByState.Active)))}
	for _, v := range api.Severities() {
		if n := b.now.Total.BySeverity.Of(v).Active; n > 0 && (v == api.SeverityFatal || v == api.SeverityError) {
			l = append(l, kit.Text(" · "+screen.SeverityMark(s, v)+" "+kit.Thousands(n)))
		}
	}
	return l
}
