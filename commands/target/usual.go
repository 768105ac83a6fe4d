package target

import (
	"context"
	"errors"
	"tcabot/api"
	"tcabot/commands/command"
	"tcabot/commands/kit"
)

// usualPlace is a part of somebody's default target.
type usualPlace struct {
	kind command.SuggestKind
	at   Target
	name func(context.Context) (string, error)
}

// Usual is what the fields for a team, a repository and a branch begin with: the default of the channel or of the person. There is
// none where the person's own token shows nothing of it. What TCA does not name in time is called as it is typed.
func (f Finder) Usual(ctx context.Context, r *command.Request) (map[command.SuggestKind]kit.Option, error) {
	usual, err := f.Default(ctx, r)
	if err != nil || usual.Team == "" {
		return nil, err
	}
	places := f.placesOf(r, usual)
	options, err := command.ForEach(ctx, places, func(ctx context.Context, p usualPlace) (kit.Option, error) {
		label, err := p.name(ctx)
		switch {
		case closed(err), errors.Is(err, api.ErrUnauthorized):
			return kit.Option{}, err
		case err != nil:
			label = Word(p.at)
		}
		return kit.Option{Label: label, Value: Word(p.at)}, nil
	})
	if closed(err) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	known := map[command.SuggestKind]kit.Option{}
	for i, p := range places {
		known[p.kind] = options[i]
	}
	return known, nil
}

// placesOf are the team, the repository and the branch of a target, as far as it has them.
func (f Finder) placesOf(r *command.Request, t Target) []usualPlace {
	team := api.TeamRef{Org: t.Org, Team: t.Team}
	repo := api.RepoRef{TeamRef: team, ID: t.Repo}
	places := []usualPlace{{command.SuggestTeams, Target{Org: t.Org, Team: t.Team}, func(ctx context.Context) (string, error) {
		return f.teamLabel(ctx, r, team)
	}}}
	if t.Repo != 0 {
		places = append(places, usualPlace{command.SuggestRepos, repoTargetOf(repo), func(ctx context.Context) (string, error) {
			p, err := r.TCA.Repo(ctx, repo)
			return RepoName(p), err
		}})
	}
	if t.Project != 0 {
		places = append(places, usualPlace{command.SuggestBranches, t, func(ctx context.Context) (string, error) {
			p, err := r.TCA.Project(ctx, api.ProjectRef{Repo: repo, ID: t.Project})
			return ProjectName(p), err
		}})
	}
	return places
}

// teamLabel is the name of a team that the person belongs to.
func (f Finder) teamLabel(ctx context.Context, r *command.Request, team api.TeamRef) (string, error) {
	known, err := f.Teams(ctx, r, team.Org)
	if err != nil {
		return "", err
	}
	for _, t := range known.Items {
		if t.Ref() == team {
			return TeamName(t), nil
		}
	}
	return "", api.ErrNotFound
}
