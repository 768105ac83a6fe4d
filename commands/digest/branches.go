package digest

import (
	"context"
	"tcabot/api"
	"tcabot/commands/target"
)

// maxDigested is how many analysed branches a digest looks at: those that TCA lists first.
const maxDigested = 100

// digestLists is how many lists of so many branches are looked through for active ones.
const digestLists = 10

// digested are the branches that a digest looks at.
type digested struct {
	branches []target.TeamBranch
	total    int // that are active, as far as the lists were looked through
}

// digestedBranches finds the active branches of a digest's target.
func digestedBranches(ctx context.Context, tca *api.Client, t target.Target) (digested, error) {
	team := api.TeamRef{Org: t.Org, Team: t.Team}
	repo := api.RepoRef{TeamRef: team, ID: t.Repo}
	switch {
	case t.Project != 0:
		return oneDigested(ctx, tca, api.ProjectRef{Repo: repo, ID: t.Project})
	case t.Repo != 0:
		page, err := tca.Projects(ctx, repo, api.ProjectFilter{Status: api.ProjectActive}, api.Window{Limit: maxDigested})
		d := digested{total: page.Total}
		for _, p := range page.Items {
			d.branches = append(d.branches, listed(p, repo))
		}
		return d, err
	default:
		return teamDigested(ctx, tca, team)
	}
}

// oneDigested is the one branch; ErrTargetGone when it is there no more, or no longer analysed.
func oneDigested(ctx context.Context, tca *api.Client, ref api.ProjectRef) (digested, error) {
	p, err := tca.Project(ctx, ref)
	if err != nil {
		return digested{}, err
	}
	if p.Status != api.ProjectActive || !p.Deleted.IsZero() {
		return digested{}, ErrTargetGone
	}
	p.ID = ref.ID
	return digested{branches: []target.TeamBranch{listed(p, ref.Repo)}, total: 1}, nil
}

// teamDigested looks through a team's list, which cannot be narrowed to active branches.
func teamDigested(ctx context.Context, tca *api.Client, team api.TeamRef) (digested, error) {
	var d digested
	left := 0                // that are not active
	seen := map[int64]bool{} // the list has no order of its own, so that its pages may overlap
	for offset, lists := 0, 0; lists < digestLists && len(d.branches) < maxDigested; lists++ {
		page, err := tca.TeamProjects(ctx, team, api.TeamProjectFilter{}, api.Window{Offset: offset, Limit: maxDigested})
		if err != nil {
			return d, err
		}
		for _, p := range page.Items {
			switch {
			case seen[p.ID]:
			case p.Status != api.ProjectActive || !p.Deleted.IsZero():
				left++
			case len(d.branches) < maxDigested:
				d.branches = append(d.branches, target.TeamBranch{TeamProject: p, Ref: p.Ref(team)})
			}
			seen[p.ID] = true
		}
		d.total = max(page.Total-left, len(d.branches))
		if offset += len(page.Items); len(page.Items) == 0 || offset >= page.Total {
			break
		}
	}
	return d, nil
}

// listed is a branch as the list of its team has it.
func listed(p api.Project, repo api.RepoRef) target.TeamBranch {
	return target.TeamBranch{Ref: api.ProjectRef{Repo: repo, ID: p.ID}, TeamProject: api.TeamProject{
		ID: p.ID, Branch: p.Branch, ScanPath: p.ScanPath, Status: p.Status, SchemeID: p.Scheme.ID, Scheme: p.Scheme.Name, Repo: p.Repo,
	}}
}
