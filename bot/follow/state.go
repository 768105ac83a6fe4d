package follow

import (
	"context"
	"errors"
	"slices"
	"tcabot/api"
	"time"
)

// state is what was seen of a repository. A later question is compared with it.
type state struct {
	Jobs     int              `json:"jobs"`               // that TCA counts
	Project  int64            `json:"project"`            // of the job that had started last
	Started  int64            `json:"started"`            // when that was, in milliseconds since 1970
	Top      int64            `json:"top"`                // the largest ID of a job that was seen: IDs grow with each job
	Floor    int64            `json:"floor"`              // the same, when every job that was counted had been found
	Owed     int              `json:"owed,omitempty"`     // jobs that were counted, and not found yet
	Tried    []int64          `json:"tried,omitempty"`    // branches that were looked at for them, in this order
	Again    int              `json:"again,omitempty"`    // how many of Tried, from its beginning, were looked at before the last job was counted
	Narrow   bool             `json:"narrow,omitempty"`   // only some branches were followed
	Widened  bool             `json:"widened,omitempty"`  // the whole repository is followed since, and not every branch was looked at
	Checked  int64            `json:"checked,omitempty"`  // when the branches that are followed by themselves were last there, Unix seconds
	Since    int64            `json:"since,omitempty"`    // when the latest of the follows began, Unix seconds
	Branches map[int64]branch `json:"branches,omitempty"` // those that were looked at, by their projects
}

// branch is what was seen of a branch.
type branch struct {
	Last    int64 `json:"last"`              // the largest ID of its jobs
	Running []run `json:"running,omitempty"` // jobs that had not ended
}

// run is a job that had not ended.
type run struct {
	Job  int64 `json:"job"`
	Seen int64 `json:"seen"` // when it was seen for the first time, Unix seconds
}

// seen is the run of a job; ok is false when it was not running.
func (b branch) seen(job int64) (r run, ok bool) {
	i := slices.IndexFunc(b.Running, func(r run) bool { return r.Job == job })
	if i < 0 {
		return run{}, false
	}
	return b.Running[i], true
}

// longestRun is how long a job may run to be asked about often: one that TCA has forgotten runs forever.
const longestRun = 6 * time.Hour

// running reports whether a job runs, and not for too long.
func (st *state) running(now time.Time) bool {
	for _, b := range st.Branches {
		if slices.ContainsFunc(b.Running, func(r run) bool { return now.Sub(time.Unix(r.Seen, 0)) < longestRun }) {
			return true
		}
	}
	return false
}

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

// search looks for jobs that were counted and not found: on the branches that are known, then on all others. A round looks at
// a few, and the next one goes on behind them, also when more jobs were counted meanwhile: then the first ones are looked at
// again in the end, so that each job is found after one turn.
func (r *round) search(ctx context.Context, owed int) error {
	c := candidates{round: r}
	for id := range r.state.Branches {
		c.all = append(c.all, id)
	}
	slices.Sort(c.all)
	c.whole = r.only != nil
	for looks := 0; owed > 0 || r.state.Widened; looks++ {
		id, ok, err := c.next(ctx)
		if err != nil {
			return err
		}
		if !ok { // they are on no branch that can be seen, or it was deleted
			break
		}
		if looks == maxLooks {
			r.state.Owed = owed
			return nil
		}
		found := r.found
		if err := r.look(ctx, id); err != nil {
			return err
		}
		r.tried(id)
		owed -= r.found - found
	}
	r.state.Owed, r.state.Tried, r.state.Again, r.state.Widened = 0, nil, 0, false
	return nil
}

// tried notes that the search looked at a branch.
func (r *round) tried(id int64) {
	if at := slices.Index(r.state.Tried, id); at >= 0 {
		r.state.Tried = slices.Delete(r.state.Tried, at, at+1)
		if at < r.state.Again {
			r.state.Again--
		}
	}
	r.state.Tried = append(r.state.Tried, id)
}

// candidates are the branches that a search may look at.
type candidates struct {
	*round
	all    []int64
	listed []int64 // by TCA
	whole  bool    // all of them are listed
}

// next is the branch that is looked at next: one that the search has not looked at or, of those that it looked at before the
// last job was counted, the one that it looked at first. TCA lists the branches only if those that are known are not enough.
func (c *candidates) next(ctx context.Context) (id int64, ok bool, err error) {
	for {
		i := slices.IndexFunc(c.all, func(id int64) bool { return !c.looked[id] && !slices.Contains(c.state.Tried, id) })
		if i >= 0 {
			return c.all[i], true, nil
		}
		if c.whole {
			break
		}
		if err := c.list(ctx); err != nil {
			return 0, false, err
		}
	}
	i := slices.IndexFunc(c.state.Tried[:c.state.Again], func(id int64) bool { return !c.looked[id] })
	if i < 0 {
		return 0, false, nil
	}
	return c.state.Tried[i], true, nil
}

// list asks TCA for more branches. Once all are listed, the others are forgotten.
func (c *candidates) list(ctx context.Context) error {
	page, err := c.tca.Projects(ctx, c.repo, api.ProjectFilter{Status: api.ProjectActive}, api.Window{Offset: len(c.listed), Limit: projectsPage})
	if err != nil {
		return err
	}
	for _, p := range page.Items {
		c.listed = append(c.listed, p.ID)
		if !slices.Contains(c.all, p.ID) {
			c.all = append(c.all, p.ID)
		}
	}
	if len(page.Items) > 0 && len(c.listed) < page.Total {
		return nil
	}
	c.whole = true
	for id, b := range c.state.Branches {
		if len(b.Running) == 0 && !slices.Contains(c.listed, id) {
			delete(c.state.Branches, id)
		}
	}
	return nil
}

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
