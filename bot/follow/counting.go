package follow

import (
	"context"
	"errors"
	"tcabot/api"
	"tcabot/bot/jobs"
)

// counting is a client that counts its requests.
type counting struct {
	*api.Client
	stats *counters
}

// Repo returns one repository.
func (c counting) Repo(ctx context.Context, r api.RepoRef) (api.Repo, error) {
	c.stats.questions.Add(1)
	return c.Client.Repo(ctx, r)
}

// Repos lists the repositories of a team.
func (c counting) Repos(ctx context.Context, t api.TeamRef, f api.RepoFilter, w api.Window) (api.Page[api.Repo], error) {
	c.stats.questions.Add(1)
	return c.Client.Repos(ctx, t, f, w)
}

// Jobs implements asker.
func (c counting) Jobs(ctx context.Context, p api.ProjectRef, f api.JobFilter, w api.Window) (api.Page[api.Job], error) {
	c.stats.questions.Add(1)
	return c.Client.Jobs(ctx, p, f, w)
}

// Job returns one job.
func (c counting) Job(ctx context.Context, j api.JobRef) (api.JobDetail, error) {
	c.stats.questions.Add(1)
	return c.Client.Job(ctx, j)
}

// Projects implements asker.
func (c counting) Projects(ctx context.Context, r api.RepoRef, f api.ProjectFilter, w api.Window) (api.Page[api.Project], error) {
	c.stats.questions.Add(1)
	return c.Client.Projects(ctx, r, f, w)
}

// Project returns one branch.
func (c counting) Project(ctx context.Context, p api.ProjectRef) (api.Project, error) {
	c.stats.questions.Add(1)
	return c.Client.Project(ctx, p)
}

// onlyFailures drops the wish to be run again later: the next question does so in any case.
func onlyFailures(err error) error {
	if _, later := errors.AsType[jobs.SnoozeError](err); later {
		return nil
	}
	return err
}
