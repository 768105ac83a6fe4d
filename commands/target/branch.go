package target

import (
	"context"
	"errors"
	"strings"
	"tcabot/api"
	"tcabot/commands/command"
	"tcabot/commands/kit"
	"tcabot/commands/line"
)

// Branch finds the analysed branch that an argument names, or the default one if it is empty, and writes its canonical
// word to the argument.
func (f Finder) Branch(ctx context.Context, r *command.Request, arg *string) (Branch, error) {
	at, err := f.projectCalled(ctx, r, *arg, func(word string) line.Line { return line.Again(r, arg, word) })
	if err == nil {
		*arg = at.Word()
	}
	return at, err
}

// projectCalled finds the branch that a word names. again makes the line of a button for each choice.
func (f Finder) projectCalled(ctx context.Context, r *command.Request, word string, again func(project string) line.Line) (Branch, error) {
	want, err := f.readProject(word)
	if err != nil {
		return Branch{}, err
	}
	if word == "" {
		target, err := f.Default(ctx, r)
		if err != nil {
			return Branch{}, err
		}
		want = Address{Org: target.Org, team: target.Team, repo: target.Repo, project: target.Project}
	}
	if ref, ok := want.projectRef(); ok {
		return f.placeAt(ctx, r, ref)
	}
	repo, err := f.repoAt(ctx, r, want, func(ref api.RepoRef) line.Line {
		word := line.RepoWord(ref)
		if want.branchAsWord {
			word += "@" + want.branch
			if want.schemeName != "" {
				word += "#" + want.schemeName
			}
		}
		return again(word)
	})
	if err != nil {
		return Branch{}, err
	}
	return f.projectOf(ctx, r, repo, want, again)
}

func (f Finder) placeAt(ctx context.Context, r *command.Request, ref api.ProjectRef) (Branch, error) {
	p, err := r.TCA.Project(ctx, ref)
	return Branch{Ref: ref, Project: p, Site: f.Site}, err
}

// projectOf finds a branch of a repository by its name and scheme, its ID or a part of its name; without a word, the only
// one there is.
func (f Finder) projectOf(ctx context.Context, r *command.Request, repo api.Repo, want Address, again func(string) line.Line) (Branch, error) {
	page, total, err := branchesLike(ctx, r, repo, want)
	if err != nil {
		return Branch{}, err
	}
	all, seen := page.Items, Coverage{"looked.projects", len(page.Items), page.Total}
	found := matching(all, want)
	if len(found) == 1 && seen.All() {
		p := found[0]
		p.Repo = api.ProjectRepo{ID: repo.ID, Name: repo.Name, URL: repo.URL, SCM: repo.SCM}
		return Branch{Ref: api.ProjectRef{Repo: repo.Ref(), ID: p.ID}, Project: p, Site: f.Site}, nil
	}
	e := &ChooseError{Reason: "choose.project", Data: []any{"Repo", kit.Bold(RepoName(repo))}}
	switch {
	case want.branch == "":
		e.Total = total
	case len(found) > 0:
		e.looked = []Coverage{seen}
	}
	switch {
	case len(all) == 0:
		e.Reason = "choose.no_projects"
	case len(found) == 0:
		e.Reason, e.Data = "choose.project_none", append(e.Data, "Branch", kit.Bold(want.branch))
		found = all
	}
	for _, p := range found {
		ref := api.ProjectRef{Repo: repo.Ref(), ID: p.ID}
		e.Choices = append(e.Choices, Choice{Label: ProjectName(p), Line: again(line.ProjectWord(ref))})
	}
	e.All = line.Projects(repo.Ref())
	return Branch{}, e
}

// branchesLike gets the candidates for a branch of a repository: all branches where there are few, or else those that the
// strictest of TCA's filters finds. total is how many the repository has.
func branchesLike(ctx context.Context, r *command.Request, repo api.Repo, want Address) (page api.Page[api.Project], total int, err error) {
	ask := func(f api.ProjectFilter, most int) (api.Page[api.Project], error) {
		return lookThrough(ctx, most, func(ctx context.Context, w api.Window) (api.Page[api.Project], error) {
			return r.TCA.Projects(ctx, repo.Ref(), f, w)
		})
	}
	whole, err := ask(api.ProjectFilter{}, firstLook)
	if err != nil || whole.Total <= len(whole.Items) {
		return whole, whole.Total, err
	}
	total = whole.Total
	if want.branch == "" {
		if page, err = ask(api.ProjectFilter{Status: api.ProjectActive}, firstLook); err == nil && page.Total == 0 {
			page = whole
		}
		return page, total, err
	}
	if n, ok := ParseID(want.branch); ok {
		p, err := r.TCA.Project(ctx, api.ProjectRef{Repo: repo.Ref(), ID: n})
		if err == nil {
			page = api.Page[api.Project]{Items: []api.Project{p}, Total: 1, At: whole.At}
		} else if !errors.Is(err, api.ErrNotFound) {
			return page, total, err
		}
	}
	for _, f := range []api.ProjectFilter{{Branch: want.branch}, {Search: want.branch}} {
		byID := page
		if page, err = ask(f, maxLooked); err != nil || page.Total > 0 {
			return page, total, err
		}
		if byID.Total > 0 { // a branch whose name is a number takes precedence
			return byID, total, nil
		}
	}
	return whole, total, nil
}

// matching filters candidates by the strictest rule that leaves any.
func matching(all []api.Project, want Address) []api.Project {
	scheme := func(p api.Project) bool {
		return want.schemeName == "" || strings.EqualFold(p.Scheme.Name, want.schemeName)
	}
	rules := []func(api.Project) bool{
		func(p api.Project) bool { return p.Branch == want.branch },
		func(p api.Project) bool { n, ok := ParseID(want.branch); return ok && p.ID == n },
		func(p api.Project) bool { return strings.EqualFold(p.Branch, want.branch) },
		func(p api.Project) bool {
			return strings.Contains(strings.ToLower(p.Branch), strings.ToLower(want.branch))
		},
	}
	if want.branch == "" {
		rules = []func(api.Project) bool{func(p api.Project) bool { return p.Status == api.ProjectActive }, func(api.Project) bool { return true }}
	}
	for _, rule := range rules {
		var found []api.Project
		for _, p := range all {
			if rule(p) && scheme(p) {
				found = append(found, p)
			}
		}
		if len(found) > 0 {
			return found
		}
	}
	return nil
}

// ProjectName is a branch with its scheme and path, which tell it from others of the same name.
func ProjectName(p api.Project) string {
	name := kit.Name(p.Branch, "#"+kit.Number(p.ID), 60) + " · " + kit.Name(p.Scheme.Name, "?", 30)
	if !p.WholeRepo() {
		name += " · " + kit.Cut(kit.Clean(p.ScanPath), 30)
	}
	return name
}
