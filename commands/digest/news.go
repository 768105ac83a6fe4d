package digest

import (
	"cmp"
	"context"
	"errors"
	"slices"
	"tcabot/api"
	"tcabot/commands/scans"
	"tcabot/commands/target"
	"time"
)

const (
	firstScans = 20  // in the first request: enough for a day, and for a trend
	maxScans   = 100 // of a branch
	maxIssues  = 300 // new ones of a branch that are listed
	oldAge     = 90 * 24 * time.Hour
)

// branchNews is what a digest reports of one branch.
type branchNews struct {
	target.TeamBranch
	delta
	changes bool           // something changed
	issues  []api.Issue    // new and still open, those of the newest scans first
	sampled bool           // there are more than issues holds
	unnamed bool           // there are new issues, but TCA gave no list of them
	trend   []api.LintScan // its last scans, oldest first
}

// newsOf asks TCA for the scans of a branch and, if it has new issues, for their list.
func newsOf(ctx context.Context, tca *api.Client, b target.TeamBranch, mark Mark, c Content, now time.Time) (branchNews, error) {
	if ctx.Err() != nil {
		return branchNews{}, context.Cause(ctx) // no request is begun that nobody waits for
	}
	mark.Project = b.Ref.ID
	scans, whole, err := recentScans(ctx, tca, b.Ref, mark, now)
	if errors.Is(err, api.ErrNotFound) && mark.Scan == 0 {
		whole, err = true, nil // a branch that was never scanned has no scan history
	}
	if err != nil {
		return branchNews{}, err
	}
	n := branchNews{TeamBranch: b, delta: deltaOf(scans, whole, mark, c.Severity, now), trend: lintsOf(scans)}
	n.changes = n.changed(c.Shows(PartMetrics))
	if n.news == 0 || !c.Shows(PartWorst) && !c.Shows(PartRules) && !c.Shows(PartAuthors) {
		return n, nil
	}
	n.issues, n.sampled, err = newIssues(ctx, tca, b.Ref, n.delta, c.Severity)
	switch {
	case errors.Is(err, api.ErrUnauthorized):
		return n, err
	case err != nil:
		n.unnamed = true
		return n, nil //nolint:nilerr // the numbers are there: the post says that the list is not
	}
	return n, nil
}

// recentScans gets a branch's last scans, newest first, and whether they reach back to the scan they are compared with.
func recentScans(ctx context.Context, tca *api.Client, ref api.ProjectRef, mark Mark, now time.Time) (scans []api.Scan, whole bool, err error) {
	page, err := tca.Scans(ctx, ref, api.Window{Limit: firstScans})
	if err != nil {
		return nil, false, err
	}
	scans = newestFirst(page.Items)
	if len(scans) >= page.Total || reaches(scans, mark, now) {
		return scans, true, nil
	}
	rest, err := tca.Scans(ctx, ref, api.Window{Offset: firstScans, Limit: maxScans - firstScans})
	if err != nil {
		return nil, false, err
	}
	scans = newestFirst(append(scans, rest.Items...))
	return scans, len(scans) >= rest.Total || reaches(scans, mark, now), nil
}

// reaches reports whether scans go back to the one of a mark or, without one, to a day ago.
func reaches(scans []api.Scan, mark Mark, now time.Time) bool {
	if len(scans) == 0 {
		return true
	}
	oldest := scans[len(scans)-1]
	if mark.Scan != 0 {
		return oldest.ID <= mark.Scan
	}
	return !oldest.Time.After(now.Add(-lookback))
}

// newestFirst sorts scans and drops duplicates: a scan that starts between two requests moves the others.
func newestFirst(scans []api.Scan) []api.Scan {
	scans = slices.SortedFunc(slices.Values(scans), func(a, b api.Scan) int { return cmp.Compare(b.ID, a.ID) })
	return slices.CompactFunc(scans, func(a, b api.Scan) bool { return a.ID == b.ID })
}

// lintsOf are the issue counts of the last scans that have them, oldest first.
func lintsOf(newest []api.Scan) []api.LintScan {
	var all []api.LintScan
	for _, c := range newest {
		if c.Lint != nil && len(all) < scans.UsualScans {
			l := *c.Lint
			l.Scan.Time = c.Time
			all = append(all, l)
		}
	}
	slices.Reverse(all)
	return all
}

// spare is room for issues of a scan that has not ended, which is newer than the counted ones.
const spare = 50

// newIssues lists the issues that are new in a delta and still open. An issue is as new as the scan that found it, for the
// first time or again: one that was found again keeps its ID, so the order of IDs says nothing. A list of more than
// maxIssues has the worst ones, and partial is true.
func newIssues(ctx context.Context, tca *api.Client, ref api.ProjectRef, d delta, severities []api.Severity) (found []api.Issue, partial bool, err error) {
	if d.news <= maxIssues {
		found, err = newest(ctx, tca, ref, d, severities, d.news)
		return found, false, err
	}
	for _, one := range api.Severities() {
		counted := min(d.opened.Of(one), maxIssues-len(found))
		if counted <= 0 {
			continue
		}
		some, err := newest(ctx, tca, ref, d, []api.Severity{one}, counted)
		if err != nil {
			return nil, false, err
		}
		found = append(found, some...)
	}
	return found, true, nil
}

// newest lists the new issues of some severities, of which there were counted ones when the scans ended: of the scan that
// found them or, if there are several, the newest ones.
func newest(ctx context.Context, tca *api.Client, ref api.ProjectRef, d delta, severities []api.Severity, counted int) ([]api.Issue, error) {
	f := api.IssueFilter{State: []api.IssueState{api.IssueActive}, Severity: severities, Order: []api.Order{api.OrderScan.Desc()}}
	if len(d.finders) == 1 {
		f.ScanOpen = d.finders[0]
	}
	page, err := tca.Issues(ctx, ref, f, api.Window{Limit: counted + spare})
	if err != nil {
		return nil, err
	}
	var found []api.Issue
	for _, i := range page.Items {
		if i.ScanOpen > d.floor && i.ScanOpen <= d.now.Scan {
			found = append(found, i)
		}
	}
	return found, nil
}
