package target

import (
	"context"
	"tcabot/api"
	"tcabot/commands/command"
	"tcabot/commands/line"
)

// Target is a default target.
type Target = command.Target

// Word is a target as a person would type it.
func Word(t Target) string {
	team := api.TeamRef{Org: t.Org, Team: t.Team}
	repo := api.RepoRef{TeamRef: team, ID: t.Repo}
	switch {
	case t.Project != 0:
		return line.ProjectWord(api.ProjectRef{Repo: repo, ID: t.Project})
	case t.Repo != 0:
		return line.RepoWord(repo)
	case t.Team != "":
		return line.TeamWord(team)
	default:
		return t.Org
	}
}

// Line shows a target: the overview of a branch, the branches of a repository, the repositories of a team. An organisation
// alone has none.
func Line(t Target) line.Line {
	repo := api.RepoRef{TeamRef: api.TeamRef{Org: t.Org, Team: t.Team}, ID: t.Repo}
	switch {
	case t.Project != 0:
		return line.Overview(api.ProjectRef{Repo: repo, ID: t.Project})
	case t.Repo != 0:
		return line.Projects(repo)
	case t.Team != "":
		return line.Repos(repo.TeamRef)
	default:
		return line.Line{}
	}
}

// Subject is what a setting belongs to: a person or a channel of a workspace.
type Subject struct{ Workspace, ID string }

// Default is the target of a line that names none: the channel's default, or the person's, or the installation's.
func (f Finder) Default(ctx context.Context, r *command.Request) (Target, error) {
	for _, t := range r.Defaults {
		if !t.IsZero() {
			return t, nil
		}
	}
	if r.Defaults != nil {
		return Target{Org: f.DefaultOrg}, nil
	}
	for _, id := range []string{r.Channel, r.Who.User} {
		if id == "" {
			continue
		}
		t, err := f.Settings.Target(ctx, Subject{Workspace: r.Who.Workspace, ID: id})
		if err != nil || !t.IsZero() {
			return t, err
		}
	}
	return Target{Org: f.DefaultOrg}, nil
}
