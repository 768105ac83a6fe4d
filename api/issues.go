package api

import (
	"context"
	"net/url"
	"time"
)

// Issue is an entry of the list of issues. Line numbers are in IssueDetail only.
type Issue struct {
	ID         int64      `json:"id"`
	Path       string     `json:"file_path"`
	Rule       string     `json:"checkrule_real_name"`    // the rule's name in the tool
	RuleName   string     `json:"checkrule_display_name"` // the rule's name for display
	Tool       string     `json:"checktool_name"`
	Message    string     `json:"msg"` // free text, may be empty
	State      IssueState `json:"state"`
	Resolution Resolution `json:"resolution"`
	Author     string     `json:"author"` // may be empty, several joined with ";", or "Name <mail>"
	Severity   Severity   `json:"severity"`
	Revision   string     `json:"revision"`
	Committed  Time       `json:"ci_time"`   // when the code was committed; zero when unknown
	ScanOpen   int64      `json:"scan_open"` // the scan that first reported it, or that found it again after it was closed
	ScanFix    int64      `json:"scan_fix"`  // the first scan that no longer reported it; 0 while it is reported
	Fixed      Time       `json:"fixed_time"`
	Language   string     `json:"language"` // empty when unknown
	Owners     string     `json:"file_owners"`
	External   bool       `json:"is_external"`    // in a submodule: Path includes it, RealPath is the path in its repository RepoURL
	RepoURL    string     `json:"scm_url"`        // set for an external issue only
	RealPath   string     `json:"real_file_path"` // set for an external issue only
}

// IssueFilter selects issues. A zero field selects all. TCA has no filter for category, language or "no resolution".
type IssueFilter struct {
	State         []IssueState
	Severity      []Severity
	Resolution    []Resolution
	Author        string  // exactly, in any letter case
	Rule          string  // part of the rule's name in the tool
	RuleName      string  // part of the rule's name for display
	Tool          string  // part of the tool's name
	Path          string  // part of the path
	Packages      []int64 // rule packages
	ScanOpen      int64   // reported by this scan for the first time, or again
	ScanFix       int64   // closed by this scan
	After, Before time.Time
	Order         []Order
}

// RuleCount counts the issues of a rule.
type RuleCount struct {
	RuleName string `json:"checkrule_display_name"`
	Count    int    `json:"num"`
	Active   int    `json:"active_num"`
}

// ScanPick selects a scan: by ID or, when that is 0, by revision.
type ScanPick struct {
	ID       int64
	Revision string
}

// IssueSummary counts a project's issues as they are now, and those that one scan opened and closed. Counts by category are
// empty: TCA does not send them here.
type IssueSummary struct {
	Scan  LintChange `json:"current_scan"`
	Total LintTotal  `json:"total"`
}

var (
	listIssues        = list[Issue]("/analysis/api/orgs/{org}/teams/{team}/repos/{repo}/projects/{project}/codelint/issues/")
	listOrderedIssues = list[Issue]("/analysis/api/v3/orgs/{org}/teams/{team}/repos/{repo}/projects/{project}/codelint/issues/")
	listCRScanIssues  = list[Issue]("/analysis/api/orgs/{org}/teams/{team}/repos/{repo}/projects/{project}/codelint/crscans/{scan}/issues/")
	listIssueAuthors  = get[[]string]("/analysis/api/v3/orgs/{org}/teams/{team}/repos/{repo}/projects/{project}/codelint/issues/authors/")
	listIssueRules    = get[[]RuleCount]("/analysis/api/v3/orgs/{org}/teams/{team}/repos/{repo}/projects/{project}/codelint/issues/checkrules/")
	getIssueSummary   = get[IssueSummary]("/analysis/api/orgs/{org}/teams/{team}/repos/{repo}/projects/{project}/codelint/issues/summary/")
	getIssueReport    = get[LintScan]("/analysis/api/orgs/{org}/teams/{team}/repos/{repo}/projects/{project}/codelint/issues/report/")
)

// Issues lists a project's issues. Without an order it calls the documented route, which has none, so pages may overlap. With
// one it calls the same route of version 3, where TCA orders equal entries by ID, so they do not (measured).
//
// The analysis service returns a page of nginx to a person without access to the team, and for an organisation, team or
// repository that does not exist: both are ErrForbidden. A project of another repository is ErrNotFound. All of its routes
// do the same.
func (c *Client) Issues(ctx context.Context, p ProjectRef, f IssueFilter, w Window) (Page[Issue], error) {
	route := listIssues
	if len(f.Order) > 0 {
		route = listOrderedIssues
	}
	return page(ctx, c, route, p.at(), f.query(), w)
}

// IssueAuthors lists the authors of a project's issues, sorted, as they are stored. TCA returns the whole list at once.
func (c *Client) IssueAuthors(ctx context.Context, p ProjectRef) (Page[string], error) {
	names, when, err := listIssueAuthors.call(ctx, c, p.at(), nil, nil)
	return whole(names, when), err
}

// IssueRules counts a project's issues by rule, sorted by name. TCA returns the whole list at once.
func (c *Client) IssueRules(ctx context.Context, p ProjectRef) (Page[RuleCount], error) {
	rules, when, err := listIssueRules.call(ctx, c, p.at(), nil, nil)
	return whole(rules, when), err
}

// IssueSummary counts a project's issues now. TCA requires a scan and returns zeros without one, so that case is ErrInvalid
// and nothing is sent.
func (c *Client) IssueSummary(ctx context.Context, p ProjectRef, s ScanPick) (IssueSummary, error) {
	q := url.Values{}
	setNumber(q, "scan_id", max(s.ID, 0))
	if len(q) == 0 {
		set(q, "scan_revision", s.Revision)
	}
	if len(q) == 0 {
		return IssueSummary{}, getIssueSummary.invalid()
	}
	summary, _, err := getIssueSummary.call(ctx, c, p.at(), q, nil)
	return summary, err
}

// IssueReport returns the counts that were stored with a scan, with the last successful one when scan is 0. A project
// without one is ErrNotFound.
func (c *Client) IssueReport(ctx context.Context, p ProjectRef, scan int64) (LintScan, error) {
	q := url.Values{}
	setNumber(q, "scan_id", scan)
	report, _, err := getIssueReport.call(ctx, c, p.at(), q, nil)
	return report, err
}

// CRScanIssues lists the issues of a scan for a code review. The route is in the manual, but every measured server returned
// ErrNotFound.
func (c *Client) CRScanIssues(ctx context.Context, s ScanRef, f IssueFilter, w Window) (Page[Issue], error) {
	return page(ctx, c, listCRScanIssues, s.at(), f.query(), w)
}

func (f IssueFilter) query() url.Values {
	q := url.Values{}
	setNumbers(q, "state", f.State...)
	setNumbers(q, "severity", f.Severity...)
	setNumbers(q, "resolution", f.Resolution...)
	set(q, "author", f.Author)
	set(q, "checkrule_real_name", f.Rule)
	set(q, "checkrule_display_name", f.RuleName)
	set(q, "checktool_name", f.Tool)
	set(q, "file_path", f.Path)
	setNumbers(q, "checkpackage", f.Packages...)
	setNumber(q, "scan_open", f.ScanOpen)
	setNumber(q, "scan_fix", f.ScanFix)
	setTime(q, "ci_time_gte", f.After)
	setTime(q, "ci_time_lte", f.Before)
	setOrder(q, f.Order, 0)
	return q
}

// whole returns a page with a list that TCA returns at once.
func whole[T any](items []T, when time.Time) Page[T] {
	return Page[T]{Items: items, Total: len(items), At: when}
}
