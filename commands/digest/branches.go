package digest

import (
	"context"
	"tcabot/api"
	"tcabot/commands/target"
)

// branchesOf lists the active branches of a digest's target. ErrTargetGone says that a single branch was deleted, or is no
// longer analysed.
func branchesOf(ctx context.Context, tca *api.Client, t target.Target) (target.ActiveBranches, error) {
	if t.Project == 0 {
		return target.Active(ctx, tca, t)
	}
	ref := api.ProjectRef{Repo: api.RepoRef{TeamRef: api.TeamRef{Org: t.Org, Team: t.Team}, ID: t.Repo}, ID: t.Project}
	p, err := tca.Project(ctx, ref)
	if err != nil {
		return target.ActiveBranches{}, err
	}
	if p.Status != api.ProjectActive || !p.Deleted.IsZero() {
		return target.ActiveBranches{}, ErrTargetGone
	}
	p.ID = ref.ID
	return target.ActiveBranches{Items: []target.TeamBranch{target.InTeam(p, ref.Repo)}, Total: 1}, nil
}
