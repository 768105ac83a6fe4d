package follow

import (
	"context"
	"errors"
	"slices"
	"strings"
	"tcabot/api"
	"tcabot/commands/change"
	"tcabot/commands/gate"
	"tcabot/commands/locale"
	"tcabot/commands/verdict"
	"time"
)

// branchScans are the last scans of a branch.
type branchScans struct {
	ref    api.ProjectRef
	name   string
	newest []api.Scan

	gone    bool          // it was deleted, or TCA does not show its scans: there is nothing to wait for
	refused error         // the owner may not see the branch
	wait    time.Duration // how long its scans are held, as TCA did not answer for it
}

// readBranch asks TCA for a branch and its last scans, which a deleted one does not have. The error is api.ErrUnauthorized, or
// that of the context.
func readBranch(ctx context.Context, src Source, f Follow, e End) (branchScans, error) {
	b := branchScans{ref: api.ProjectRef{Repo: api.RepoRef{TeamRef: api.TeamRef{Org: f.Target.Org, Team: f.Target.Team}, ID: e.Repo}, ID: e.Project}, name: e.Name}
	p, err := src.TCA.Project(ctx, b.ref)
	switch {
	case err == nil:
		b.name = e.Name + "@" + p.Branch
		if !p.Scheme.Default {
			b.name += " · " + p.Scheme.Name
		}
	case f.Target.Project != 0:
		b.name = f.Name
	}
	if errors.Is(err, api.ErrForbidden) {
		b.refused = err
	}
	if err == nil {
		b.newest, _, err = change.Recent(ctx, src.TCA, b.ref, change.Mark{}, e.Found)
		if i := scanOf(b.newest, e.Job); err == nil && (i < 0 || !change.Ended(b.newest[i])) && e.counts() && !api.IsFresh(ctx) {
			// The answer may have been remembered before the scan was stored.
			b.newest, _, err = change.Recent(api.Fresh(ctx), src.TCA, b.ref, change.Mark{}, e.Found)
		}
	}
	switch {
	case errors.Is(err, api.ErrUnauthorized), ctx.Err() != nil:
		return b, err
	case lasting(err):
		b.gone = true
	case err != nil:
		b.wait = patience
	}
	return b, nil
}

// lasting reports whether TCA refuses a part, and will do so again.
func lasting(err error) bool {
	return errors.Is(err, api.ErrForbidden) || errors.Is(err, api.ErrNotFound)
}

func scanOf(newest []api.Scan, job int64) int {
	return slices.IndexFunc(newest, func(c api.Scan) bool { return c.JobID == job })
}

// counts reports whether the scan is expected to have figures: a job that became another one has none.
func (e End) counts() bool {
	code := api.ResultCode(e.Code)
	return code == NoCode || code.OK() && code != api.CodeRedirected
}

// result is how one scan of the branch ended, and how long after it was found it is held, as something is missing that TCA may
// still return. was is the state of its gate before.
func (b branchScans) result(ctx context.Context, src Source, f Follow, e End, was gate.State) (r Result, wait time.Duration, err error) {
	r = Result{End: e, Verdict: verdict.Verdict{Site: src.Site, Ref: b.ref, Name: b.name, Scan: api.Scan{JobID: e.Job}}}
	if code := api.ResultCode(e.Code); code != NoCode {
		r.Scan.Code = &code
	}
	at := scanOf(b.newest, e.Job)
	if at < 0 || !change.Ended(b.newest[at]) {
		if !e.counts() { // it failed before the analysis service knew it
			return r, 0, nil
		}
		r.NoFigures, r.Unsure = true, true
		switch {
		case b.gone:
			return r, 0, nil
		case b.wait > 0:
			return r, b.wait, nil
		default:
			return r, settling, nil
		}
	}
	r.Verdict, err = verdict.Of(ctx, src.TCA, verdict.Query{Site: src.Site, Ref: b.ref, Name: b.name, Scan: b.newest[at].ID}, b.newest)
	if err == nil {
		r.Verdict, err = r.Located(ctx, src.TCA)
	}
	if err != nil {
		return r, 0, err
	}
	// lacks notes that TCA did not return a part by which the follow may choose. Other errors are not TCA's.
	lacks := func(err error, part locale.Key, decides bool) error {
		_, answered := errors.AsType[*api.Error](err)
		switch {
		case err == nil:
			return nil
		case errors.Is(err, api.ErrUnauthorized), ctx.Err() != nil, !answered && !lasting(err):
			return err
		case !lasting(err):
			wait = patience
		}
		r.Unsure = r.Unsure || decides
		if !slices.Contains(r.Missing, part) {
			r.Missing = append(r.Missing, part)
		}
		return nil
	}
	if f.Has(ByGate) || f.Has(ByAll) {
		if err := lacks(b.judge(ctx, src, f, &r, was), "follow_post.part_gate", f.Has(ByGate)); err != nil {
			return r, 0, err
		}
	}
	return r, wait, lacks(b.authors(ctx, src, f, &r), "part.new_issues", f.Has(ByMine))
}

// judge checks the quality gate of the branch: the follow's own limits, else those that hold for the branch.
func (b branchScans) judge(ctx context.Context, src Source, f Follow, r *Result, was gate.State) error {
	v, ok, err := b.gate(ctx, src, f, r.Scan.ID)
	if err != nil || !ok {
		return err
	}
	state := v.State()
	if was == "" { // the first scan of the branch that the follow sees: what the one before it says
		if before := slices.IndexFunc(b.newest, func(c api.Scan) bool { return c.ID < r.Scan.ID && c.Lint != nil }); before >= 0 {
			former, known, err := b.gate(ctx, src, f, b.newest[before].ID)
			if err != nil {
				return err
			}
			if known {
				was = former.State()
			}
		}
	}
	r.Gate, r.Gated = v.Result, !v.Undecided()
	r.Transition = state.After(was)
	if state != gate.Unknown {
		r.State = state
	}
	if state == gate.Failing && was != gate.Failing {
		r.Transition = gate.Broke // also when nothing is known of the time before
	}
	return nil
}

// gate judges the branch by its state after a scan.
func (b branchScans) gate(ctx context.Context, src Source, f Follow, scan int64) (v gate.Verdict, ok bool, err error) {
	if len(f.Gate) == 0 {
		v, ok, err = gate.Judge{Store: src.Gates}.Scan(ctx, src.TCA, b.ref, f.Workspace, f.Channel, b.newest, scan)
		if ok || err != nil || !f.Has(ByGate) {
			return v, ok, err
		}
	}
	limits := f.Gate
	if len(limits) == 0 {
		limits = usualGate()
	}
	d, known := change.OfScan(b.newest, scan)
	if !known {
		return v, false, nil
	}
	at := slices.IndexFunc(b.newest, func(c api.Scan) bool { return c.ID == scan })
	v = gate.Verdict{Ref: b.ref, Scan: b.newest[at], Delta: d, Result: limits.Check(d)}
	v.Limits = limits
	return v, true, nil
}

// authors finds out whose new issues the scan found, where the follow is about that.
func (b branchScans) authors(ctx context.Context, src Source, f Follow, r *Result) error {
	if !r.Known || r.Delta.New == 0 || r.Delta.First() || r.Transition != gate.Broke && !f.Has(ByMine) {
		return nil
	}
	found, _, err := change.NewIssues(ctx, src.TCA, b.ref, r.Delta, nil)
	if err != nil {
		return err
	}
	for _, i := range found {
		if slices.ContainsFunc(src.Names, func(n string) bool { return strings.EqualFold(n, strings.TrimSpace(i.Author)) }) {
			r.Mine++
			r.Author = strings.TrimSpace(i.Author)
		}
	}
	if r.Transition == gate.Broke {
		r.Culprits = gate.Verdict{Scan: r.Scan, Delta: r.Delta, Result: r.Gate}.Blame(found, nil)
	}
	return nil
}
