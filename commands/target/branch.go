package target

import (
	"context"
	"errors"
	"slices"
	"strings"
	"tcabot/api"
	"tcabot/commands/command"
	"tcabot/commands/kit"
	"tcabot/commands/line"
)

// Branch finds the analysed branch that an argument names, or the default one if it is empty, and writes its canonical
// word to the argument.
func (f Finder) Branch(ctx context.Context, r *command.Request, arg *string) (Branch, error) {
	again := func(word string) line.Line { return line.Again(r, arg, word) }
	at, err := f.projectCalled(ctx, r, *arg, again)
	switch {
	case err == nil:
		*arg = at.Word()
		f.Recent.note(ctx, r, at)
	case *arg == "":
		err = f.Recent.offer(err, r, again)
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
			word += "@" + want.branchText()
		}
		return again(word)
	})
	if err != nil {
		return Branch{}, err
	}
	return f.projectOf(ctx, r, repo, want, again)
}

// placeAt gets a branch by its ID. What its team is called stands only in the answer about its repository: a screen shows the
// name as people know it, also when it was asked for by a button. Without that answer it shows the team's ID.
func (f Finder) placeAt(ctx context.Context, r *command.Request, ref api.ProjectRef) (Branch, error) {
	var repo api.Repo
	at, _, err := command.GatherWith(ctx,
		func(ctx context.Context) (Branch, error) {
			p, err := r.TCA.Project(ctx, ref)
			return Branch{Ref: ref, Project: p, Site: f.Site}, err
		},
		command.Fetch("", &repo, func(ctx context.Context) (api.Repo, error) { return r.TCA.Repo(ctx, ref.Repo) }))
	at.Team = repo.Team.DisplayName
	return at, err
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
		return Branch{Ref: api.ProjectRef{Repo: repo.Ref(), ID: p.ID}, Project: p, Team: repo.Team.DisplayName, Site: f.Site}, nil
	}
	e := &ChooseError{Reason: "choose.project", Data: []any{"Repo", kit.Bold(RepoName(repo))}}
	switch {
	case want.branchText() == "":
		e.Total = total
	case len(found) > 0:
		e.looked = []Coverage{seen}
	}
	switch {
	case len(all) == 0:
		e.Reason = "choose.no_projects"
	case len(found) == 0:
		e.Reason, e.Data = "choose.project_none", append(e.Data, "Branch", kit.Bold(want.branchText()))
		found = all
		if with, w := otherSchemes(all, want); len(with) > 0 {
			e.Reason, e.Data, found = "choose.project_scheme", []any{"Repo", kit.Bold(RepoName(repo)), "Branch", kit.Bold(w.branch), "Scheme", kit.Bold(w.scheme)}, with
		}
	}
	for _, p := range found {
		ref := api.ProjectRef{Repo: repo.Ref(), ID: p.ID}
		e.Choices = append(e.Choices, Choice{Label: ProjectName(p), Line: again(line.ProjectWord(ref))})
	}
	e.All = line.Projects(repo.Ref())
	return Branch{}, e
}

// branchesLike gets the analysed branches of a repository among which the one that is meant can be found: those that are
// called just so, which TCA finds in a fifth of the time; else all of them where they are few; else those with the word in
// their names. total is how many the repository has, where no branch was named.
func branchesLike(ctx context.Context, r *command.Request, repo api.Repo, want Address) (page api.Page[api.Project], total int, err error) {
	ask := func(f api.ProjectFilter, most int) (api.Page[api.Project], error) {
		return lookThrough(ctx, most, func(ctx context.Context, w api.Window) (api.Page[api.Project], error) {
			return r.TCA.Projects(ctx, repo.Ref(), f, w)
		})
	}
	for _, w := range want.branches {
		if page, err = ask(api.ProjectFilter{Branch: w.branch}, maxLooked); err != nil || len(matching(page.Items, want)) > 0 {
			return page, page.Total, err
		}
	}
	whole, err := ask(api.ProjectFilter{}, firstLook)
	if err != nil || whole.Total <= len(whole.Items) {
		return whole, whole.Total, err
	}
	if len(want.branches) == 0 {
		if page, err = ask(api.ProjectFilter{Status: api.ProjectActive}, firstLook); err == nil && page.Total == 0 {
			page = whole
		}
		return page, whole.Total, err
	}
	for _, w := range want.branches {
		if n, ok := ParseID(w.branch); ok {
			p, err := r.TCA.Project(ctx, api.ProjectRef{Repo: repo.Ref(), ID: n})
			if err == nil {
				return api.Page[api.Project]{Items: []api.Project{p}, Total: 1, At: whole.At}, whole.Total, nil
			} else if !errors.Is(err, api.ErrNotFound) {
				return page, whole.Total, err
			}
		}
		if page, err = ask(api.ProjectFilter{Search: w.branch}, maxLooked); err != nil || page.Total > 0 {
			return page, whole.Total, err
		}
	}
	return whole, whole.Total, nil
}

// matching filters candidates by the strictest rule that leaves any.
func matching(all []api.Project, want Address) []api.Project {
	if len(want.branches) == 0 {
		if active := keep(all, func(p api.Project) bool { return p.Status == api.ProjectActive }); len(active) > 0 {
			return active
		}
		return all
	}
	for _, rule := range []func(p api.Project, branch string) bool{
		func(p api.Project, branch string) bool { return p.Branch == branch },
		func(p api.Project, branch string) bool { n, ok := ParseID(branch); return ok && p.ID == n },
		func(p api.Project, branch string) bool { return strings.EqualFold(p.Branch, branch) },
		func(p api.Project, branch string) bool { return containsFold(p.Branch, branch) },
	} {
		for _, w := range want.branches {
			found := keep(all, func(p api.Project) bool {
				return rule(p, w.branch) && (w.scheme == "" || strings.EqualFold(p.Scheme.Name, w.scheme))
			})
			if len(found) > 0 {
				return found
			}
		}
	}
	return nil
}

// otherSchemes are the branches that are called as is meant, but have other schemes than the one that was named.
func otherSchemes(all []api.Project, want Address) ([]api.Project, branchWord) {
	for _, w := range want.branches {
		found := keep(all, func(p api.Project) bool { return strings.EqualFold(p.Branch, w.branch) })
		if w.scheme != "" && len(found) > 0 {
			return found, w
		}
	}
	return nil, branchWord{}
}

func keep[T any](all []T, wanted func(T) bool) []T {
	return slices.DeleteFunc(slices.Clone(all), func(v T) bool { return !wanted(v) })
}

// ProjectName is how an analysed branch is told from its neighbours.
func ProjectName(p api.Project) string {
	name := kit.Name(p.Branch, "#"+kit.Number(p.ID), 60) + " · " + kit.Name(p.Scheme.Name, "?", 30)
	if !p.WholeRepo() {
		name += " · " + kit.Cut(kit.Clean(p.ScanPath), 30)
	}
	return name
}
