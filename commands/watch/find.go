package watch

import (
	"context"
	"slices"
	"tcabot/api"
	"tcabot/commands/command"
)

// maxNewer is how many of the newest jobs of a branch are searched for the one of a request whose answer was lost.
const maxNewer = 30

// FindStarted finds the jobs that TCA may have started for a request whose answer was lost, oldest first: those that the owner
// started through the bot after the newest job of then. TCA's clock is not compared with the bot's.
func FindStarted(ctx context.Context, tca *api.Client, w Watch, owner command.Link) ([]int64, error) {
	ctx = api.WithoutCache(ctx)
	page, err := tca.Jobs(ctx, w.Ref, api.JobFilter{}, api.Window{Limit: maxNewer})
	if err != nil {
		return nil, err
	}
	newer := slices.DeleteFunc(slices.Clone(page.Items), func(j api.Job) bool { return j.ID <= w.Before })
	details, err := command.ForEach(ctx, newer, func(ctx context.Context, j api.Job) (api.JobDetail, error) {
		d, err := tca.Job(ctx, api.JobRef{Project: w.Ref, ID: j.ID})
		d.ID = j.ID
		return d, err
	})
	if err != nil {
		return nil, err
	}
	var found []int64
	for _, d := range slices.Backward(details) {
		// TCA returns the nickname, which may have changed since the person connected; the username is no less theirs.
		if d.CreatedFrom == api.StartedFrom && (d.Creator == owner.Nickname || d.Creator == owner.Username) {
			found = append(found, d.ID)
		}
	}
	return found, nil
}
