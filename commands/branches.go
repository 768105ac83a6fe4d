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

func branches(d Deps) spec.Command {
	return spec.Define(spec.Def[branchesArgs, branchList]{
		Name:     "branches",
		Access:   spec.Linked,
		Examples: []string{"branches payments-api"},
		Args: func(a *branchesArgs) spec.Args {
			return spec.Args{spec.Text(&a.Repo, "repo")}
		},
		Run: func(ctx context.Context, r *spec.Request, a *branchesArgs) (branchList, error) {
			found, err := d.findRepo(ctx, r, a.Repo, func(ref api.RepoRef) string { return "branches " + repoWord(ref) })
			if err != nil {
				return branchList{}, err
			}
			a.Repo = repoWord(found.Ref())
			page, err := fetchPage(ctx, r, func(ctx context.Context, w api.Window) (api.Page[api.Branch], error) {
				return r.TCA.Branches(ctx, found.Ref(), w)
			})
			return branchList{repo: found, page: page, site: d.Site}, err
		},
		View: viewBranches,
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
		l.rows = append(l.rows, []kit.Line{
			{kit.Link(url, kit.Name(b.Name, "?", maxName))},
			{kit.Text(s.Say("branches.schemes", "Count", len(schemes), "Names", kit.Cut(strings.Join(schemes, ", "), 160)))},
		})
	}
	return l.view(s)
}
