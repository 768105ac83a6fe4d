package target

import (
	"cmp"
	"context"
	"tcabot/api"
	"tcabot/commands/command"
	"tcabot/commands/kit"
	"tcabot/commands/line"
	"tcabot/commands/locale"
)

// Repo finds the repository that an argument names, or the default one if it is empty, and writes its canonical word to the
// argument.
func (f Finder) Repo(ctx context.Context, r *command.Request, arg *string) (api.Repo, error) {
	want, err := f.readRepo(*arg)
	if err != nil {
		return api.Repo{}, err
	}
	repo, err := f.repoAt(ctx, r, want, func(ref api.RepoRef) line.Line { return line.Again(r, arg, line.RepoWord(ref)) })
	if err == nil {
		*arg = line.RepoWord(repo.Ref())
	}
	return repo, err
}

// repoAt finds the repository of an address.
func (f Finder) repoAt(ctx context.Context, r *command.Request, want Address, again func(api.RepoRef) line.Line) (api.Repo, error) {
	target, err := f.Default(ctx, r)
	if err != nil {
		return api.Repo{}, err
	}
	if want.repo == 0 && want.name == "" {
		if want.Org == "" && want.team == "" {
			want.Org, want.team, want.repo = target.Org, target.Team, target.Repo
		}
		if want.repo == 0 {
			return api.Repo{}, f.chooseRepo(ctx, r, want, again)
		}
	}
	if ref, ok := want.repoRef(); ok {
		return r.TCA.Repo(ctx, ref)
	}
	if want.repo > 0 && want.team != "" {
		team, err := f.teamCalled(ctx, r, want.team, func(t api.TeamRef) line.Line { return again(api.RepoRef{TeamRef: t, ID: want.repo}) })
		if err != nil {
			return api.Repo{}, err
		}
		return r.TCA.Repo(ctx, api.RepoRef{TeamRef: team.Ref(), ID: want.repo})
	}
	if want.repo > 0 {
		if found, ok, err := f.repoNumbered(ctx, r, want.repo, target); ok || err != nil {
			return found, err
		}
		want.name = cmp.Or(want.name, kit.Number(want.repo)) // a repository may be called like a number
	}
	return f.searchRepo(ctx, r, want.name, target.Org, again)
}

// repoNumbered finds the repository of an ID whose team was not named: in the default team, then in all the person can
// open. TCA has no question for it, but numbers its repositories across all teams.
func (f Finder) repoNumbered(ctx context.Context, r *command.Request, id int64, usual Target) (api.Repo, bool, error) {
	find := func(ctx context.Context, t api.TeamRef) (api.Repo, error) {
		repo, err := r.TCA.Repo(ctx, api.RepoRef{TeamRef: t, ID: id})
		if closed(err) {
			return api.Repo{}, nil
		}
		return repo, err
	}
	if usual.Team != "" {
		if repo, err := find(ctx, api.TeamRef{Org: usual.Org, Team: usual.Team}); err != nil || repo.ID == id {
			return repo, err == nil, err
		}
	}
	known, err := f.Teams(ctx, r, usual.Org)
	if err != nil {
		return api.Repo{}, false, err
	}
	repos, err := command.ForEach(ctx, known.Items, func(ctx context.Context, t api.Team) (api.Repo, error) { return find(ctx, t.Ref()) })
	for _, repo := range repos {
		if repo.ID == id {
			return repo, true, nil
		}
	}
	return api.Repo{}, false, err
}

// chooseRepo asks which repository of a team is meant, the newest offered first.
func (f Finder) chooseRepo(ctx context.Context, r *command.Request, want Address, again func(api.RepoRef) line.Line) error {
	word := want.team
	if want.Org != "" {
		word = want.Org + "/" + want.team
	}
	team, err := f.teamCalled(ctx, r, word, func(t api.TeamRef) line.Line {
		return line.Repos(t)
	})
	if err != nil {
		return err
	}
	page, err := r.TCA.Repos(ctx, team.Ref(), api.RepoFilter{}, api.Window{Limit: maxChoices})
	if err != nil {
		return err
	}
	e := &ChooseError{Reason: "choose.repo", Data: []any{"Team", kit.Bold(TeamName(team))}, Total: page.Total}
	if page.Total == 0 {
		e.Reason = "choose.no_repos"
	}
	for _, p := range page.Items {
		e.Choices = append(e.Choices, Choice{Label: RepoName(p), Line: again(p.Ref())})
	}
	e.All = line.Repos(team.Ref())
	return e
}

// searchRepo looks for a repository by name in the default organisation or in all of the person's.
func (f Finder) searchRepo(ctx context.Context, r *command.Request, word, org string, again func(api.RepoRef) line.Line) (api.Repo, error) {
	search, err := f.reposCalled(ctx, r, word, org)
	if err != nil {
		return api.Repo{}, err
	}
	found := search.found
	switch {
	case len(search.exact) == 1:
		return search.exact[0], nil
	case len(search.exact) > 1:
		found = search.exact
	case len(found) == 1 && search.repos.All():
		return found[0], nil
	}
	reason := locale.Key("choose.repo_which")
	if len(found) == 0 {
		reason = "choose.repo_none"
		if found, err = f.reposNear(ctx, r, word, org); err != nil {
			return api.Repo{}, err
		}
	}
	e := &ChooseError{Reason: reason, Data: []any{"Word", kit.Bold(word)}, looked: []Coverage{search.repos, search.orgs}}
	for _, p := range found {
		label := RepoName(p) + " · " + kit.Name(p.Team.DisplayName, p.Team.Name, 30)
		e.Choices = append(e.Choices, Choice{Label: label, Line: again(p.Ref())})
	}
	return api.Repo{}, e
}
