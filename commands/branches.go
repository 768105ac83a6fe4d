package commands

import (
	"context"
	"strings"
	"tcabot/api"
	"tcabot/commands/kit"
	"tcabot/commands/spec"
)

type branchesArgs struct{ Repo string }

type branchList struct {
	repo api.Repo
	page api.Page[api.Branch]
	site api.Site
}

func branches(d reposDeps) spec.Command {
	return spec.Define(spec.Def[branchesArgs, branchList]{
		Name:     "branches",
		Access:   spec.Linked,
		Examples: []string{"branches payments-api"},
		Args: func(a *branchesArgs) spec.Args {
			return spec.Args{spec.Text(&a.Repo, "repo").Optional()}
		},
		Run: func(ctx context.Context, r *spec.Request, a *branchesArgs) (branchList, error) {
			found, err := d.findRepo(ctx, r, &a.Repo)
			if err != nil {
				return branchList{}, err
			}
			page, err := fetchPage(ctx, r, func(ctx context.Context, w api.Window) (api.Page[api.Branch], error) {
				return r.TCA.Branches(ctx, found.Ref(), w)
			})
			return branchList{repo: found, page: page, site: d.Site}, err
		},
		View: viewBranches,
		Sheet: func(ctx context.Context, r *spec.Request, a *branchesArgs) (spec.Sheet, error) {
			found, err := d.findRepo(ctx, r, &a.Repo)
			if err != nil {
				return spec.Sheet{}, err
			}
			return sheet(ctx, "branches-"+fileName(repoName(found)), heads(r.Words, "branch", "schemes"),
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

func viewBranches(s spec.Screen, d branchList) kit.Message {
	l := list{
		title: s.Say("branches.title", "Repo", repoName(d.repo)),
		page:  bare(d.page),
		count: len(d.page.Items),
		empty: kit.Phrase(s.Words, "branches.none"),
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
		l.rows = append(l.rows, []kit.Line{
			{kit.Link(url, kit.Name(b.Name, "?", maxName))},
			{kit.Text(s.Say(about, "Count", len(schemes), "Names", kit.Cut(join(s, schemes), 160)))},
		})
	}
	return l.view(s)
}
