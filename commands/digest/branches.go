package digest

import (
	"context"
	"tcabot/api"
	"tcabot/commands/target"
)

// maxBranches is how many analysed branches a digest covers: the first that TCA lists.
const maxBranches = 100

// maxPages is how many pages of a team's list are searched for active branches.
const maxPages = 10

// activeBranches are the branches that a digest covers.
type activeBranches struct {
	branches []target.TeamBranch
	total    int // active ones, as far as the list was searched
}

// branchesOf lists the active branches of a digest's target.
func branchesOf(ctx context.Context, tca *api.Client, t target.Target) (activeBranches, error) {
	team := api.TeamRef{Org: t.Org, Team: t.Team}
	repo := api.RepoRef{TeamRef: team, ID: t.Repo}
	switch {
	case t.Project != 0:
		return oneBranch(ctx, tca, api.ProjectRef{Repo: repo, ID: t.Project})
	case t.Repo != 0:
		page, err := tca.Projects(ctx, repo, api.ProjectFilter{Status: api.ProjectActive}, api.Window{Limit: maxBranches})
		d := activeBranches{total: page.Total}
		for _, p := range page.Items {
			d.branches = append(d.branches, listed(p, repo))
		}
		return d, err
	default:
		return teamBranches(ctx, tca, team)
	}
}

// oneBranch gets a single branch. ErrTargetGone says that it was deleted, or is no longer analysed.
func oneBranch(ctx context.Context, tca *api.Client, ref api.ProjectRef) (activeBranches, error) {
	p, err := tca.Project(ctx, ref)
	if err != nil {
		return activeBranches{}, err
	}
	if p.Status != api.ProjectActive || !p.Deleted.IsZero() {
		return activeBranches{}, ErrTargetGone
	}
	p.ID = ref.ID
	return activeBranches{branches: []target.TeamBranch{listed(p, ref.Repo)}, total: 1}, nil
}

// teamBranches searches a team's list, which cannot be filtered by status.
func teamBranches(ctx context.Context, tca *api.Client, team api.TeamRef) (activeBranches, error) {
	var d activeBranches
	inactive := 0            // so far
	seen := map[int64]bool{} // the list has no order of its own, so that its pages may overlap
	for offset, lists := 0, 0; lists < maxPages && len(d.branches) < maxBranches; lists++ {
		page, err := tca.TeamProjects(ctx, team, api.TeamProjectFilter{}, api.Window{Offset: offset, Limit: maxBranches})
		if err != nil {
			return d, err
		}
		for _, p := range page.Items {
			switch {
			case seen[p.ID]:
			case p.Status != api.ProjectActive || !p.Deleted.IsZero():
				inactive++
			case len(d.branches) < maxBranches:
				d.branches = append(d.branches, target.TeamBranch{TeamProject: p, Ref: p.Ref(team)})
			}
			seen[p.ID] = true
		}
		d.total = max(page.Total-inactive, len(d.branches))
		if offset += len(page.Items); len(page.Items) == 0 || offset >= page.Total {
			break
		}
	}
	return d, nil
}

// listed converts a branch of a repository's list to one of its team's list.
func listed(p api.Project, repo api.RepoRef) target.TeamBranch {
	return target.TeamBranch{Ref: api.ProjectRef{Repo: repo, ID: p.ID}, TeamProject: api.TeamProject{
		ID: p.ID, Branch: p.Branch, ScanPath: p.ScanPath, Status: p.Status, SchemeID: p.Scheme.ID, Scheme: p.Scheme.Name, Repo: p.Repo,
	}}
}
