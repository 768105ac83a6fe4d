package digest

import (
	"context"
	"errors"
	"slices"
	"tcabot/api"
	"tcabot/commands/change"
	"tcabot/commands/gate"
	"tcabot/commands/scans"
	"tcabot/commands/target"
	"time"
)

const oldAge = 90 * 24 * time.Hour

// branchNews is what a digest reports of one branch.
type branchNews struct {
	target.TeamBranch
	change.Delta
	changes bool        // something changed
	issues  []api.Issue // new and still open, those of the newest scans first
	sampled bool        // there are more than issues holds
	unnamed bool        // there are new issues, but TCA gave no list of them
	checked gate.Checked
	trend   []api.LintScan // its last scans, oldest first
}

// newsOf asks TCA for the scans of a branch and, if it has new issues, for their list.
func newsOf(ctx context.Context, tca *api.Client, b target.TeamBranch, mark change.Mark, c Content, held gate.Held, now time.Time) (branchNews, error) {
	if ctx.Err() != nil {
		return branchNews{}, context.Cause(ctx) // no request is begun that nobody waits for
	}
	mark.Project = b.Ref.ID
	scans, whole, err := change.Recent(ctx, tca, b.Ref, mark, now)
	if errors.Is(err, api.ErrNotFound) && mark.Scan == 0 {
		whole, err = true, nil // a branch that was never scanned has no scan history
	}
	if err != nil {
		return branchNews{}, err
	}
	n := branchNews{TeamBranch: b, Delta: change.Between(scans, whole, mark, c.Severity, now), trend: lintsOf(scans)}
	n.changes = n.Changed(c.Shows(PartMetrics))
	if n.checked, err = checked(ctx, tca, n, c, held, scans); err != nil {
		return n, err
	}
	if n.New == 0 || !c.Shows(PartWorst) && !c.Shows(PartRules) && !c.Shows(PartAuthors) {
		return n, nil
	}
	n.issues, n.sampled, err = change.NewIssues(ctx, tca, b.Ref, n.Delta, c.Severity)
	switch {
	case errors.Is(err, api.ErrUnauthorized):
		return n, err
	case err != nil:
		n.unnamed = true
		return n, nil //nolint:nilerr // the numbers are there: the post says that the list is not
	}
	return n, nil
}

// checked checks the quality gate of a branch: that of the digest or, where it has none, the one that was set for the branch.
// The limits of a digest are about the issues that count as new in it; the others are about all.
func checked(ctx context.Context, tca *api.Client, n branchNews, c Content, held gate.Held, scans []api.Scan) (gate.Checked, error) {
	if len(c.Gate) > 0 {
		return gate.Checked{Result: c.Gate.Check(n.Delta), Held: true}, nil
	}
	d := n.Delta
	d.New = d.AllNew
	return held.Check(ctx, tca, n.Ref, scans, d)
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
