package digest

import (
	"context"
	"errors"
	"tcabot/api"
	"tcabot/commands/change"
	"tcabot/commands/command"
	"tcabot/commands/gate"
	"tcabot/commands/locale"
	"tcabot/commands/people"
	"tcabot/commands/target"
	"time"
)

// Report is the content of a digest.
type Report struct {
	site         api.Site
	at           time.Time           // when it was made
	total        int                 // number of active branches
	branches     []branchNews        // that TCA answered for, in its order
	lost         []target.TeamBranch // that it did not answer for
	left         int                 // number of branches for which there was no time
	kept         []change.Mark       // last known state of those
	failedLimits []failedLimit       // of the gate
	unknown      int                 // limits that could not be checked because figures are missing
	gated        bool                // a quality gate holds for at least one branch
	aged         bool                // old is known
	old          int                 // open issues in code older than oldAge
	missing      []locale.Key        // other parts that TCA did not return
	own          []string            // names of the digest's owner: one author
	people       people.People       // authors whom the post mentions
}

// NewReport asks TCA for the state of a digest's target, with the given client, and compares it with the marks of the
// last post. The report names branches that TCA did not answer for; it is an error when there was no answer for any.
// ErrTargetGone says that a single branch was deleted or is no longer analysed; a target that does not exist, or that
// the client may not see, is api.ErrForbidden or api.ErrNotFound. api.ErrUnauthorized from any call ends it. The branches
// are asked about for the time of patience, or half of the context's when that is zero: a report covers those that answered.
// held has the gates for the branches, see GatesFor.
func NewReport(ctx context.Context, tca *api.Client, site api.Site, d Digest, marks []change.Mark, held gate.Held, now time.Time, patience time.Duration) (Report, error) {
	found, err := branchesOf(ctx, tca, d.Target)
	if err != nil {
		return Report{}, err
	}
	former := make(map[int64]change.Mark, len(marks))
	for _, m := range marks {
		former[m.Project] = m
	}
	looked := make(map[int64]bool, len(found.Items))
	for _, b := range found.Items {
		looked[b.Ref.ID] = true
	}
	patient, cancel := patiently(ctx, patience)
	defer cancel()
	answers, err := command.ForEach(patient, found.Items, func(ctx context.Context, b target.TeamBranch) (branchAnswer, error) {
		n, err := newsOf(ctx, tca, b, former[b.Ref.ID], d.Content, held, now)
		if errors.Is(err, api.ErrUnauthorized) {
			return branchAnswer{}, err
		}
		if len(found.Items) > 1 {
			n.trend = nil // not shown of several
		}
		return branchAnswer{n, err}, nil
	})
	if err == nil {
		err = context.Cause(ctx) // rather than a report of what arrived in time
	}
	if err != nil {
		return Report{}, err
	}
	r := Report{site: site, at: now, total: found.Total}
	for _, m := range marks { // of branches that are no longer among the listed ones: they may return
		if !looked[m.Project] && len(r.kept) < maxKept {
			r.kept = append(r.kept, m)
		}
	}
	if r, err = r.of(found.Items, answers, former); err != nil {
		return Report{}, err
	}
	return r.withAge(ctx, tca, d.Content, now)
}

// branchAnswer is what TCA answered about a branch.
type branchAnswer struct {
	news branchNews
	err  error
}

// patiently limits a context to a time, or to half of the time that is left: the rest is for what follows.
func patiently(ctx context.Context, patience time.Duration) (context.Context, context.CancelFunc) {
	if end, limited := ctx.Deadline(); limited && patience == 0 {
		patience = time.Until(end) / 2
	}
	if patience == 0 {
		return ctx, func() {}
	}
	return context.WithTimeoutCause(ctx, patience, command.ErrDeadline)
}

// of adds the answers about branches. It is an error when there is none.
func (r Report) of(branches []target.TeamBranch, answers []branchAnswer, former map[int64]change.Mark) (Report, error) {
	var failed error
	for i, a := range answers {
		if a.err == nil {
			r = r.with(a.news)
			continue
		}
		b := branches[i]
		if m, ok := former[b.Ref.ID]; ok {
			r.kept = append(r.kept, m)
		}
		if errors.Is(a.err, command.ErrDeadline) {
			r.left++
		} else {
			r.lost = append(r.lost, b)
		}
		if failed == nil || refused(failed) {
			failed = a.err // a TCA failure takes precedence over one branch without access
		}
	}
	if len(r.branches) > 0 {
		failed = nil
	}
	return r, failed
}

// maxKept bounds the marks of branches that are no longer listed.
const maxKept = 400

func refused(err error) bool {
	return errors.Is(err, api.ErrForbidden) || errors.Is(err, api.ErrNotFound)
}

// with adds a branch to the report.
func (r Report) with(n branchNews) Report {
	r.branches = append(r.branches, n)
	for _, f := range n.checked.Failed {
		r.failedLimits = append(r.failedLimits, failedLimit{f, n.TeamBranch, n.checked.Pin})
	}
	r.unknown += n.checked.Unknown
	r.gated = r.gated || n.checked.Held
	if n.unnamed && len(r.missing) == 0 {
		r.missing = append(r.missing, "part.new_issues")
	}
	return r
}

// withAge adds the number of issues in old code, for a single branch with changes.
func (r Report) withAge(ctx context.Context, tca *api.Client, c Content, now time.Time) (Report, error) {
	if !r.single() || r.Quiet() || !c.Shows(PartAge) || change.Sum(r.branches[0].Now.Open) == 0 {
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

// single reports whether there is only one branch, which is shown in more detail.
func (r Report) single() bool { return len(r.branches) == 1 && r.total == 1 }

// Quiet reports whether nothing changed: no branch changed, the quality gate passed, and TCA answered for every branch.
func (r Report) Quiet() bool {
	if len(r.failedLimits) > 0 || len(r.lost) > 0 || r.left > 0 || len(r.missing) > 0 {
		return false
	}
	for _, b := range r.branches {
		if b.changes {
			return false
		}
	}
	return true
}

// Marks is the state of the branches now; where TCA did not answer, the last known one.
func (r Report) Marks() []change.Mark {
	var all []change.Mark
	for _, b := range r.branches {
		if b.Now.Scan != 0 {
			all = append(all, b.Now)
		}
	}
	return append(all, r.kept...)
}
