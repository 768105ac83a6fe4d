package commands

import (
	"context"
	"tcabot/api"
	"tcabot/commands/spec"
)

// Target is where lines without a target go: an organisation, a team of it, a repository of that, an analysed branch of
// that. What is not set is empty or 0.
type Target struct {
	Org, Team     string // org_sid and team name
	Repo, Project int64
}

// IsZero reports whether nothing is set.
func (t Target) IsZero() bool { return t == Target{} }

// word is the target as a person would type it.
func (t Target) word() string {
	team := api.TeamRef{Org: t.Org, Team: t.Team}
	repo := api.RepoRef{TeamRef: team, ID: t.Repo}
	switch {
	case t.Project != 0:
		return projectWord(api.ProjectRef{Repo: repo, ID: t.Project})
	case t.Repo != 0:
		return repoWord(repo)
	case t.Team != "":
		return teamWord(team)
	default:
		return t.Org
	}
}

// Subject is what a setting belongs to: a person or a channel of a workspace.
type Subject struct{ Workspace, ID string }

// target is where a line without a team goes: the channel's default, then the person's, then the installation's.
func (f Finder) target(ctx context.Context, r *spec.Request) (Target, error) {
	for _, id := range []string{r.Channel, r.Who.User} {
		if id == "" {
			continue
		}
		t, err := f.Settings.Target(ctx, Subject{Workspace: r.Who.Workspace, ID: id})
		if err != nil || !t.IsZero() {
			return t, err
		}
	}
	return Target{Org: f.Org}, nil
}
