package scans

import (
	"context"
	"slices"
	"tcabot/api"
	"tcabot/commands/paged"
)

// maxOdd is how many jobs with odd codes are merged: with a window of the others they fit into one request.
const maxOdd = 400

// failedJobs fetches windows of the jobs of a filter that failed, newest first. Failures have codes from 100 on, and a few
// below 0, such as -1 of a node that ended in an unknown way. TCA filters by one range, so those few are merged into the
// others.
func failedJobs(f api.JobFilter, jobs func(api.JobFilter) paged.Fetcher[api.Job]) paged.Fetcher[api.Job] {
	usual, odd := f, f
	if usual.CodeFrom = new(int(api.FirstFailure)); f.CodeFrom != nil {
		usual.CodeFrom = new(max(*f.CodeFrom, int(api.FirstFailure)))
	}
	if odd.CodeTo = new(-1); f.CodeTo != nil {
		odd.CodeTo = new(min(*f.CodeTo, -1))
	}
	switch {
	case f.CodeFrom != nil && *f.CodeFrom >= 0:
		return jobs(usual)
	case f.CodeTo != nil && *f.CodeTo < int(api.FirstFailure):
		return jobs(odd)
	}
	return func(ctx context.Context, w api.Window) (api.Page[api.Job], error) {
		few, err := jobs(odd)(ctx, api.Window{Limit: maxOdd})
		if err != nil || few.Total == 0 {
			if err == nil {
				return jobs(usual)(ctx, w)
			}
			return few, err
		}
		return mergedJobs(ctx, jobs(usual), few.Items, w)
	}
}

// mergedJobs fetches a window of two lists of jobs in one, newest first: one of TCA's, and one that is there.
func mergedJobs(ctx context.Context, jobs paged.Fetcher[api.Job], few []api.Job, w api.Window) (api.Page[api.Job], error) {
	from := max(0, w.Offset-len(few)) // at most that many of the few come before
	page, err := jobs(ctx, api.Window{Offset: from, Limit: w.Limit + len(few)})
	if err != nil {
		return page, err
	}
	before := 0 // those of the few that are newer than all of the page; the first page has them, too
	if from > 0 && len(page.Items) > 0 {
		before = len(slices.DeleteFunc(slices.Clone(few), func(j api.Job) bool { return j.ID < page.Items[0].ID }))
	}
	merged := slices.Concat(page.Items, few[before:])
	slices.SortFunc(merged, func(a, b api.Job) int { return int(b.ID - a.ID) })
	skip := min(max(0, w.Offset-from-before), len(merged))
	return api.Page[api.Job]{
		Items: merged[skip:min(skip+w.Limit, len(merged))], Total: page.Total + len(few), Offset: w.Offset, At: page.At,
	}, nil
}
