package target

import (
	"context"
	"tcabot/api"
)

// ActiveBranches are analysed branches that TCA scans.
type ActiveBranches struct {
	Items []TeamBranch // at most MaxBranches, the first that TCA lists
	Total int          // how many there are, as far as the list was searched
}

const (
	// listPage is how many branches are listed in one request, and maxPages how many requests search a list for active ones.
	listPage, maxPages = 100, 50
)

// Active lists the active branches of a repository or a team.
func Active(ctx context.Context, tca *api.Client, t Target) (ActiveBranches, error) {
	team := api.TeamRef{Org: t.Org, Team: t.Team}
	repo := api.RepoRef{TeamRef: team, ID: t.Repo}
	if t.Repo != 0 {
		return searchActive(func(w api.Window) (api.Page[api.Project], error) {
			return tca.Projects(ctx, repo, api.ProjectFilter{Status: api.ProjectActive}, w)
		}, func(p api.Project) (TeamBranch, bool) { return InTeam(p, repo), true })
	}
	return searchActive(func(w api.Window) (api.Page[api.TeamProject], error) {
		return tca.TeamProjects(ctx, team, api.TeamProjectFilter{}, w)
	}, func(p api.TeamProject) (TeamBranch, bool) {
		return TeamBranch{TeamProject: p, Ref: p.Ref(team)}, p.Status == api.ProjectActive && p.Deleted.IsZero()
	})
}

// searchActive searches a list for active branches: that of a team cannot be filtered by status.
func searchActive[T any](list func(api.Window) (api.Page[T], error), read func(T) (b TeamBranch, active bool)) (ActiveBranches, error) {
	var d ActiveBranches
	inactive := 0            // so far
	seen := map[int64]bool{} // the list has no order of its own, so that its pages may overlap
	for offset, lists := 0, 0; lists < maxPages && len(d.Items) < MaxBranches; lists++ {
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
			case len(d.Items) < MaxBranches:
				d.Items = append(d.Items, b)
			}
			seen[b.ID] = true
		}
		d.Total = max(page.Total-inactive, len(d.Items))
		if offset += len(page.Items); len(page.Items) == 0 || offset >= page.Total {
			break
		}
	}
	return d, nil
}

// InTeam converts a branch of a repository's list to one of its team's list.
func InTeam(p api.Project, repo api.RepoRef) TeamBranch {
	return TeamBranch{Ref: api.ProjectRef{Repo: repo, ID: p.ID}, TeamProject: api.TeamProject{
		ID: p.ID, Branch: p.Branch, ScanPath: p.ScanPath, Status: p.Status, SchemeID: p.Scheme.ID, Scheme: p.Scheme.Name, Repo: p.Repo,
	}}
}
