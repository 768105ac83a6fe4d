package target

import (
	"context"
	"errors"
	"tcabot/api"
	"tcabot/commands/command"
)

// TeamBranch is an analysed branch in the list of its team.
type TeamBranch struct {
	api.TeamProject
	Ref api.ProjectRef
}

// BranchList is the analysed branches of several teams, one team after the other.
type BranchList struct {
	api.Page[TeamBranch]
	Lost []api.TeamRef // teams whose list TCA did not return, or not all of it
}

const (
	// MaxBranches is how many analysed branches a command or a digest looks at: each is several requests.
	MaxBranches = 2000
	// branchPage is how many branches are listed in one request: TCA takes about 10 ms for each.
	branchPage = 100
)

// TeamBranches lists the analysed branches of teams, at most MaxBranches of them, each once. Total is how many there are. It
// is an error only when TCA returns no list.
func TeamBranches(ctx context.Context, r *command.Request, teams []api.TeamRef) (BranchList, error) {
	list := func(ctx context.Context, w teamWindow) (teamPage, error) {
		page, err := r.TCA.TeamProjects(ctx, teams[w.team], api.TeamProjectFilter{}, api.Window{Offset: w.offset, Limit: branchPage})
		if errors.Is(err, api.ErrUnauthorized) {
			return teamPage{}, err
		}
		return teamPage{page, w.team, err}, nil
	}
	first := make([]teamWindow, len(teams))
	for i := range teams {
		first[i].team = i
	}
	pages, err := command.ForEach(ctx, first, list)
	if err != nil {
		return BranchList{}, err
	}
	var others []teamWindow
	wanted := 0 // so far
	for i, p := range pages {
		for offset := branchPage; offset < p.Total && wanted+offset < MaxBranches; offset += branchPage {
			others = append(others, teamWindow{i, offset})
		}
		wanted += p.Total
	}
	rest, err := command.ForEach(ctx, others, list)
	if err != nil {
		return BranchList{}, err
	}
	return collect(teams, pages, rest)
}

// teamWindow is a page of a team's list that is to be fetched, and teamPage one that was.
type teamWindow struct{ team, offset int }

type teamPage struct {
	api.Page[api.TeamProject]
	team int
	err  error
}

// collect puts the pages of teams together: the first one of each, and then the others, which are in the same order.
func collect(teams []api.TeamRef, first, others []teamPage) (out BranchList, err error) {
	for i, begun := range first {
		pages := []teamPage{begun}
		for len(others) > 0 && others[0].team == i {
			pages, others = append(pages, others[0]), others[1:]
		}
		seen := map[int64]bool{} // the list has no order of its own, so that its pages may overlap
		failed := false
		for _, p := range pages {
			if p.err != nil {
				failed, err = true, p.err
				continue
			}
			if out.At.IsZero() || p.At.Before(out.At) {
				out.At = p.At
			}
			for _, one := range p.Items {
				if !seen[one.ID] && len(out.Items) < MaxBranches {
					out.Items = append(out.Items, TeamBranch{TeamProject: one, Ref: one.Ref(teams[i])})
				}
				seen[one.ID] = true
			}
		}
		if out.Total += begun.Total; failed {
			out.Lost = append(out.Lost, teams[i])
		}
	}
	if !out.At.IsZero() {
		err = nil
	}
	return out, err
}
