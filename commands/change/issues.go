package change

import (
	"context"
	"tcabot/api"
)

// maxIssues is how many new issues of a branch are listed.
const maxIssues = 300

// spare is room for issues of a scan that has not ended, which is newer than the counted ones.
const spare = 50

// NewIssues lists the issues that are new in a delta and still open. An issue is as new as the scan that found it, for the
// first time or again: one that was found again keeps its ID, so the order of IDs says nothing. A list of more than
// maxIssues has the worst ones, and partial is true.
func NewIssues(ctx context.Context, tca *api.Client, ref api.ProjectRef, d Delta, severities []api.Severity) (found []api.Issue, partial bool, err error) {
	if d.New <= maxIssues {
		found, err = newest(ctx, tca, ref, d, severities, d.New)
		return found, false, err
	}
	for _, one := range api.Severities() {
		counted := min(d.Opened.Of(one), maxIssues-len(found))
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
func newest(ctx context.Context, tca *api.Client, ref api.ProjectRef, d Delta, severities []api.Severity, counted int) ([]api.Issue, error) {
	f := api.IssueFilter{State: []api.IssueState{api.IssueActive}, Severity: severities, Order: []api.Order{api.OrderScan.Desc()}}
	if len(d.Finders) == 1 {
		f.ScanOpen = d.Finders[0]
	}
	page, err := tca.Issues(ctx, ref, f, api.Window{Limit: counted + spare})
	if err != nil {
		return nil, err
	}
	var found []api.Issue
	for _, i := range page.Items {
		if i.ScanOpen > d.Floor && i.ScanOpen <= d.Now.Scan {
			found = append(found, i)
		}
	}
	return found, nil
}
