package commands

import (
	"context"
	"tcabot/api"
	"tcabot/commands/kit"
	"tcabot/commands/spec"
)

type repoArgs struct{ Repo string }

type repoCard struct {
	repo api.Repo
	site api.Site
}

func repo(d Deps) spec.Command {
	return spec.Define(spec.Def[repoArgs, repoCard]{
		Name:     "repo",
		Access:   spec.Linked,
		Examples: []string{"repo payments-api", "repo bigteam#12"},
		Args: func(a *repoArgs) spec.Args {
			return spec.Args{spec.Text(&a.Repo, "repo")}
		},
		Run: func(ctx context.Context, r *spec.Request, a *repoArgs) (repoCard, error) {
			found, err := d.findRepo(ctx, r, a.Repo, func(ref api.RepoRef) string { return "repo " + repoWord(ref) })
			if err != nil {
				return repoCard{}, err
			}
			a.Repo = repoWord(found.Ref())
			return repoCard{repo: found, site: d.Site}, nil
		},
		View: viewRepo,
	})
}

func viewRepo(s spec.Screen, d repoCard) kit.Message {
	r := d.repo
	row := func(label string, value kit.Line) []kit.Line {
		return []kit.Line{append(kit.Line{kit.Bold(s.Say(label)), kit.Text("  ")}, value...)}
	}
	rows := kit.Rows{
		row("repo.team", kit.Line{kit.Link(d.site.Team(r.Ref().TeamRef), kit.Name(r.Team.DisplayName, r.Team.Name, 80))}),
		row("repo.address", kit.Line{kit.Code(kit.Cut(r.URL, 200))}),
		row("repo.analysis", kit.Line{kit.Text(s.Say("repo.branches", "Count", r.BranchCount) + " · " +
			s.Say("repo.schemes", "Count", r.SchemeCount) + " · " + s.Say("repo.jobs", "Count", r.JobCount))}),
		row("repo.last_scan", lastScan(s, r)),
		row("repo.registered", kit.Phrase(s.Words, "repo.registered_by",
			"When", kit.When(r.Created.Time, "?"), "Person", kit.Text(personName(r.Creator.Nickname, r.Creator.Username)))),
	}
	return kit.Message{
		kit.Heading(repoName(r)),
		rows,
		kit.Buttons{
			kit.Button{ID: "link/web", Label: s.Say("button.web"), URL: d.site.Projects(r.Ref())},
			runs("branches", s.Say("repo.show_branches"), "branches "+repoWord(r.Ref())),
			runs("up", s.Say("repo.up"), "repos "+teamWord(r.Ref().TeamRef)),
			refresh(s, 0, 0),
		},
	}
}

func lastScan(s spec.Screen, r api.Repo) kit.Line {
	if r.Recent == nil {
		return kit.Line{kit.Italic(s.Say("repo.never"))}
	}
	l := kit.Phrase(s.Words, "repo.scanned", "Branch", kit.Text(kit.Cut(r.Recent.Branch, 60)), "When", kit.When(r.Recent.At.Time, "?"))
	if r.Recent.CodeLines != nil {
		l = append(l, kit.Text(" · "+s.Say("repo.lines", "Count", *r.Recent.CodeLines, "Number", thousands(*r.Recent.CodeLines))))
	}
	return l
}
