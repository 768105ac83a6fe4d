package follow

import (
	"context"
	"errors"
	"tcabot/api"
)

// look compares the jobs of a branch with what was seen of them. What ran on a branch that was not followed before is seen, and
// does not count as new: it was counted when it was made.
func (r *round) look(ctx context.Context, project int64) error {
	r.looked[project] = true
	b, known := r.state.Branches[project]
	last := b.Last
	if !known {
		last = r.state.Floor
	}
	joins := !known && (r.only != nil || r.state.Widened)
	oldest := last + 1
	for _, one := range b.Running {
		oldest = min(oldest, one.Job)
	}
	all, err := r.jobs(ctx, project, oldest)
	if errors.Is(err, api.ErrNotFound) { // the branch was deleted
		delete(r.state.Branches, project)
		if r.only != nil { // it is not looked at again for being unknown
			r.state.Branches[project] = branch{Last: last}
		}
		return nil
	}
	if err != nil {
		return err
	}
	now := branch{Last: last}
	for _, j := range all {
		isNew := j.ID > last
		if isNew && !joins {
			r.found++
		}
		now.Last, r.top = max(now.Last, j.ID), max(r.top, j.ID)
		ran, was := b.seen(j.ID)
		if !was {
			ran = run{j.ID, r.now.Unix()}
		}
		switch {
		case !j.Done():
			now.Running = append(now.Running, ran)
		case !r.first && (isNew || was):
			r.ends = append(r.ends, ended{project, j})
		}
	}
	r.state.Branches[project] = now
	return nil
}

// jobs lists the jobs of a branch, newest first, back to one: more of them only where the usual page does not reach it.
func (r *round) jobs(ctx context.Context, project, to int64) ([]api.Job, error) {
	at := api.ProjectRef{Repo: r.repo, ID: project}
	page, err := r.tca.Jobs(ctx, at, api.JobFilter{}, api.Window{Limit: jobsPage})
	if err != nil {
		return nil, err
	}
	if n := len(page.Items); !r.first && n > 0 && n < page.Total && page.Items[n-1].ID > to {
		page, err = r.tca.Jobs(ctx, at, api.JobFilter{}, api.Window{Limit: jobsMost})
	}
	return page.Items, err
}
