package follow

import (
	"cmp"
	"context"
	"slices"
	"tcabot/api"
	"tcabot/commands/gate"
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
