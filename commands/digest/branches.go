package digest

import (
	"context"
	"tcabot/api"
	"tcabot/commands/target"
)

const (
	// maxBranches is how many analysed branches a digest covers: the first that TCA lists.
	maxBranches = target.MaxBranches
	// listPage is how many branches are listed in one request, and maxPages how many requests search a list for active ones.
	listPage, maxPages = 100, 50
)

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
		return search(func(w api.Window) (api.Page[api.Project], error) {
			return tca.Projects(ctx, repo, api.ProjectFilter{Status: api.ProjectActive}, w)
		}, func(p api.Project) (target.TeamBranch, bool) { return listed(p, repo), true })
	default:
		return search(func(w api.Window) (api.Page[api.TeamProject], error) {
			return tca.TeamProjects(ctx, team, api.TeamProjectFilter{}, w)
		}, func(p api.TeamProject) (target.TeamBranch, bool) {
			return target.TeamBranch{TeamProject: p, Ref: p.Ref(team)}, p.Status == api.ProjectActive && p.Deleted.IsZero()
		})
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

// search searches a list for active branches: that of a team cannot be filtered by status.
func search[T any](list func(api.Window) (api.Page[T], error), read func(T) (b target.TeamBranch, active bool)) (activeBranches, error) {
	var d activeBranches
	inactive := 0            // so far
	seen := map[int64]bool{} // the list has no order of its own, so that its pages may overlap
	for offset, lists := 0, 0; lists < maxPages && len(d.branches) < maxBranches; lists++ {
		page, err := list(api.Window{Offset: offset, Limit: listPage})
		if err != nil {
			return d, err
		}
		for _, one := range page.Items {
			b, active := read(one)
			switch {
			case seen[b.ID]:
			case !active:
				inactive++
			case len(d.branches) < maxBranches:
				d.branches = append(d.branches, b)
			}
			seen[b.ID] = true
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
