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

// IssueDetail is an issue with the places where it was reported.
type IssueDetail struct {
	Issue
	Category     Category `json:"category"`
	RuleTitle    string   `json:"checkrule_rule_title"` // title of the rule, mostly Chinese
	RuleID       int64    `json:"checkrule_gid"`
	ScanRevision string   `json:"scan_revision"`
	Created      Time     `json:"created_time"`
	Modified     Time     `json:"modified_time"`
	Places       []Place  `json:"issue_details"` // without a limit; 60 were recorded
}

// Place is one place where an issue was reported.
type Place struct {
	Line     int    `json:"line"`
	Column   *int   `json:"column"` // nil when the tool reports none
	Author   string `json:"author"`
	Revision string `json:"scan_revision"`
	Latest   bool   `json:"is_latest"`
	Trace    []Step `json:"issue_refers"` // how execution gets there, in order
}

// Step is one step of a trace.
type Step struct {
	Number  int    `json:"seq"` // from 0
	Path    string `json:"file_path"`
	Line    int    `json:"line"`
	Column  *int   `json:"column"` // nil when the tool reports none
	Message string `json:"msg"`
}

// IssueComment is an action or a comment on an issue. Creator is not verified: TCA accepts any name from the sender.
type IssueComment struct {
	ID      int64  `json:"id"`
	Action  string `json:"action"`  // free text, mostly Chinese
	Message string `json:"message"` // may be empty
	Created Time   `json:"created_time"`
	Creator string `json:"creator"`
}

var (
	getIssue          = get[IssueDetail]("/analysis/api/orgs/{org}/teams/{team}/repos/{repo}/projects/{project}/codelint/issues/{issue}/")
	listIssueComments = list[IssueComment]("/analysis/api/v3/orgs/{org}/teams/{team}/repos/{repo}/projects/{project}/codelint/issues/{issue}/comments/")
)

// Issue returns one issue with its places. An issue of another project is ErrNotFound.
func (c *Client) Issue(ctx context.Context, i IssueRef) (IssueDetail, error) {
	issue, _, err := getIssue.call(ctx, c, i.at(), nil, nil)
	return issue.inOrder(), err
}

// IssueComments lists actions and comments on an issue, the newest first; TCA returns the last 20 at most.
func (c *Client) IssueComments(ctx context.Context, i IssueRef, w Window) (Page[IssueComment], error) {
	return page(ctx, c, listIssueComments, i.at(), nil, w)
}

// inOrder sorts the steps of every trace.
func (i IssueDetail) inOrder() IssueDetail {
	for _, p := range i.Places {
		slices.SortStableFunc(p.Trace, func(a, b Step) int { return cmp.Compare(a.Number, b.Number) })
	}
	return i
}

// Line returns the first line where the issue was reported, 0 when there is none.
func (i IssueDetail) Line() int {
	if len(i.Places) == 0 {
		return 0
	}
	return i.Places[0].Line
}

// Ref returns the reference of the issue in its project.
func (i Issue) Ref(p ProjectRef) IssueRef { return IssueRef{Project: p, ID: i.ID} }

// under adds one more number to the values of a route.
func under(a at, name string, id int64) at {
	a[name] = strconv.FormatInt(id, 10)
	return a
}
