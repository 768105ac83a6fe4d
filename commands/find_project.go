package commands

import (
	"context"
	"strings"
	"tcabot/api"
	"tcabot/commands/kit"
	"tcabot/commands/spec"
)

// place is the analysed branch that a screen is about.
type place struct {
	ref     api.ProjectRef
	project api.Project
	site    api.Site
}

// maxProjects is how many analysed branches of a repository are looked at for the one that is meant.
const maxProjects = 50

// findProject finds the analysed branch that an argument means, the default one if it is empty, and writes it there as
// everybody would.
func (d Deps) findProject(ctx context.Context, r *spec.Request, arg *string) (place, error) {
	at, err := d.projectCalled(ctx, r, *arg, func(word string) string { return r.Line(arg, word) })
	if err == nil {
		*arg = at.word()
	}
	return at, err
}

// projectCalled finds the branch a word means. again writes the line that a button carries when there is a choice.
func (d Deps) projectCalled(ctx context.Context, r *spec.Request, word string, again func(project string) string) (place, error) {
	want := readProject(word)
	if word == "" {
		target, err := d.target(ctx, r)
		if err != nil {
			return place{}, err
		}
		want = address{org: target.Org, team: target.Team, repo: target.Repo, project: target.Project}
	}
	if ref, ok := want.projectRef(); ok {
		return d.placeAt(ctx, r, ref)
	}
	repo, err := d.repoAt(ctx, r, want, func(ref api.RepoRef) string {
		word := repoWord(ref)
		if want.branchAsWord {
			word += "@" + want.branch
			if want.schemeName != "" {
				word += "#" + want.schemeName
			}
		}
		return again(word)
	})
	if err != nil {
		return place{}, err
	}
	return d.projectOf(ctx, r, repo, want, again)
}

func (d Deps) placeAt(ctx context.Context, r *spec.Request, ref api.ProjectRef) (place, error) {
	p, err := r.TCA.Project(ctx, ref)
	return place{ref: ref, project: p, site: d.Site}, err
}

// projectOf finds the branch of a repository: by its name and scheme, by its ID, by a part of its name, or because it
// is the only one.
func (d Deps) projectOf(ctx context.Context, r *spec.Request, repo api.Repo, want address, again func(string) string) (place, error) {
	page, err := r.TCA.Projects(ctx, repo.Ref(), api.ProjectFilter{}, api.Window{Limit: maxProjects})
	if err != nil {
		return place{}, err
	}
	all := page.Items
	if want.branch != "" && page.Total > len(all) { // too many to look through here: TCA looks for it
		if page, err = r.TCA.Projects(ctx, repo.Ref(), api.ProjectFilter{Search: want.branch}, api.Window{Limit: maxProjects}); err != nil {
			return place{}, err
		}
		all = page.Items
	}
	found := matching(all, want)
	if len(found) == 1 {
		p := found[0]
		p.Repo = api.ProjectRepo{ID: repo.ID, Name: repo.Name, URL: repo.URL, SCM: repo.SCM}
		return place{ref: api.ProjectRef{Repo: repo.Ref(), ID: p.ID}, project: p, site: d.Site}, nil
	}
	e := &ChooseError{Reason: "choose.project", Data: []any{"Repo", kit.Bold(repoName(repo))}}
	if want.branch == "" {
		e.Total = page.Total
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
		e.Choices = append(e.Choices, Choice{Label: projectName(p), Line: again(projectWord(ref))})
	}
	e.All = "projects " + repoWord(repo.Ref())
	return place{}, e
}

// matching finds what fits, by the strictest rule that finds anything.
func matching(all []api.Project, want address) []api.Project {
	scheme := func(p api.Project) bool {
		return want.schemeName == "" || strings.EqualFold(p.Scheme.Name, want.schemeName)
	}
	rules := []func(api.Project) bool{
		func(p api.Project) bool { return p.Branch == want.branch },
		func(p api.Project) bool { n, ok := id(want.branch); return ok && p.ID == n },
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

// projectName is how an analysed branch is told from its neighbours.
func projectName(p api.Project) string {
	name := kit.Name(p.Branch, "#"+number(p.ID), 60) + " · " + kit.Name(p.Scheme.Name, "?", 30)
	if !p.WholeRepo() {
		name += " · " + kit.Cut(kit.Clean(p.ScanPath), 30)
	}
	return name
}
