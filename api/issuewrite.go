package api

import (
	"context"
	"strings"
)

type authorRequest struct {
	Author string `json:"author"`
	All    bool   `json:"all"` // true would give away every open issue of the author before, too
}

type severityRequest struct {
	Severity Severity `json:"severity"`
}

var (
	assignIssue = put[authorRequest, IssueDetail]("/analysis/api/v3/orgs/{org}/teams/{team}/repos/{repo}/projects/{project}/codelint/issues/{issue}/author/")
	rateIssue   = put[severityRequest, IssueDetail]("/analysis/api/v3/orgs/{org}/teams/{team}/repos/{repo}/projects/{project}/codelint/issues/{issue}/severity/")
)

// sameAuthor is how TCA rejects the author that an issue has.
var sameAuthor = meaning{text: "不可以与原责任人相同", kind: ErrSameAuthor}

// AssignIssue makes a person the author (责任人) of one issue and returns the issue as it is then. Every member of the team
// may do so, and TCA does not check that the name is an account. The author is required and has MaxAuthor characters at most;
// the one that the issue has is ErrSameAuthor. Sent once.
func (c *Client) AssignIssue(ctx context.Context, i IssueRef, author string) (IssueDetail, error) {
	in := authorRequest{Author: strings.TrimSpace(author)}
	if err := assignIssue.validate(in.wrong("author")); err != nil {
		return IssueDetail{}, err
	}
	issue, err := assignIssue.save(ctx, c, i.at(), &in, issueID)
	return issue.inOrder(), explained(err, sameAuthor.about("author"))
}

// SetIssueSeverity sets the severity of an issue and returns the issue as it is then. Every member of the team may do so. The
// next scan that reports the issue sets it back to that of its rule. Sent once.
func (c *Client) SetIssueSeverity(ctx context.Context, i IssueRef, s Severity) (IssueDetail, error) {
	var wrong arguments
	wrong.choice("severity", int(s), s.Valid())
	if err := rateIssue.validate(wrong); err != nil {
		return IssueDetail{}, err
	}
	issue, err := rateIssue.save(ctx, c, i.at(), &severityRequest{Severity: s}, issueID)
	return issue.inOrder(), err
}

// wrong checks the author; owners of duplicate files follow the same rules under another name.
func (r authorRequest) wrong(field string) (a arguments) {
	a.required(field, r.Author, MaxAuthor)
	return a
}

// about returns the same meaning, blamed on a field.
func (m meaning) about(field string) meaning {
	m.field = field
	return m
}
