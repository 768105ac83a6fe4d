package commands

import (
	"context"
	"errors"
	"tcabot/commands/spec"
)

// found is what a word was found to mean.
type found struct {
	name string // as people call it
	next string // the command that shows it
}

// readTarget finds what a word makes the default: an analysed branch, a repository, or a team. A word that is none of
// them by its look is first taken for a team's name, then for a repository's.
func (f Finder) readTarget(ctx context.Context, r *spec.Request, arg *string) (Target, found, error) {
	a, err := f.readProject(*arg)
	switch {
	case err != nil:
		return Target{}, found{}, err
	case a.project > 0 || a.branchAsWord:
		at, err := f.findProject(ctx, r, arg)
		t := at.ref.Repo
		return Target{Org: t.Org, Team: t.Team, Repo: t.ID, Project: at.ref.ID},
			found{name: at.repoName() + " · " + projectName(at.project), next: "overview"}, err
	case a.repo > 0:
		return f.repoTarget(ctx, r, arg)
	case a.page != pageNone:
		return f.teamTarget(ctx, r, arg)
	}
	word := *arg
	target, u, err := f.teamTarget(ctx, r, arg)
	if choose, ok := errors.AsType[*ChooseError](err); ok && choose.Reason == "choose.team_none" {
		*arg = word
		if target, u, repoErr := f.repoTarget(ctx, r, arg); repoErr == nil || errors.Is(repoErr, context.DeadlineExceeded) {
			return target, u, repoErr
		}
		*arg = word
	}
	return target, u, err
}

func (f Finder) repoTarget(ctx context.Context, r *spec.Request, arg *string) (Target, found, error) {
	p, err := f.findRepo(ctx, r, arg)
	return Target{Org: p.Team.Org, Team: p.Team.Name, Repo: p.ID}, found{name: repoName(p), next: "projects"}, err
}

func (f Finder) teamTarget(ctx context.Context, r *spec.Request, arg *string) (Target, found, error) {
	t, err := f.findTeam(ctx, r, arg)
	return Target{Org: t.Org.SID, Team: t.Name}, found{name: teamName(t), next: "repos"}, err
}
