package commands

import (
	"context"
	"errors"
	"slices"
	"strings"
	"tcabot/api"
	"tcabot/commands/kit"
	"tcabot/commands/spec"

	"github.com/agnivade/levenshtein"
)

// allTeams is how many organisations are looked through for a team that was written without its organisation.
const allTeams = 10

// findTeam finds the team a word means: the word itself, else the channel's default, else the person's. again writes
// the person's line anew with another team in it, for the buttons when there is a choice.
func (d Deps) findTeam(ctx context.Context, r *spec.Request, word string, again func(api.TeamRef) string) (api.Team, error) {
	want := readTeam(word)
	if word == "" {
		target, err := d.target(ctx, r)
		if err != nil {
			return api.Team{}, err
		}
		want = address{org: target.Org, team: target.Team}
	}
	page, err := d.teams(ctx, r, want.org)
	if err != nil {
		return api.Team{}, err
	}
	known := page.Items
	if want.team == "" {
		if len(known) == 1 {
			return known[0], nil
		}
		return api.Team{}, chooseTeam("choose.team", nil, known, again)
	}
	return pickTeam(known, want.team, again)
}

// pickTeam matches by name, then by display name, then by a part of either.
func pickTeam(known []api.Team, word string, again func(api.TeamRef) string) (api.Team, error) {
	lower := strings.ToLower(word)
	matchers := []func(api.Team) bool{
		func(t api.Team) bool { return strings.EqualFold(t.Name, word) },
		func(t api.Team) bool { return strings.EqualFold(t.DisplayName, word) },
		func(t api.Team) bool {
			return strings.Contains(strings.ToLower(t.Name), lower) || strings.Contains(strings.ToLower(t.DisplayName), lower)
		},
	}
	for _, match := range matchers {
		found := slices.DeleteFunc(slices.Clone(known), func(t api.Team) bool { return !match(t) })
		switch len(found) {
		case 0:
		case 1:
			return found[0], nil
		default:
			return api.Team{}, chooseTeam("choose.team_which", []any{"Word", kit.Bold(word)}, found, again)
		}
	}
	near := slices.Clone(known)
	slices.SortStableFunc(near, func(a, b api.Team) int {
		return levenshtein.ComputeDistance(lower, strings.ToLower(a.Name)) - levenshtein.ComputeDistance(lower, strings.ToLower(b.Name))
	})
	return api.Team{}, chooseTeam("choose.team_none", []any{"Word", kit.Bold(word)}, near, again)
}

func chooseTeam(reason string, data []any, found []api.Team, again func(api.TeamRef) string) error {
	e := &ChooseError{Reason: reason, Data: data}
	if len(found) == 0 {
		e.Reason = "choose.no_teams"
	}
	for _, t := range found {
		e.Choices = append(e.Choices, Choice{Label: teamName(t), Line: again(t.Ref())})
	}
	return e
}

// teams lists the teams the person can open, of one organisation or of all of theirs.
func (d Deps) teams(ctx context.Context, r *spec.Request, org string) (api.Page[api.Team], error) {
	var all api.Page[api.Team]
	sids := []string{org}
	if org == "" {
		mine, err := r.TCA.Orgs(ctx, api.OrgFilter{}, api.Window{Limit: allTeams})
		if err != nil {
			return all, err
		}
		sids, all.At = nil, mine.At
		for _, o := range mine.Items {
			sids = append(sids, o.SID)
		}
	}
	for _, sid := range sids {
		page, err := r.TCA.Teams(ctx, sid, api.TeamFilter{})
		if err != nil {
			if org == "" && (errors.Is(err, api.ErrForbidden) || errors.Is(err, api.ErrNotFound)) {
				continue // an inactive organisation is listed but not open; the others still answer
			}
			return all, err
		}
		all.Items = append(all.Items, page.Items...)
		if all.At.IsZero() || page.At.Before(all.At) {
			all.At = page.At // as old as its oldest part
		}
	}
	all.Items = slices.DeleteFunc(all.Items, func(t api.Team) bool { return t.Status != api.TeamActive })
	return all, nil
}

// target is where a line without a team goes: the channel's default, then the person's, then the installation's.
func (d Deps) target(ctx context.Context, r *spec.Request) (Target, error) {
	for _, id := range []string{r.Channel, r.Who.User} {
		if id == "" {
			continue
		}
		t, err := d.Settings.Target(ctx, Subject{Workspace: r.Who.Workspace, ID: id})
		if err != nil || !t.IsZero() {
			return t, err
		}
	}
	return Target{Org: d.Org}, nil
}

// findRepo finds the repository a word means. again writes the person's line anew with another repository in it.
func (d Deps) findRepo(ctx context.Context, r *spec.Request, word string, again func(api.RepoRef) string) (api.Repo, error) {
	want := readRepo(word)
	target, err := d.target(ctx, r)
	if err != nil {
		return api.Repo{}, err
	}
	if want.repo > 0 {
		if want.org == "" && want.team == "" {
			want.org, want.team = target.Org, target.Team
		}
		if ref, ok := want.teamRef(); ok {
			return r.TCA.Repo(ctx, api.RepoRef{TeamRef: ref, ID: want.repo})
		}
		if want.team != "" {
			team, err := d.findTeam(ctx, r, want.team, func(t api.TeamRef) string { return again(api.RepoRef{TeamRef: t, ID: want.repo}) })
			if err != nil {
				return api.Repo{}, err
			}
			return r.TCA.Repo(ctx, api.RepoRef{TeamRef: team.Ref(), ID: want.repo})
		}
	}
	return d.searchRepo(ctx, r, word, target.Org, again)
}

// searchRepo looks for a repository by name in the default organisation or in all of the person's.
func (d Deps) searchRepo(ctx context.Context, r *spec.Request, word, org string, again func(api.RepoRef) string) (api.Repo, error) {
	found, err := d.reposNamed(ctx, r, word, org)
	if err != nil {
		return api.Repo{}, err
	}
	exact := slices.DeleteFunc(slices.Clone(found), func(p api.Repo) bool { return !strings.EqualFold(p.Name, word) })
	switch {
	case len(exact) == 1:
		return exact[0], nil
	case len(found) == 1:
		return found[0], nil
	case len(exact) > 1:
		found = exact
	}
	reason := "choose.repo_which"
	if len(found) == 0 {
		reason = "choose.repo_none"
		if found, err = d.reposNear(ctx, r, word, org); err != nil {
			return api.Repo{}, err
		}
	}
	e := &ChooseError{Reason: reason, Data: []any{"Word", kit.Bold(word)}}
	for _, p := range found {
		label := repoName(p) + " · " + kit.Name(p.Team.DisplayName, p.Team.Name, 30)
		e.Choices = append(e.Choices, Choice{Label: label, Line: again(p.Ref())})
	}
	return api.Repo{}, e
}

func (d Deps) reposNamed(ctx context.Context, r *spec.Request, word, org string) ([]api.Repo, error) {
	sids := []string{org}
	if org == "" {
		mine, err := r.TCA.Orgs(ctx, api.OrgFilter{}, api.Window{Limit: allTeams})
		if err != nil {
			return nil, err
		}
		sids = nil
		for _, o := range mine.Items {
			sids = append(sids, o.SID)
		}
	}
	var all []api.Repo
	for _, sid := range sids {
		page, err := r.TCA.OrgRepos(ctx, sid, api.RepoFilter{Search: word}, api.Window{Limit: 50})
		if err != nil {
			if org == "" && (errors.Is(err, api.ErrForbidden) || errors.Is(err, api.ErrNotFound)) {
				continue
			}
			return nil, err
		}
		all = append(all, page.Items...)
	}
	return all, nil
}

// reposNear finds repositories whose name begins like the word, the nearest first.
func (d Deps) reposNear(ctx context.Context, r *spec.Request, word, org string) ([]api.Repo, error) {
	runes := []rune(word)
	found, err := d.reposNamed(ctx, r, string(runes[:min(3, len(runes))]), org)
	if err != nil {
		return nil, err
	}
	slices.SortStableFunc(found, func(a, b api.Repo) int {
		return levenshtein.ComputeDistance(word, a.Name) - levenshtein.ComputeDistance(word, b.Name)
	})
	return found[:min(5, len(found))], nil
}
