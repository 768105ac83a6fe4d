package overview

import (
	"cmp"
	"context"
	"errors"
	"slices"
	"strings"
	"tcabot/api"
	"tcabot/commands/command"
	"tcabot/commands/locale"
	"tcabot/commands/target"
)

// mineCounts is a person's open work in one analysed branch.
type mineCounts struct {
	target.TeamBranch
	api.MyCounts
}

// lostPart is what TCA did not answer for.
type lostPart struct {
	of    string       // team or branch
	parts []locale.Key // of the branch; empty for all of it
}

// errLeft is the cause of the end of counting when the answer does not wait longer.
var errLeft = errors.New("left to be counted later")

// countMine counts open work in all active branches, several at a time, and returns those that were not counted in time.
// Branches that TCA does not answer for are named; it is an error only when it answers for none.
func (d deps) countMine(ctx context.Context, r *command.Request, c *mineCard, all []target.TeamBranch) (left []target.TeamBranch, err error) {
	active := slices.DeleteFunc(slices.Clone(all), func(b target.TeamBranch) bool { return b.Status != api.ProjectActive || !b.Deleted.IsZero() })
	c.skipped = len(all) - len(active)
	patient := ctx
	if d.counting.Patience > 0 {
		limited, cancel := context.WithTimeoutCause(ctx, d.counting.Patience, errLeft)
		defer cancel()
		patient = limited
	}
	answers, err := command.ForEach(patient, active, func(ctx context.Context, b target.TeamBranch) (myCount, error) {
		n := countBranch(ctx, r.TCA, b.Ref, c.names)
		if errors.Is(n.err, api.ErrUnauthorized) {
			return n, n.err
		}
		return n, nil
	})
	if err == nil && ctx.Err() != nil {
		err = context.Cause(ctx)
	}
	if err != nil {
		return nil, err
	}
	var failed error
	for i, b := range active {
		switch n := answers[i]; {
		case errors.Is(n.err, errLeft):
			left = append(left, b)
			continue
		case n.err == nil:
			c.checked++
		default:
			failed = n.err
			c.lost = append(c.lost, lostPart{target.BranchName(b), n.missing})
		}
		if answers[i].counts != (api.MyCounts{}) {
			c.found = append(c.found, mineCounts{b, answers[i].counts})
		}
	}
	slices.SortStableFunc(c.found, func(a, b mineCounts) int {
		return cmp.Or(b.Issues-a.Issues, b.Functions-a.Functions, b.Duplicates-a.Duplicates, strings.Compare(a.Repo.Name, b.Repo.Name),
			strings.Compare(a.Branch, b.Branch), cmp.Compare(a.ID, b.ID))
	})
	if c.checked == 0 && len(c.found) == 0 {
		return left, failed
	}
	return left, nil
}

// countLater counts in the background what was left, so that the next answer finds it in the cache. It reports whether that
// is being done.
func (d deps) countLater(ctx context.Context, r *command.Request, name string, left []target.TeamBranch, names []string) bool {
	if d.counting.Background == nil {
		return false
	}
	tca, fresh := r.TCA, api.IsFresh(ctx)
	return d.counting.Background.Start(r, name, func(ctx context.Context) {
		if fresh {
			ctx = api.Fresh(ctx)
		}
		_, _ = command.ForEachSlowly(ctx, left, func(ctx context.Context, b target.TeamBranch) (myCount, error) {
			n := countBranch(ctx, tca, b.Ref, names)
			if errors.Is(n.err, api.ErrUnauthorized) {
				return n, n.err // of no use for the others
			}
			return n, nil
		})
	})
}

// myCount is what was counted in one branch. With an error, missing lists the parts that are too low, or is empty when
// nothing is known.
type myCount struct {
	counts  api.MyCounts
	missing []locale.Key
	err     error
}

// countBranch counts open work of a person with several names, of which TCA itself counts only by the first, the user name.
// For each other name it takes the totals of three lists with the conditions of TCA's own counts. A list that fails leaves
// the other counts as they are.
func countBranch(ctx context.Context, tca *api.Client, p api.ProjectRef, names []string) myCount {
	if ctx.Err() != nil {
		return myCount{err: context.Cause(ctx)} // no request is begun that nobody waits for
	}
	var n myCount
	switch n.counts, n.err = tca.MyCounts(ctx, p); {
	case errors.Is(n.err, api.ErrNotFound):
		return myCount{} // analysis knows nothing of a branch that was never scanned
	case n.err != nil:
		return n
	}
	for _, part := range myParts {
		for _, name := range names[min(1, len(names)):] {
			total, err := part.total(ctx, tca, p, name)
			if errors.Is(err, api.ErrUnauthorized) || errors.Is(err, errLeft) {
				return myCount{err: err}
			}
			if err != nil {
				n.missing, n.err = append(n.missing, part.name), err
				break
			}
			*part.of(&n.counts) += total
		}
	}
	return n
}

// myParts are the kinds of open work, with the name under which a missing one is reported.
var myParts = []struct {
	name  locale.Key
	of    func(*api.MyCounts) *int
	total func(context.Context, *api.Client, api.ProjectRef, string) (int, error)
}{
	{"mine.part_issues", func(c *api.MyCounts) *int { return &c.Issues }, func(ctx context.Context, tca *api.Client, p api.ProjectRef, name string) (int, error) {
		f := api.IssueFilter{State: []api.IssueState{api.IssueActive}, Author: name, Order: []api.Order{api.OrderID}}
		page, err := tca.Issues(ctx, p, f, api.Window{Limit: 1})
		return page.Total, err
	}},
	{"mine.part_functions", func(c *api.MyCounts) *int { return &c.Functions }, func(ctx context.Context, tca *api.Client, p api.ProjectRef, name string) (int, error) {
		page, err := tca.Functions(ctx, p, api.FunctionFilter{Status: []api.FuncStatus{api.FuncAttention}, Author: name}, api.Window{Limit: 1})
		return page.Total, err
	}},
	{"mine.part_duplicates", func(c *api.MyCounts) *int { return &c.Duplicates }, func(ctx context.Context, tca *api.Client, p api.ProjectRef, name string) (int, error) {
		page, err := tca.DuplicateFiles(ctx, p, api.DuplicateFileFilter{State: []api.DupState{api.DupActive}, Owner: name}, api.Window{Limit: 1})
		return page.Total, err
	}},
}
