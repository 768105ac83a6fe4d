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
	"tcabot/commands/locale"
)

// Team finds the team that an argument names, or the default of the channel or of the person, and writes its canonical
// word to the argument.
func (f Finder) Team(ctx context.Context, r *command.Request, arg *string) (api.Team, error) {
	team, err := f.teamCalled(ctx, r, *arg, func(t api.TeamRef) line.Line { return line.Again(r, arg, line.TeamWord(t)) })
	if err == nil {
		*arg = line.TeamWord(team.Ref())
	}
	return team, err
}

// teamCalled finds the team that a word names. again makes the line of a button for each choice.
func (f Finder) teamCalled(ctx context.Context, r *command.Request, word string, again func(api.TeamRef) line.Line) (api.Team, error) {
	want, err := f.readTeam(word)
	if err != nil {
		return api.Team{}, err
	}
	if word == "" {
		target, err := f.Default(ctx, r)
		if err != nil {
			return api.Team{}, err
		}
		want = Address{Org: target.Org, team: target.Team}
	}
	known, err := f.Teams(ctx, r, want.Org)
	if closed(err) && word != "" && !f.isPage(word) { // what stands before the slash is no ID of an organisation
		known, err = f.teamsOf(ctx, r, want.Org)
		if errors.Is(err, errNoOrg) {
			return f.noTeam(ctx, r, word, again)
		}
	}
	if err != nil {
		return api.Team{}, err
	}
	if want.team != "" {
		return pickTeam(known, want.team, again)
	}
	if len(known.Items) == 1 && known.Orgs.All() {
		return known.Items[0], nil
	}
	return api.Team{}, chooseTeam("choose.team", nil, known.Items, known.Orgs, again)
}

// errNoOrg is the error of an organisation that the person does not belong to, or that there is not.
var errNoOrg = errors.New("no organisation of this name")

// teamsOf lists the teams of an organisation of this name.
func (f Finder) teamsOf(ctx context.Context, r *command.Request, org string) (KnownTeams, error) {
	sid, err := orgCalled(ctx, r, org)
	if err == nil && sid == "" {
		err = errNoOrg
	}
	if err != nil {
		return KnownTeams{}, err
	}
	return f.Teams(ctx, r, sid)
}

// noTeam says that no team is called so, and offers those that the person can open.
func (f Finder) noTeam(ctx context.Context, r *command.Request, word string, again func(api.TeamRef) line.Line) (api.Team, error) {
	known, err := f.Teams(ctx, r, "")
	if err != nil {
		return api.Team{}, err
	}
	return api.Team{}, noSuchTeam(known, word, again)
}

// isPage reports whether a word is a page of TCA's web, which names IDs.
func (f Finder) isPage(word string) bool {
	_, ok, _ := f.ReadPage(word)
	return ok
}

// pickTeam matches by name, then by display name, then by a part of either.
func pickTeam(known KnownTeams, word string, again func(api.TeamRef) line.Line) (api.Team, error) {
	lower := strings.ToLower(word)
	matchers := []func(api.Team) bool{
		func(t api.Team) bool { return strings.EqualFold(t.Name, word) },
		func(t api.Team) bool { return strings.EqualFold(t.DisplayName, word) },
		func(t api.Team) bool {
			return strings.Contains(strings.ToLower(t.Name), lower) || strings.Contains(strings.ToLower(t.DisplayName), lower)
		},
	}
	for _, match := range matchers {
		found := slices.DeleteFunc(slices.Clone(known.Items), func(t api.Team) bool { return !match(t) })
		switch len(found) {
		case 0:
		case 1:
			return found[0], nil
		default:
			return api.Team{}, chooseTeam("choose.team_which", []any{"Word", kit.Bold(word)}, found, known.Orgs, again)
		}
	}
	return api.Team{}, noSuchTeam(known, word, again)
}

// noSuchTeam offers the teams that are known, the one with the nearest name first.
func noSuchTeam(known KnownTeams, word string, again func(api.TeamRef) line.Line) error {
	near := slices.Clone(known.Items)
	name := word[strings.LastIndex(word, "/")+1:]
	slices.SortStableFunc(near, func(a, b api.Team) int { return Distance(name, a.Name) - Distance(name, b.Name) })
	return chooseTeam("choose.team_none", []any{"Word", kit.Bold(word)}, near, known.Orgs, again)
}

func chooseTeam(reason locale.Key, data []any, found []api.Team, l Coverage, again func(api.TeamRef) line.Line) error {
	e := &ChooseError{Reason: reason, Data: data, looked: []Coverage{l}}
	if len(found) == 0 {
		e.Reason = "choose.no_teams"
	}
	for _, t := range found {
		e.Choices = append(e.Choices, Choice{Label: TeamName(t), Line: again(t.Ref()), name: t.Name})
	}
	return e
}

// KnownTeams are the teams of the organisations that were searched.
type KnownTeams struct {
	api.Page[api.Team]
	Orgs Coverage
}

// Teams lists the teams that the person has access to, in one organisation or in all of theirs.
func (f Finder) Teams(ctx context.Context, r *command.Request, org string) (KnownTeams, error) {
	var all KnownTeams
	sids := []string{org}
	if org == "" {
		mine, page, err := MyOrgs(ctx, r)
		if err != nil {
			return all, err
		}
		sids, all.At, all.Orgs = mine, page.At, orgsLooked(page)
	}
	pages, err := command.ForEach(ctx, sids, func(ctx context.Context, sid string) (api.Page[api.Team], error) {
		page, err := r.TCA.Teams(ctx, sid, api.TeamFilter{})
		if org == "" && closed(err) {
			return page, nil
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
