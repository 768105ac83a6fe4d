package repos

import (
	"context"
	"slices"
	"strings"
	"tcabot/api"
	"tcabot/commands/command"
	"tcabot/commands/kit"
	"tcabot/commands/locale"
	"tcabot/commands/paged"
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
	return paged.Define(paged.List[branchesArgs, api.Repo, api.Branch, branchList]{
		Name:     "branches",
		Access:   command.Linked,
		Examples: []string{"branches payments-api"},
		Args: func(a *branchesArgs) command.Args {
			return command.Args{command.Text(&a.Repo, "repo").Optional()}
		},
		Find: func(ctx context.Context, r *command.Request, a *branchesArgs) (api.Repo, error) {
			return d.Repo(ctx, r, &a.Repo)
		},
		Fetch: func(r *command.Request, _ *branchesArgs, of api.Repo) paged.Fetcher[api.Branch] {
			return func(ctx context.Context, w api.Window) (api.Page[api.Branch], error) {
				return r.TCA.Branches(ctx, of.Ref(), w)
			}
		},
		Show: func(_ *command.Request, _ *branchesArgs, of api.Repo, page api.Page[api.Branch]) branchList {
			return branchList{repo: of, page: page, site: d.Site}
		},
		View: viewBranches,
		File: branchFile,
	})
}

// branchFile writes a repository's branches to a file, one per row.
func branchFile(r *command.Request, of api.Repo) paged.File[api.Branch] {
	head := paged.ColumnNames(r.Words, "col.branch", "col.schemes")
	return paged.File[api.Branch]{Name: "branches-" + paged.FileName(target.RepoName(of)), Head: head, Row: func(b api.Branch) []string {
		var names []string
		for _, sc := range schemesOf(b) {
			names = append(names, sc.Scheme)
		}
		return []string{b.Name, strings.Join(names, "; ")}
	}}
}

// schemesOf are the schemes that analyse a branch, each once: several analysed branches of one scheme differ in the path
// that they cover.
func schemesOf(b api.Branch) []api.BranchScheme {
	var all []api.BranchScheme
	for _, sc := range b.Schemes {
		if !slices.ContainsFunc(all, func(o api.BranchScheme) bool { return o.SchemeID == sc.SchemeID && o.Scheme == sc.Scheme }) {
			all = append(all, sc)
		}
	}
	return all
}

func viewBranches(s command.Screen, d branchList) kit.Message {
	l := screen.List{
		Title: s.Say("branches.title", "Repo", target.RepoName(d.repo)),
		Page:  screen.PagePosition(d.page),
		Count: len(d.page.Items),
		Empty: kit.Phrase(s.Words, "projects.none"),
	}
	for _, b := range d.page.Items {
		var schemes []string
		for _, sc := range schemesOf(b) {
			schemes = append(schemes, kit.Name(sc.Scheme, "?", 40))
		}
		url := d.site.Projects(d.repo.Ref())
		if len(b.Schemes) > 0 {
			url = d.site.Project(d.repo.Ref(), b.Schemes[0].ProjectID)
		}
		about := locale.Key("repo.schemes") // none, so there is nothing to name
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
