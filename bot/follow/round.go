package follow

import (
	"context"
	"slices"
	"tcabot/api"
	"time"
)

const (
	jobsPage, jobsMost = 10, 100 // jobs of a branch in the usual request, and in that of a branch with more new ones
	projectsPage       = 100     // branches of a repository in one request of a search
	// maxLooks is how many branches of a repository are looked at in one round for jobs that were counted, and that are not on
	// the branch whose job started last. The search continues in the next round.
	maxLooks = 8
)

// asker is the part of the client that a round uses.
type asker interface {
	Jobs(ctx context.Context, p api.ProjectRef, f api.JobFilter, w api.Window) (api.Page[api.Job], error)
	Projects(ctx context.Context, r api.RepoRef, f api.ProjectFilter, w api.Window) (api.Page[api.Project], error)
}

// ended is a job that has ended since the round before.
type ended struct {
	project int64
	job     api.Job
}

// round compares what TCA says of one repository with what it said before.
type round struct {
	tca   asker
	repo  api.RepoRef
	only  []int64 // the branches that are followed; nil for all
	first bool    // nothing is known yet: all that has ended did so before
	now   time.Time

	state  state
	top    int64
	looked map[int64]bool
	found  int // jobs that are new
	ends   []ended
}

// newRound starts a round from the state before; nil for the first one.
func newRound(tca asker, repo api.RepoRef, only []int64, before *state, now time.Time) *round {
	r := &round{tca: tca, repo: repo, only: only, first: before == nil, now: now, looked: map[int64]bool{}}
	if before != nil {
		r.state = *before
	}
	r.state.Branches = make(map[int64]branch, len(r.state.Branches))
	if before != nil {
		for id, b := range before.Branches {
			if r.follows(id) {
				r.state.Branches[id] = b
			}
		}
	}
	r.top = r.state.Top
	r.state.Tried = slices.DeleteFunc(slices.Clone(r.state.Tried), func(id int64) bool { return !r.follows(id) })
	r.state.Again = min(r.state.Again, len(r.state.Tried))
	r.state.Widened = only == nil && (r.state.Widened || r.state.Narrow)
	r.state.Narrow = only != nil
	return r
}

func (r *round) follows(project int64) bool { return r.only == nil || slices.Contains(r.only, project) }

// run looks at as few branches as possible: those with jobs that had not ended, the one whose job started last if that is
// another job than before, and others only while there are more new jobs than these explain. A job that started earlier than
// the last one, on another branch, is found in that way. That the last one started says nothing of the number of new ones: it
// may have waited for long.
func (r *round) run(ctx context.Context, repo api.Repo) error {
	for _, project := range r.firstLooks(repo) {
		if err := r.look(ctx, project); err != nil {
			return err
		}
	}
	owed := 0
	if repo.JobCount > r.state.Jobs {
		r.state.Again = len(r.state.Tried) // the new ones may be anywhere
	}
	if !r.first {
		owed = repo.JobCount - r.state.Jobs + r.state.Owed - r.found
	}
	if err := r.search(ctx, max(0, owed)); err != nil {
		return err
	}
	r.state.Jobs, r.state.Top = repo.JobCount, r.top
	if r.state.Owed == 0 && !r.state.Widened {
		r.state.Floor = r.top
	}
	if repo.Recent != nil {
		r.state.Project, r.state.Started = repo.Recent.ProjectID, repo.Recent.At.UnixMilli()
	}
	return nil
}

// started reports whether another job than before has started last.
func (r *round) started(repo api.Repo) bool {
	return repo.Recent != nil && (repo.Recent.ProjectID != r.state.Project || repo.Recent.At.UnixMilli() != r.state.Started)
}

// firstLooks are the branches that are looked at in any case.
func (r *round) firstLooks(repo api.Repo) []int64 {
	var all []int64
	for id, b := range r.state.Branches {
		if len(b.Running) > 0 {
			all = append(all, id)
		}
	}
	for _, id := range r.only { // those that are followed since the round before
		if _, known := r.state.Branches[id]; !known {
			all = append(all, id)
		}
	}
	slices.Sort(all)
	if r.started(repo) && r.follows(repo.Recent.ProjectID) && !slices.Contains(all, repo.Recent.ProjectID) {
		all = append(all, repo.Recent.ProjectID)
	}
	return all
}
