package target

import (
	"context"
	"errors"
	"tcabot/commands/command"
)

// Match is what a word was resolved to.
type Match struct {
	Name string // display name
	Next string // the command that shows it
}

// Any resolves a word to an analysed branch, a repository or a team. A plain word is first looked up as the name of a
// team, then as that of a repository.
func (f Finder) Any(ctx context.Context, r *command.Request, arg *string) (Target, Match, error) {
	a, err := f.readProject(*arg)
	switch {
	case err != nil:
		return Target{}, Match{}, err
	case a.project > 0 || a.branchAsWord:
		at, err := f.Branch(ctx, r, arg)
		t := at.Ref.Repo
		return Target{Org: t.Org, Team: t.Team, Repo: t.ID, Project: at.Ref.ID},
			Match{Name: at.RepoName() + " · " + ProjectName(at.Project), Next: "overview"}, err
	case a.repo > 0:
		return f.repoTarget(ctx, r, arg)
	case a.Page != PageNone:
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

func (f Finder) repoTarget(ctx context.Context, r *command.Request, arg *string) (Target, Match, error) {
	p, err := f.Repo(ctx, r, arg)
	return Target{Org: p.Team.Org, Team: p.Team.Name, Repo: p.ID}, Match{Name: RepoName(p), Next: "projects"}, err
}

func (f Finder) teamTarget(ctx context.Context, r *command.Request, arg *string) (Target, Match, error) {
	t, err := f.Team(ctx, r, arg)
	return Target{Org: t.Org.SID, Team: t.Name}, Match{Name: TeamName(t), Next: "repos"}, err
}
