package api

import (
	"cmp"
	"context"
	"net/url"
	"slices"
)

// Overview is the latest data of a project. Each part comes from the last successful scan that has it, which need not be the
// same for all, and is nil when there is none.
type Overview struct {
	Lint       *LintScan       `json:"lintscan"`
	Complexity *ComplexityScan `json:"cyclomaticcomplexityscan"`
	Duplicate  *DuplicateScan  `json:"duplicatescan"`
	Lines      *LineScan       `json:"clocscan"`
}

// OpenIssues counts the issues of a project that are active now.
type OpenIssues struct {
	Total      int         `json:"lint_issue_num"`
	BySeverity []OpenCount `json:"lint_issue_severity_list"` // severities that do not occur are left out
}

// OpenCount counts the active issues of a severity.
type OpenCount struct {
	Severity Severity `json:"severity"`
	Count    int      `json:"num"`
}

// Of returns the count of a severity, 0 when it does not occur.
func (o OpenIssues) Of(s Severity) int {
	for _, n := range o.BySeverity {
		if n.Severity == s {
			return n.Count
		}
	}
	return 0
}

// MyCounts counts the active problems of a project whose author is the caller.
type MyCounts struct {
	Issues     int `json:"lint_issue_num"`
	Functions  int `json:"cyc_issue_num"` // over the complexity threshold
	Duplicates int `json:"dup_issue_num"`
}

// ToolScans holds the last successful code scan of a project by tool.
type ToolScans struct {
	Lint []map[string]ToolScan `json:"codelint"` // each map has one entry, by tool name: see Tools
}

// ToolScan counts the issues that one tool reported.
type ToolScan struct {
	ID         int64                   `json:"id"`
	Scan       int64                   `json:"scan"`
	Name       string                  `json:"name"`
	Opened     int                     `json:"issue_open_num"`
	Fixed      int                     `json:"issue_fix_num"`
	Active     SeverityCounts          `json:"active_severity_detail"`
	ByState    StateCounts             `json:"total_state_detail"`
	BySeverity BySeverity[StateCounts] `json:"total_severity_detail"`
}

// Tools lists the tools, sorted by name.
func (t ToolScans) Tools() []ToolScan {
	var tools []ToolScan
	for _, entry := range t.Lint {
		for name, tool := range entry {
			tool.Name = cmp.Or(tool.Name, name)
			tools = append(tools, tool)
		}
	}
	slices.SortFunc(tools, func(a, b ToolScan) int { return cmp.Or(cmp.Compare(a.Name, b.Name), cmp.Compare(a.ID, b.ID)) })
	return tools
}

var (
	getOverview   = get[Overview]("/analysis/api/orgs/{org}/teams/{team}/repos/{repo}/projects/{project}/overview/")
	getOpenIssues = get[OpenIssues]("/analysis/api/v3/orgs/{org}/teams/{team}/repos/{repo}/projects/{project}/overview/lintscans/latest/")
	getMyCounts   = get[MyCounts]("/analysis/api/v3/orgs/{org}/teams/{team}/repos/{repo}/projects/{project}/overview/mine/")
	getToolScans  = get[ToolScans]("/analysis/api/v3/orgs/{org}/teams/{team}/repos/{repo}/projects/{project}/overview/checktoolscans/")
)

// Overview returns the latest data of successful scans (with code 0 exactly), of one revision unless it is empty. For an
// unknown revision, and for a project without a successful scan, all parts are nil and there is no error.
func (c *Client) Overview(ctx context.Context, p ProjectRef, revision string) (Overview, error) {
	q := url.Values{}
	set(q, "scan_revision", revision)
	o, _, err := getOverview.call(ctx, c, p.at(), q, nil)
	return o, err
}

// OpenIssues counts the active issues of a project now.
func (c *Client) OpenIssues(ctx context.Context, p ProjectRef) (OpenIssues, error) {
	o, _, err := getOpenIssues.call(ctx, c, p.at(), nil, nil)
	return o, err
}

// MyCounts counts the active problems of a project whose author is the caller.
func (c *Client) MyCounts(ctx context.Context, p ProjectRef) (MyCounts, error) {
	m, _, err := getMyCounts.call(ctx, c, p.at(), nil, nil)
	return m, err
}

// ToolScans returns the last successful code scan by tool. The metrics that TCA adds, under Chinese names, are in Overview.
func (c *Client) ToolScans(ctx context.Context, p ProjectRef) (ToolScans, error) {
	t, _, err := getToolScans.call(ctx, c, p.at(), nil, nil)
	return t, err
}
