package target

import (
	"context"
	"slices"
	"strings"
	"tcabot/api"
	"tcabot/commands/command"
	"unicode/utf8"

	"github.com/agnivade/levenshtein"
)

// repoSearch is what a search by name found, and how much of what fits it looked at.
type repoSearch struct {
	found       []api.Repo
	exact       []api.Repo // of those, the ones that are called just so
	repos, orgs Coverage
}

// add takes what another search found along. One repository may be found by its address and by its name.
func (s *repoSearch) add(other repoSearch) {
	known := func(all []api.Repo) func(api.Repo) bool {
		return func(p api.Repo) bool { return !slices.ContainsFunc(all, func(q api.Repo) bool { return q.ID == p.ID }) }
	}
	fresh := keep(other.found, known(s.found))
	twice := len(other.found) - len(fresh)
	s.exact = append(s.exact, keep(other.exact, known(s.exact))...)
	s.found = append(s.found, fresh...)
	s.repos.n, s.repos.of = s.repos.n+other.repos.n-twice, s.repos.of+other.repos.of-twice
}

// reposCalled looks for repositories by name, by address, or by their team and name. Slashes may be a name's own: each
// way of reading them is tried.
func (f Finder) reposCalled(ctx context.Context, r *command.Request, word, org string) (repoSearch, error) {
	all, err := f.reposNamed(ctx, r, address(word), org, maxLooked)
	if err != nil {
		return all, err
	}
	all.exact = calledSo(all.found, word)
	first, rest, ok := strings.Cut(word, "/")
	if !ok || isAddress(word) {
		return all, nil
	}
	inTeam, err := f.reposOf(ctx, r, org, first, rest)
	if err != nil {
		return all, err
	}
	all.add(inTeam)
	if team, name, ok := strings.Cut(rest, "/"); ok {
		sid, err := orgCalled(ctx, r, first)
		if err != nil || sid == "" {
			return all, err
		}
		inOrg, err := f.reposOf(ctx, r, sid, team, name)
		if err != nil {
			return all, err
		}
		all.add(inOrg)
	}
	return all, nil
}

// reposOf looks for repositories of a team. A team that there is not has none.
func (f Finder) reposOf(ctx context.Context, r *command.Request, org, team, name string) (repoSearch, error) {
	if team == "" || name == "" {
		return repoSearch{}, nil
	}
	search, err := f.reposNamed(ctx, r, name, org, maxLooked)
	if closed(err) {
		return repoSearch{}, nil
	}
	left := search.repos.of - search.repos.n
	search.found = keep(search.found, func(p api.Repo) bool {
		return strings.EqualFold(p.Team.Name, team) || strings.EqualFold(p.Team.DisplayName, team)
	})
	search.exact = calledSo(search.found, name)
	search.repos.n, search.repos.of = len(search.found), len(search.found)+left
	return search, err
}

// calledSo are the repositories that have just this name or address: in this letter case, or else in any.
func calledSo(found []api.Repo, word string) []api.Repo {
	if isAddress(word) {
		return keep(found, func(p api.Repo) bool { return strings.EqualFold(address(p.URL), address(word)) })
	}
	if exact := keep(found, func(p api.Repo) bool { return p.Name == word }); len(exact) > 0 {
		return exact
	}
	return keep(found, func(p api.Repo) bool { return strings.EqualFold(p.Name, word) })
}

// address is where a repository's code is, without what differs between the ways of writing it. A name stays as it is.
func address(word string) string {
	switch {
	case sshForm.MatchString(word):
		_, word, _ = strings.Cut(word, "@")
		word = strings.Replace(word, ":", "/", 1)
	case isURL(word):
		_, word, _ = strings.Cut(word, "://")
		if user, rest, ok := strings.Cut(word, "@"); ok && !strings.Contains(user, "/") {
			word = rest
		}
	default:
		return word
	}
	return strings.TrimSuffix(strings.TrimRight(word, "/"), ".git")
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
		open := keep(page.Items, func(p api.Repo) bool { return p.Team.Status != api.TeamDisabled })
		shut := len(page.Items) - len(open)
		search.found = append(search.found, open...)
		search.repos.n += len(open)
		search.repos.of += page.Total - shut
	}
	return search, err
}

// reposNear finds repositories called nearly like a word, the nearest first. TCA searches for parts of names only, so
// it is asked for the word's beginning and for its end: a slip of the finger leaves one of them whole.
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
	all = keep(all, func(p api.Repo) bool { return near(word, p.Name) })
	return all[:min(5, len(all))], nil
}

// near reports whether a name may have been meant by a word: it, or its beginning, is written nearly so.
func near(word, name string) bool {
	slips, runes := 1+utf8.RuneCountInString(word)/3, []rune(name)
	begins := string(runes[:min(len(runes), utf8.RuneCountInString(word)+1)])
	return Distance(word, name) <= slips || Distance(word, begins) <= slips
}

// Distance is how many letters apart two names are, whatever their case.
func Distance(a, b string) int {
	return levenshtein.ComputeDistance(strings.ToLower(a), strings.ToLower(b))
}
