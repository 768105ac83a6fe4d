package api

import (
	"context"
	"net/url"
	"time"
)

// TimeRange selects the scans of a history by time. A zero time is no bound.
type TimeRange struct{ After, Before time.Time }

var (
	listLintScans       = list[LintScan]("/analysis/api/orgs/{org}/teams/{team}/repos/{repo}/projects/{project}/overview/lintscans/")
	listComplexityScans = list[ComplexityScan]("/analysis/api/orgs/{org}/teams/{team}/repos/{repo}/projects/{project}/overview/cycscans/")
	listDuplicateScans  = list[DuplicateScan]("/analysis/api/orgs/{org}/teams/{team}/repos/{repo}/projects/{project}/overview/dupscans/")
	listLineScans       = list[LineScan]("/analysis/api/orgs/{org}/teams/{team}/repos/{repo}/projects/{project}/overview/clocscans/")
)

// LintScans lists the code check parts of a project's scans, the newest first. Scans without that part are left out, here and
// in the methods below.
func (c *Client) LintScans(ctx context.Context, p ProjectRef, r TimeRange, w Window) (Page[LintScan], error) {
	return page(ctx, c, listLintScans, p.at(), r.query(), w)
}

// ComplexityScans lists the complexity parts of a project's scans, the newest first.
func (c *Client) ComplexityScans(ctx context.Context, p ProjectRef, r TimeRange, w Window) (Page[ComplexityScan], error) {
	return page(ctx, c, listComplexityScans, p.at(), r.query(), w)
}

// DuplicateScans lists the duplicate code parts of a project's scans, the newest first. TCA does not check here whether the
// project belongs to the repository: with a wrong one it returns the data of another repository.
func (c *Client) DuplicateScans(ctx context.Context, p ProjectRef, r TimeRange, w Window) (Page[DuplicateScan], error) {
	return page(ctx, c, listDuplicateScans, p.at(), r.query(), w)
}

// DuplicateChange returns how many more lines are duplicate than in the scan before of, each line counted once. It is nil
// when there is no scan before it. TCA has no such figure: those that it calls differences sum up what changed.
func (c *Client) DuplicateChange(ctx context.Context, p ProjectRef, of DuplicateScan) (*int, error) {
	page, err := c.DuplicateScans(ctx, p, TimeRange{Before: of.Time.Time}, Window{Limit: 2})
	if err != nil {
		return nil, err
	}
	for _, s := range page.Items {
		if s.Scan < of.Scan {
			return new(of.UniqueLines - s.UniqueLines), nil
		}
	}
	return nil, nil
}

// LineScans lists the line count parts of a project's scans, the newest first.
func (c *Client) LineScans(ctx context.Context, p ProjectRef, r TimeRange, w Window) (Page[LineScan], error) {
	return page(ctx, c, listLineScans, p.at(), r.query(), w)
}

// query uses the measured names of the bounds: the manual has them swapped.
func (r TimeRange) query() url.Values {
	q := url.Values{}
	setTime(q, "scan_time_after", r.After)
	setTime(q, "scan_time_before", r.Before)
	return q
}
