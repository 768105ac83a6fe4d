package repos

import (
	"context"
	"strings"
	"tcabot/api"
	"tcabot/commands/command"
	"tcabot/commands/kit"
	"tcabot/commands/screen"
	"tcabot/commands/target"
)

type branchesArgs struct{ Repo string }

type branchList struct {
	repo api.Repo
	page api.Page[api.Branch]
	site api.Site
}

func branches(d deps) command.Command {
	return command.Define(command.Def[branchesArgs, branchList]{
		Name:     "branches",
		Access:   command.Linked,
		Examples: []string{"branches payments-api"},
		Args: func(a *branchesArgs) command.Args {
			return command.Args{command.Text(&a.Repo, "repo").Optional()}
		},
		Run: func(ctx context.Context, r *command.Request, a *branchesArgs) (branchList, error) {
			found, err := d.Repo(ctx, r, &a.Repo)
			if err != nil {
				return branchList{}, err
			}
			page, err := command.FetchPage(ctx, r, func(ctx context.Context, w api.Window) (api.Page[api.Branch], error) {
				return r.TCA.Branches(ctx, found.Ref(), w)
			})
			return branchList{repo: found, page: page, site: d.Site}, err
		},
		View: viewBranches,
		Sheet: func(ctx context.Context, r *command.Request, a *branchesArgs) (command.Sheet, error) {
			found, err := d.Repo(ctx, r, &a.Repo)
			if err != nil {
				return command.Sheet{}, err
			}
			return command.NewSheet(ctx, "branches-"+command.FileName(target.RepoName(found)), command.Heads(r.Words, "branch", "schemes"),
				func(ctx context.Context, w api.Window) (api.Page[api.Branch], error) {
					return r.TCA.Branches(ctx, found.Ref(), w)
				},
				func(b api.Branch) []string {
					names := make([]string, len(b.Schemes))
					for i, sc := range b.Schemes {
						names[i] = sc.Scheme
					}
					return []string{b.Name, strings.Join(names, "; ")}
				})
		},
	})
}

func viewBranches(s command.Screen, d branchList) kit.Message {
	l := screen.List{
		Title: s.Say("branches.title", "Repo", target.RepoName(d.repo)),
		Page:  screen.Bare(d.page),
		Count: len(d.page.Items),
		Empty: kit.Phrase(s.Words, "branches.none"),
	}
	for _, b := range d.page.Items {
		var schemes []string
		for _, sc := range b.Schemes {
			schemes = append(schemes, kit.Name(sc.Scheme, "?", 40))
		}
		url := d.site.Projects(d.repo.Ref())
		if len(b.Schemes) > 0 {
			url = d.site.Project(d.repo.Ref(), b.Schemes[0].ProjectID)
		}
		about := "repo.schemes" // none, so there is nothing to name
		if len(schemes) > 0 {
			about = "branches.schemes"
		}
		l.Rows = append(l.Rows, []kit.Line{
			{kit.Link(url, kit.Name(b.Name, "?", target.MaxName))},
			{kit.Text(s.Say(about, "Count", len(schemes), "Names", kit.Cut(screen.Join(s, schemes), 160)))},
		})
	}
	return l.View(s)
}
