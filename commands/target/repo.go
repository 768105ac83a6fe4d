package target

import (
	"context"
	"slices"
	"strings"
	"tcabot/api"
	"tcabot/commands/command"
	"tcabot/commands/kit"
	"tcabot/commands/line"
	"tcabot/commands/locale"

	"github.com/agnivade/levenshtein"
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
	if want.repo > 0 {
		if want.Org == "" && want.team == "" {
			want.Org, want.team = target.Org, target.Team
		}
		if ref, ok := want.repoRef(); ok {
			return r.TCA.Repo(ctx, ref)
		}
		if want.team != "" {
			team, err := f.teamCalled(ctx, r, want.team, func(t api.TeamRef) line.Line { return again(api.RepoRef{TeamRef: t, ID: want.repo}) })
			if err != nil {
				return api.Repo{}, err
			}
			return r.TCA.Repo(ctx, api.RepoRef{TeamRef: team.Ref(), ID: want.repo})
		}
	}
	if where, name, ok := cutLast(want.name, "/"); ok && !isURL(want.name) {
		if p, ok, err := f.repoInTeam(ctx, r, where, name); ok || err != nil {
			return p, err
		}
	}
	return f.searchRepo(ctx, r, want.name, target.Org, again)
}

// repoInTeam finds a repository by "team/name" or "org/team/name". Finding none with exactly that name is no error: the
// slash may be part of the name.
func (f Finder) repoInTeam(ctx context.Context, r *command.Request, where, name string) (api.Repo, bool, error) {
	in, err := f.readTeam(where)
	if err != nil {
		return api.Repo{}, false, err
	}
	search, err := f.reposNamed(ctx, r, name, in.Org, maxLooked)
	for _, p := range search.found {
		of := p.Ref().TeamRef
		if strings.EqualFold(p.Name, name) && (strings.EqualFold(of.Team, where) || strings.EqualFold(line.TeamWord(of), where)) {
			return p, true, err
		}
	}
	return api.Repo{}, false, err
}

func cutLast(s, sep string) (before, after string, ok bool) {
	i := strings.LastIndex(s, sep)
	if i < 1 || i+len(sep) == len(s) {
		return s, "", false
	}
	return s[:i], s[i+len(sep):], true
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
	search, err := f.reposNamed(ctx, r, word, org, maxLooked)
	if err != nil {
		return api.Repo{}, err
	}
	found := search.found
	exact := slices.DeleteFunc(slices.Clone(found), func(p api.Repo) bool { return !strings.EqualFold(p.Name, word) })
	switch {
	case len(exact) == 1:
		return exact[0], nil
	case len(found) == 1 && search.repos.All():
		return found[0], nil
	case len(exact) > 1:
		found = exact
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

// repoSearch is the result of a search by name, and how much of it was checked.
type repoSearch struct {
	found       []api.Repo
	repos, orgs Coverage
}

// reposNamed looks for repositories with a word in name or address, in an organisation or in all of the person's, at
// most so many in each.
func (f Finder) reposNamed(ctx context.Context, r *command.Request, word, org string, most int) (repoSearch, error) {
	search := repoSearch{repos: Coverage{what: "looked.repos"}}
	sids := []string{org}
	if org == "" {
		mine, page, err := MyOrgs(ctx, r)
		if err != nil {
			return search, err
		}
		sids, search.orgs = mine, orgsLooked(page)
	}
	pages, err := command.ForEach(ctx, sids, func(ctx context.Context, sid string) (api.Page[api.Repo], error) {
		page, err := lookThrough(ctx, most, func(ctx context.Context, w api.Window) (api.Page[api.Repo], error) {
			return r.TCA.OrgRepos(ctx, sid, api.RepoFilter{Search: word}, w)
		})
		if org == "" && closed(err) {
			return api.Page[api.Repo]{}, nil
		}
		return page, err
	})
	for _, page := range pages {
		search.found = append(search.found, page.Items...)
		search.repos.n += len(page.Items)
		search.repos.of += page.Total
	}
	return search, err
}

// reposNear finds repositories with a name similar to a word, the most similar first. TCA searches for parts of names
// only, so it searches for the beginning and the end of the word: a single typo leaves one of them intact.
func (f Finder) reposNear(ctx context.Context, r *command.Request, word, org string) ([]api.Repo, error) {
	runes := []rune(word)
	part := min(3, len(runes))
	parts := slices.Compact([]string{string(runes[:part]), string(runes[len(runes)-part:])})
	found, err := command.ForEach(ctx, parts, func(ctx context.Context, part string) ([]api.Repo, error) {
		search, err := f.reposNamed(ctx, r, part, org, firstLook)
		return search.found, err
	})
	if err != nil {
		return nil, err
	}
	all := slices.Concat(found...)
	slices.SortStableFunc(all, func(a, b api.Repo) int { return Distance(word, a.Name) - Distance(word, b.Name) })
	all = slices.CompactFunc(all, func(a, b api.Repo) bool { return a.ID == b.ID })
	return all[:min(5, len(all))], nil
}

// Distance is the edit distance of two names, ignoring case.
func Distance(a, b string) int {
	return levenshtein.ComputeDistance(strings.ToLower(a), strings.ToLower(b))
}
