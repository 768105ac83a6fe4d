package digest

import (
	"context"
	"errors"
	"tcabot/api"
	"tcabot/commands/command"
	"tcabot/commands/locale"
	"tcabot/commands/target"
	"time"
)

// Report is what a digest has to tell.
type Report struct {
	site     api.Site
	at       time.Time           // of which it tells
	total    int                 // branches there are
	branches []branchNews        // that answered, as TCA lists them
	lost     []target.TeamBranch // that did not
	kept     []Mark              // how those stood when they answered last
	broken   []brokenLimit       // of the gate
	unknown  int                 // limits that could not be checked for want of figures
	aged     bool                // old is known
	old      int                 // open issues in code that was committed long ago
	missing  []locale.Key        // what else could not be had
}

// NewReport asks TCA how the target of a digest stands, with the given client, and compares with the marks of the
// last time. A branch that does not answer is named by the report; when none does that is the error. ErrTargetGone says
// that the one branch is gone; a target that the client may not see, or that there is not, is api.ErrForbidden or
// api.ErrNotFound. api.ErrUnauthorized from any call ends it.
func NewReport(ctx context.Context, tca *api.Client, site api.Site, d Digest, marks []Mark, now time.Time) (Report, error) {
	found, err := digestedBranches(ctx, tca, d.Target)
	if err != nil {
		return Report{}, err
	}
	former := make(map[int64]Mark, len(marks))
	for _, m := range marks {
		former[m.Project] = m
	}
	looked := make(map[int64]bool, len(found.branches))
	for _, b := range found.branches {
		looked[b.Ref.ID] = true
	}
	type answer struct {
		news branchNews
		err  error
	}
	answers, err := command.ForEach(ctx, found.branches, func(ctx context.Context, b target.TeamBranch) (answer, error) {
		n, err := newsOf(ctx, tca, b, former[b.Ref.ID], d.Content, now)
		if errors.Is(err, api.ErrUnauthorized) {
			return answer{}, err
		}
		return answer{n, err}, nil
	})
	if err == nil {
		err = context.Cause(ctx) // and not a report of what came in time
	}
	if err != nil {
		return Report{}, err
	}
	r := Report{site: site, at: now, total: found.total}
	for _, m := range marks { // of branches that are listed no more, or not among the first: they may come back
		if !looked[m.Project] && len(r.kept) < maxKept {
			r.kept = append(r.kept, m)
		}
	}
	var failed error
	for i, a := range answers {
		if a.err == nil {
			r = r.with(a.news, d.Content.Gate)
			continue
		}
		b := found.branches[i]
		r.lost = append(r.lost, b)
		if m, ok := former[b.Ref.ID]; ok {
			r.kept = append(r.kept, m)
		}
		if failed == nil || refused(failed) {
			failed = a.err // that TCA has trouble weighs more than that one of many may not be seen
		}
	}
	if failed != nil && len(r.branches) == 0 {
		return Report{}, failed
	}
	return r.withAge(ctx, tca, d.Content, now)
}

// maxKept bounds the marks of branches that are no longer seen.
const maxKept = 400

func refused(err error) bool {
	return errors.Is(err, api.ErrForbidden) || errors.Is(err, api.ErrNotFound)
}

// with is the report with another branch.
func (r Report) with(n branchNews, g Gate) Report {
	broken, unknown := g.check(n)
	r.branches = append(r.branches, n)
	r.broken, r.unknown = append(r.broken, broken...), r.unknown+unknown
	if n.unnamed && len(r.missing) == 0 {
		r.missing = append(r.missing, "post.part_issues")
	}
	return r
}

// withAge asks how many issues have been open for long, of a single branch of which there is something to tell.
func (r Report) withAge(ctx context.Context, tca *api.Client, c Content, now time.Time) (Report, error) {
	if !r.single() || r.Quiet() || !c.Shows(PartAge) || sum(r.branches[0].now.Open) == 0 {
		return r, nil
	}
	f := api.IssueFilter{State: []api.IssueState{api.IssueActive}, Before: now.Add(-oldAge), Order: []api.Order{api.OrderID}}
	page, err := tca.Issues(ctx, r.branches[0].Ref, f, api.Window{Limit: 1})
	switch {
	case errors.Is(err, api.ErrUnauthorized):
		return Report{}, err
	case err != nil:
		r.missing = append(r.missing, "post.part_age")
	default:
		r.aged, r.old = true, page.Total
	}
	return r, nil
}

// single reports whether there is one branch, so that more can be told of it than of many.
func (r Report) single() bool { return len(r.branches) == 1 && r.total == 1 }

// Quiet reports whether there is nothing to tell: nothing changed in any branch, the gate holds, and every branch
// answered.
func (r Report) Quiet() bool {
	if len(r.broken) > 0 || len(r.lost) > 0 || len(r.missing) > 0 {
		return false
	}
	for _, b := range r.branches {
		if b.changes {
			return false
		}
	}
	return true
}

// Marks is how the branches stand now; one that did not answer stands as it did before.
func (r Report) Marks() []Mark {
	var all []Mark
	for _, b := range r.branches {
		if b.now.Scan != 0 {
			all = append(all, b.now)
		}
	}
	return append(all, r.kept...)
}
