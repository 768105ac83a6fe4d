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

// BranchWindow is a window of the analysed branches of several teams, one team after the other.
type BranchWindow struct {
	api.Page[TeamBranch]
	Lost []api.TeamRef // teams whose list TCA did not return
}

// TeamBranches gets a window of the analysed branches of teams; the last one when the list has become shorter than that.
func TeamBranches(ctx context.Context, r *command.Request, teams []api.TeamRef, offset, limit int) (BranchWindow, error) {
	list := func(ctx context.Context, t api.TeamRef, offset int) (api.Page[api.TeamProject], error) {
		return r.TCA.TeamProjects(ctx, t, api.TeamProjectFilter{}, api.Window{Offset: offset, Limit: limit})
	}
	type firstPage struct {
		page api.Page[api.TeamProject]
		err  error
	}
	firsts, err := command.ForEach(ctx, teams, func(ctx context.Context, t api.TeamRef) (firstPage, error) {
		page, err := list(ctx, t, 0)
		if errors.Is(err, api.ErrUnauthorized) {
			return firstPage{}, err
		}
		return firstPage{page, err}, nil
	})
	if err != nil {
		return BranchWindow{}, err
	}
	var out BranchWindow
	for i, f := range firsts {
		if f.err != nil {
			out.Lost, err = append(out.Lost, teams[i]), f.err
			continue
		}
		out.Total += f.page.Total
		if out.At.IsZero() || f.page.At.Before(out.At) {
			out.At = f.page.At
		}
	}
	if len(out.Lost) < len(teams) {
		err = nil
	}
	if out.Offset = offset - offset%limit; out.Offset >= out.Total && out.Total > 0 {
		out.Offset = (out.Total - 1) / limit * limit
	}
	before := 0 // branches of the teams so far
	for i, f := range firsts {
		from, to := max(out.Offset-before, 0), min(out.Offset+limit-before, f.page.Total)
		before += f.page.Total
		if from >= to || f.err != nil {
			continue
		}
		page := f.page
		if to > len(page.Items) {
			if page, err = list(ctx, teams[i], from); err != nil {
				return out, err
			}
			from, to = 0, min(to-from, len(page.Items))
		}
		for _, p := range page.Items[from:to] {
			out.Items = append(out.Items, TeamBranch{TeamProject: p, Ref: p.Ref(teams[i])})
		}
	}
	return out, err
}
