package follow

import (
	"cmp"
	"context"
	"errors"
	"slices"
	"tcabot/api"
	"tcabot/bot/store"
	"tcabot/commands/follow"
	"time"
)

const (
	// maxDetails is how many of the jobs that ended in a round are asked about for when that was. Those before are older.
	maxDetails = 10
	// skew is how far TCA's clock may be behind the bot's.
	skew = 3 * time.Minute
)

// tell notes what ended for each follow. Of what ended since the last round, a follow that began since is told only what did so
// after it began: there may be much, if the repository was followed before.
func (q *question) tell(ctx context.Context, r *round, repo api.Repo, about []follow.Follow) error {
	before := r.state.Since
	for _, f := range about {
		r.state.Since = max(r.state.Since, f.Since.Unix())
	}
	var told []store.End // all or none of them: the round is repeated after an error
	slices.SortFunc(r.ends, func(a, b ended) int { return cmp.Compare(b.job.ID, a.job.ID) })
	for i, e := range r.ends {
		at := time.Time{} // not asked for
		for _, f := range about {
			if !f.Covers(repo.ID, e.project) {
				continue
			}
			if f.Since.Unix() > before {
				if i >= maxDetails {
					continue
				}
				if at.IsZero() {
					var err error
					if at, err = q.endedAt(ctx, r, e); err != nil {
						return err
					}
				}
				if at.Before(f.Since.Add(-skew)) {
					continue
				}
			}
			end := follow.End{Repo: repo.ID, Project: e.project, Job: e.job.ID, Name: repo.Name, Code: follow.NoCode, Found: q.now}
			if e.job.Code != nil {
				end.Code = int(*e.job.Code)
			}
			told = append(told, store.End{Follow: f.ID, End: end})
		}
	}
	q.result.Ends = append(q.result.Ends, told...)
	return nil
}

// endedAt is when a job ended. One that TCA does not answer for ended just now: it is rather told than lost.
func (q *question) endedAt(ctx context.Context, r *round, e ended) (time.Time, error) {
	job, err := q.tca.Job(ctx, api.JobRef{Project: api.ProjectRef{Repo: r.repo, ID: e.project}, ID: e.job.ID})
	switch {
	case errors.Is(err, api.ErrUnauthorized), err != nil && ctx.Err() != nil:
		return q.now, err
	case err != nil || job.Closed().IsZero():
		return q.now, nil //nolint:nilerr // see above
	}
	return job.Closed().Time, nil
}
