package commands

import (
	"context"
	"errors"
	"slices"
	"strings"
	"tcabot/api"
	"tcabot/commands/kit"
	"tcabot/commands/spec"
)

// allTeams is how many organisations are looked through for a team that was written without its organisation.
const allTeams = 10

// findTeam finds the team that an argument means and writes it there as everybody would: the word itself, else the
// channel's default, else the person's.
func (d Deps) findTeam(ctx context.Context, r *spec.Request, arg *string) (api.Team, error) {
	team, err := d.teamCalled(ctx, r, *arg, func(t api.TeamRef) string { return r.Line(arg, teamWord(t)) })
	if err == nil {
		*arg = teamWord(team.Ref())
	}
	return team, err
}

// teamCalled finds the team a word means. again writes the line that a button carries when there is a choice.
func (d Deps) teamCalled(ctx context.Context, r *spec.Request, word string, again func(api.TeamRef) string) (api.Team, error) {
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
	slices.SortStableFunc(near, func(a, b api.Team) int { return distance(word, a.Name) - distance(word, b.Name) })
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
	pages, err := together(ctx, sids, func(ctx context.Context, sid string) (api.Page[api.Team], error) {
		page, err := r.TCA.Teams(ctx, sid, api.TeamFilter{})
		if org == "" && (errors.Is(err, api.ErrForbidden) || errors.Is(err, api.ErrNotFound)) {
			return page, nil // an inactive organisation is listed but not open; the others still answer
		}
		return page, err
	})
	if err != nil {
		return all, err
	}
	for _, page := range pages {
		all.Items = append(all.Items, page.Items...)
		if all.At.IsZero() || !page.At.IsZero() && page.At.Before(all.At) {
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
