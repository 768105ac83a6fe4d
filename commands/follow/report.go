package follow

import (
	"cmp"
	"context"
	"errors"
	"slices"
	"strings"
	"tcabot/api"
	"tcabot/commands/change"
	"tcabot/commands/gate"
	"tcabot/commands/locale"
	"tcabot/commands/people"
	"tcabot/commands/verdict"
	"time"
)

const (
	// maxResults is how many scans of one post are looked at. The others are counted.
	maxResults = 10
	// settling is how long TCA may take to list a scan that has ended and to store its figures; afterwards it is posted without.
	settling = 2 * time.Minute
	// patience is how long a branch that TCA does not answer for is asked about; afterwards its scans are posted without figures.
	patience = 5 * time.Minute
	// skew is how far TCA's clock may be behind the bot's.
	skew = 5 * time.Minute
)

// Result is how one scan ended, as far as a follow is about it.
type Result struct {
	verdict.Verdict
	End        End
	Transition gate.Transition // what became of the quality gate; empty for nothing
	Culprits   []gate.Culprit  // whose new issues broke it
	Mine       int             // new issues whose author is the owner
	Author     string          // under which name
	State      gate.State      // the gate after the scan; empty where it is not known
	Unsure     bool            // TCA did not return what decides whether the follow is about the scan
}

// Report is what a follow has to post.
type Report struct {
	Results []Result // that fit the choice, the worst first
	Left    int      // scans that were not looked at
	Held    []End    // that are to be asked about again, as TCA does not have their figures yet
}

// Mentioning is the report with the people whom its post may mention: the first ones that it names.
func (r Report) Mentioning(all people.People) Report {
	var authors []string
	for _, one := range r.Results {
		for _, c := range one.Culprits {
			authors = append(authors, c.Author)
		}
		authors = append(authors, one.Authors()...)
	}
	all = all.Mentioning(authors...)
	r.Results = slices.Clone(r.Results)
	for i := range r.Results {
		r.Results[i].People = all
	}
	return r
}

// Source is what a report is made of.
type Source struct {
	TCA   *api.Client // with the owner's token
	Site  api.Site
	Gates gate.Reader
	Names []string // under which the owner's commits appear
}

// NewReport asks TCA how scans ended, and keeps the results that the follow is about. States holds what is known of their
// branches; the gates that are found are put there. Scans of a branch that TCA does not answer for are held for some minutes,
// and those after them; the others are reported. The error is temporary, or api.ErrUnauthorized, or api.ErrForbidden where the
// owner may see none of the branches.
func NewReport(ctx context.Context, src Source, f Follow, ends []End, states map[int64]BranchState, now time.Time) (Report, error) {
	var r Report
	chosen, left := f.choose(ends)
	r.Left = left
	branches := map[int64]branchScans{}
	var refused []error
	held := map[int64]bool{}
	for _, e := range chosen {
		b, ok := branches[e.Project]
		if !ok {
			var err error
			if b, err = readBranch(ctx, src, f, e); err != nil {
				return r, err
			}
			branches[e.Project] = b
			if b.refused != nil {
				refused = append(refused, b.refused)
			}
		}
		one, wait, err := b.result(ctx, src, f, e, states[e.Project].Gate)
		if err != nil {
			return r, err
		}
		if held[e.Project] || now.Sub(e.Found) < wait {
			held[e.Project] = true // a gate is followed from scan to scan
			r.Held = append(r.Held, e)
			continue
		}
		if one.State != "" {
			state := states[e.Project]
			state.Gate = one.State
			states[e.Project] = state
		}
		if one.ended().Before(f.Since.Add(-skew)) && !one.ended().IsZero() {
			continue
		}
		if f.wants(one) {
			r.Results = append(r.Results, one)
		}
	}
	if len(refused) > 0 && len(refused) == len(branches) {
		return r, refused[0]
	}
	slices.SortStableFunc(r.Results, func(a, b Result) int { return cmp.Or(a.rank()-b.rank(), cmp.Compare(b.End.Job, a.End.Job)) })
	return r, nil
}

// choose takes the scans that are looked at: those that failed, where the follow is about them, and the newest ones. A gate is
// followed from scan to scan, so they are in the order in which they were started.
func (f Follow) choose(ends []End) (chosen []End, left int) {
	// What was found before the follow began, or was resumed, ended before that.
	chosen = slices.DeleteFunc(slices.Clone(ends), func(e End) bool { return e.Found.Before(f.Since) })
	if len(f.What) == 1 && f.Has(ByFailed) { // TCA need not be asked about the others
		chosen = slices.DeleteFunc(chosen, func(e End) bool { return !e.failed() })
	}
	first := func(e End) int {
		if e.failed() && (f.Has(ByAll) || f.Has(ByFailed)) {
			return 0
		}
		return 1
	}
	slices.SortFunc(chosen, func(a, b End) int { return cmp.Or(first(a)-first(b), cmp.Compare(b.Job, a.Job)) })
	left = max(0, len(chosen)-maxResults)
	chosen = chosen[:len(chosen)-left]
	slices.SortFunc(chosen, func(a, b End) int { return cmp.Compare(a.Job, b.Job) })
	return chosen, left
}

// failed reports whether the scan failed; one that was cancelled did not. One without a result has not succeeded.
func (e End) failed() bool {
	code := api.ResultCode(e.Code)
	return !code.OK() && !code.Stopped()
}

// wants reports whether a follow is about such a result.
func (f Follow) wants(r Result) bool {
	switch {
	case f.Has(ByAll), r.Unsure:
		return true
	case f.Has(ByFailed) && r.failed():
		return true
	case f.Has(ByGate) && r.Transition != "":
		return true
	case f.Has(ByNew) && r.Known && r.Delta.Comparable() && r.Delta.Opened.Fatal+r.Delta.Opened.Error > 0:
		return true
	default:
		return f.Has(ByMine) && r.Mine > 0
	}
}

// failed reports whether the scan failed, or ended without a result; one that was cancelled did not.
func (r Result) failed() bool {
	return r.Scan.Code == nil || !r.Scan.Code.OK() && !r.Scan.Code.Stopped()
}

// ended is when the scan ended; zero when TCA does not say.
func (r Result) ended() time.Time {
	if r.Scan.Created.IsZero() {
		return time.Time{}
	}
	return r.Scan.Created.Add(seconds(r.Scan.Waiting) + seconds(r.Scan.Execute))
}

func seconds(s api.Span) time.Duration {
	return time.Duration(max(0, s.Seconds()) * float64(time.Second))
}

// rank sorts results: what broke comes first.
func (r Result) rank() int {
	switch {
	case r.Transition == gate.Broke:
		return 0
	case r.failed():
		return 1
	case r.Known && r.Delta.New > 0:
		return 2
	default:
		return 3
	}
}

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
