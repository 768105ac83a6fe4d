package gate

import (
	"cmp"
	"context"
	"errors"
	"slices"
	"strings"
	"tcabot/api"
	"tcabot/commands/command"
	"tcabot/commands/target"
	"time"
)

// manyCard is the verdict on the branches of a repository or a team.
type manyCard struct {
	found
	site    api.Site
	total   int // active branches
	gated   int // of those that were listed, a gate holds for so many
	listed  int // of the active ones
	judged  []judgedBranch
	never   int // no scan of them has succeeded
	left    int // no time was left for them
	lost    int // TCA did not answer for them
	setting Setting
	own     bool    // setting is that of the target itself
	form    setArgs // opens the form that sets the limits
}

// judgedBranch is the verdict on one of several branches.
type judgedBranch struct {
	target.TeamBranch
	verdict Verdict
	err     error
	never   bool
}

// many judges the active branches of a repository or a team, as many as there is time for.
func (d Deps) many(ctx context.Context, r *command.Request, at found) (manyCard, error) {
	c := manyCard{found: at, site: d.Site}
	own, err := d.Store.Gate(ctx, r.Who.Workspace, at.scope())
	if err != nil {
		return c, err
	}
	c.setting, c.own, c.form = own, len(own.Limits) > 0, formOf(own, target.Word(at.Target))
	held, err := HeldFor(ctx, d.Store, r.Who.Workspace, r.Channel, at.Target)
	if err != nil {
		return c, err
	}
	all, err := target.Active(ctx, r.TCA, at.Target)
	if err != nil {
		return c, err
	}
	c.total, c.listed = all.Total, len(all.Items)
	gated := slices.DeleteFunc(all.Items, func(b target.TeamBranch) bool { _, ok := held.For(b.Ref); return !ok })
	c.gated = len(gated)
	patient, cancel := d.patiently(ctx)
	defer cancel()
	judge := Judge{readHeld{d.Store, held}}
	answers, err := command.ForEach(patient, gated, func(ctx context.Context, b target.TeamBranch) (judgedBranch, error) {
		one := judge.branch(ctx, r, held, b)
		if errors.Is(one.err, api.ErrUnauthorized) {
			return one, one.err
		}
		return one, nil
	})
	if err == nil {
		err = context.Cause(ctx)
	}
	if err != nil {
		return c, err
	}
	return c.with(answers)
}

// branch judges one of several branches by its last successful scan.
func (j Judge) branch(ctx context.Context, r *command.Request, held Held, b target.TeamBranch) judgedBranch {
	one := judgedBranch{TeamBranch: b}
	if ctx.Err() != nil {
		one.err = context.Cause(ctx) // no request is begun that nobody waits for
		return one
	}
	scans, err := recent(ctx, r.TCA, b.Ref)
	if err != nil {
		one.err = err
		return one
	}
	last, ok := lastGood(scans)
	if one.never = !ok; !ok {
		return one
	}
	setting, _ := held.For(b.Ref)
	one.verdict, one.err = j.judge(ctx, r.TCA, b.Ref, setting, r.Channel, scans, last.ID)
	return one
}

// patiently limits a context to the time that branches are waited for.
func (d Deps) patiently(ctx context.Context) (context.Context, context.CancelFunc) {
	patience := d.Patience
	if end, limited := ctx.Deadline(); limited && patience == 0 {
		patience = time.Until(end) / 2
	}
	if patience == 0 {
		return ctx, func() {}
	}
	return context.WithTimeoutCause(ctx, patience, command.ErrDeadline)
}

// with adds the verdicts, the worst first. It is an error when TCA answered for no branch.
func (c manyCard) with(answers []judgedBranch) (manyCard, error) {
	var failed error
	for _, one := range answers {
		switch {
		case errors.Is(one.err, command.ErrDeadline):
			c.left++
		case one.err != nil:
			c.lost++
			failed = one.err
		case one.never:
			c.never++
		default:
			c.judged = append(c.judged, one)
		}
	}
	if len(c.judged)+c.never > 0 || c.left > 0 {
		failed = nil
	}
	order := []State{Failing, Unknown, Passed}
	slices.SortStableFunc(c.judged, func(a, b judgedBranch) int {
		return cmp.Or(slices.Index(order, a.verdict.State())-slices.Index(order, b.verdict.State()), len(b.verdict.Failed)-len(a.verdict.Failed),
			strings.Compare(target.BranchName(a.TeamBranch), target.BranchName(b.TeamBranch)))
	})
	return c, failed
}

// count is how many branches are in a state.
func (c manyCard) count(s State) int {
	n := 0
	for _, one := range c.judged {
		if one.verdict.State() == s {
			n++
		}
	}
	return n
}

// readHeld is a Reader that has the pins of all branches already.
type readHeld struct {
	Reader
	held Held
}

// Pins implements Reader.
func (h readHeld) Pins(context.Context, string, target.Target) (Pins, error) { return h.held.Pins, nil }
