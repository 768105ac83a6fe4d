package api

import (
	"cmp"
	"context"
	"slices"
	"strconv"
)

// IssueRef addresses an issue.
type IssueRef struct {
	Project ProjectRef
	ID      int64
}

func (i IssueRef) at() at { return under(i.Project.at(), "issue", i.ID) }

// IssueDetail is an issue with the places it was found at.
type IssueDetail struct {
	Issue
	Category     Category `json:"category"`
	RuleTitle    string   `json:"checkrule_rule_title"` // what the rule says, mostly Chinese
	RuleID       int64    `json:"checkrule_gid"`
	ScanRevision string   `json:"scan_revision"`
	Created      Time     `json:"created_time"`
	Modified     Time     `json:"modified_time"`
	Places       []Place  `json:"issue_details"` // not bounded; 60 were seen
}

// Place is where an issue was found.
type Place struct {
	Line     int    `json:"line"`
	Column   *int   `json:"column"` // nil when the tool tells none
	Author   string `json:"author"`
	Revision string `json:"scan_revision"`
	Latest   bool   `json:"is_latest"`
	Trace    []Step `json:"issue_refers"` // how the code gets there, in order
}

// Step is one on the way to a place.
type Step struct {
	Number  int    `json:"seq"` // from 0
	Path    string `json:"file_path"`
	Line    int    `json:"line"`
	Column  *int   `json:"column"` // nil when the tool tells none
	Message string `json:"msg"`
}

// IssueComment is what somebody did or said about an issue. TCA believes the creator that a comment's sender names.
type IssueComment struct {
	ID      int64  `json:"id"`
	Action  string `json:"action"`  // mostly Chinese, but free text
	Message string `json:"message"` // may be empty
	Created Time   `json:"created_time"`
	Creator string `json:"creator"`
}

var (
	getIssue          = get[IssueDetail]("/analysis/api/orgs/{org}/teams/{team}/repos/{repo}/projects/{project}/codelint/issues/{issue}/")
	listIssueComments = list[IssueComment]("/analysis/api/v3/orgs/{org}/teams/{team}/repos/{repo}/projects/{project}/codelint/issues/{issue}/comments/")
)

// Issue returns one issue with its places. One of another project is ErrNotFound.
func (c *Client) Issue(ctx context.Context, i IssueRef) (IssueDetail, error) {
	issue, _, err := getIssue.call(ctx, c, i.at(), nil, nil)
	for _, p := range issue.Places {
		slices.SortStableFunc(p.Trace, func(a, b Step) int { return cmp.Compare(a.Number, b.Number) })
	}
	return issue, err
}

// IssueComments lists what was done and said about an issue, the newest first; TCA shows the last 20.
func (c *Client) IssueComments(ctx context.Context, i IssueRef, w Window) (Page[IssueComment], error) {
	return page(ctx, c, listIssueComments, i.at(), nil, w)
}

// Line is the first line the issue was found at, 0 when no place is known.
func (i IssueDetail) Line() int {
	if len(i.Places) == 0 {
		return 0
	}
	return i.Places[0].Line
}

// Ref returns the issue's address in its project.
func (i Issue) Ref(p ProjectRef) IssueRef { return IssueRef{Project: p, ID: i.ID} }

// under adds one more number to a route's values.
func under(a at, name string, id int64) at {
	a[name] = strconv.FormatInt(id, 10)
	return a
}
