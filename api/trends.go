package api

import (
	"context"
	"net/url"
	"time"
)

// TimeRange narrows a history to the scans done in it. A zero time is no bound.
type TimeRange struct{ After, Before time.Time }

var (
	listLintScans       = list[LintScan]("/analysis/api/orgs/{org}/teams/{team}/repos/{repo}/projects/{project}/overview/lintscans/")
	listComplexityScans = list[ComplexityScan]("/analysis/api/orgs/{org}/teams/{team}/repos/{repo}/projects/{project}/overview/cycscans/")
	listDuplicateScans  = list[DuplicateScan]("/analysis/api/orgs/{org}/teams/{team}/repos/{repo}/projects/{project}/overview/dupscans/")
	listLineScans       = list[LineScan]("/analysis/api/orgs/{org}/teams/{team}/repos/{repo}/projects/{project}/overview/clocscans/")
)

// LintScans lists the code scans of a project, the newest first; scans without that part are left out.
func (c *Client) LintScans(ctx context.Context, p ProjectRef, r TimeRange, w Window) (Page[LintScan], error) {
	return page(ctx, c, listLintScans, p.at(), r.query(), w)
}

// ComplexityScans lists the complexity parts of a project's scans, the newest first.
func (c *Client) ComplexityScans(ctx context.Context, p ProjectRef, r TimeRange, w Window) (Page[ComplexityScan], error) {
	return page(ctx, c, listComplexityScans, p.at(), r.query(), w)
}

// DuplicateScans lists the duplicate code parts of a project's scans, the newest first. TCA does not check here that
// the project is in the repository: with a wrong one the answer is another repository's.
func (c *Client) DuplicateScans(ctx context.Context, p ProjectRef, r TimeRange, w Window) (Page[DuplicateScan], error) {
	return page(ctx, c, listDuplicateScans, p.at(), r.query(), w)
}

// LineScans lists the line counts of a project's scans, the newest first.
func (c *Client) LineScans(ctx context.Context, p ProjectRef, r TimeRange, w Window) (Page[LineScan], error) {
	return page(ctx, c, listLineScans, p.at(), r.query(), w)
}

// query names the bounds as measured: the manual has them the wrong way round.
func (r TimeRange) query() url.Values {
	q := url.Values{}
	setTime(q, "scan_time_after", r.After)
	setTime(q, "scan_time_before", r.Before)
	return q
}
