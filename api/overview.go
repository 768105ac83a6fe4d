package api

import (
	"cmp"
	"context"
	"net/url"
	"slices"
)

// Overview is the newest good data of a project. Each part may come from another scan, and is nil when no scan that
// succeeded had it.
type Overview struct {
	Lint       *LintScan       `json:"lintscan"`
	Complexity *ComplexityScan `json:"cyclomaticcomplexityscan"`
	Duplicate  *DuplicateScan  `json:"duplicatescan"`
	Lines      *LineScan       `json:"clocscan"`
}

// OpenIssues counts the issues of a project that are active now.
type OpenIssues struct {
	Total      int         `json:"lint_issue_num"`
	BySeverity []OpenCount `json:"lint_issue_severity_list"` // without the severities that did not occur
}

// OpenCount counts the active issues of a severity.
type OpenCount struct {
	Severity Severity `json:"severity"`
	Count    int      `json:"num"`
}

// Of gives the count of a severity, 0 when it did not occur.
func (o OpenIssues) Of(s Severity) int {
	for _, n := range o.BySeverity {
		if n.Severity == s {
			return n.Count
		}
	}
	return 0
}

// MyCounts counts what is active of a project and has the caller as its author.
type MyCounts struct {
	Issues     int `json:"lint_issue_num"`
	Functions  int `json:"cyc_issue_num"` // too complex
	Duplicates int `json:"dup_issue_num"`
}

// ToolScans is the newest good code scan, tool by tool.
type ToolScans struct {
	Lint []map[string]ToolScan `json:"codelint"` // one tool each, by its name; see Tools
}

// ToolScan counts what one tool found.
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

// Tools lists the tools, by name.
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

// Overview returns the newest data of scans that succeeded (code 0 exactly), of a revision if one is given. An unknown
// revision, a project that was never scanned and one with failures alone give four nils and no error.
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

// MyCounts counts what is active of a project and is the caller's.
func (c *Client) MyCounts(ctx context.Context, p ProjectRef) (MyCounts, error) {
	m, _, err := getMyCounts.call(ctx, c, p.at(), nil, nil)
	return m, err
}

// ToolScans returns the newest code scan tool by tool. What TCA adds about metrics, under Chinese names, is in Overview.
func (c *Client) ToolScans(ctx context.Context, p ProjectRef) (ToolScans, error) {
	t, _, err := getToolScans.call(ctx, c, p.at(), nil, nil)
	return t, err
}
