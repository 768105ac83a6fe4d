package preview

import (
	"context"
	"slices"
	"tcabot/commands/change"
	"tcabot/commands/command"
	"tcabot/commands/kit"
	"tcabot/commands/line"
	"tcabot/commands/target"
	"tcabot/commands/verdict"
)

// branchCard is how the last scan of a branch ended.
type branchCard struct {
	target.Branch
	verdict verdict.Verdict
	scanned bool // a scan has ended
	running bool // another one has begun since
}

func (d Deps) branchCard(ctx context.Context, r *command.Request, a *previewArgs) (card, error) {
	at, err := d.branch(ctx, r, &a.Target)
	if err != nil {
		return nil, err
	}
	c := branchCard{Branch: at}
	newest, _, err := change.Newest(ctx, r.TCA, at.Ref)
	if err != nil {
		return nil, err
	}
	last := slices.IndexFunc(newest, change.Ended)
	if last < 0 {
		c.running = len(newest) > 0
		return c, nil
	}
	c.scanned, c.running = true, last > 0
	c.verdict, err = verdict.New(ctx, r.TCA, verdict.Query{
		Site: d.Site, Ref: at.Ref, Name: nameOf(at), Scan: newest[last].ID, Gates: d.Gates, Workspace: r.Who.Workspace, Channel: r.Channel,
	})
	return c, err
}

// nameOf is the name of a branch without its scheme.
func nameOf(at target.Branch) string {
	return kit.Cut(at.RepoName()+"@"+kit.Name(at.Project.Branch, "?", target.MaxName), target.MaxName)
}

// fullName is the name of a branch with its scheme, which tells it from others of the same branch in version control.
func fullName(at target.Branch) string {
	return kit.Name(at.RepoName(), "?", 60) + "@" + target.ProjectName(at.Project)
}

func (c branchCard) view(s command.Screen) kit.Message {
	head := kit.Link(c.Site.Project(c.Ref.Repo, c.Ref.ID), fullName(c.Branch))
	if !c.scanned {
		said := kit.Phrase(s.Words, "preview.unscanned")
		if c.running {
			said = kit.Phrase(s.Words, "preview.first_scan")
		}
		return kit.Message{kit.Para{head}, kit.Para(said), showButton(s, line.Overview(c.Ref))}
	}
	m := append(kit.Message{kit.Para{kit.Bold(c.verdict.Headline(s))}}, c.verdict.Body(s)...)
	about := kit.Line{head, kit.Text(" · "), kit.When(c.verdict.Scan.Time.Time, s.Say("unknown"))}
	if c.running {
		about = append(about, kit.Text(" · "+s.Say("preview.running")))
	}
	return append(m, kit.Note(about), showButton(s, line.Overview(c.Ref)))
}

// showButton opens the screen behind a card, with the account of whoever presses it.
func showButton(s command.Screen, l line.Line) kit.Buttons {
	return kit.Buttons{line.Button("show", s.Say("preview.show"), l)}
}
