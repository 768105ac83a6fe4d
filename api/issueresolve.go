package api

import (
	"context"
	"strings"
)

// Scope says how far a resolution reaches.
type Scope int

// The scopes of a resolution (项目级别, 代码库级别). With ScopeRepo TCA remembers the issue for the whole repository: another
// branch that has the same open issue gets the resolution with its next scan, if its scheme has Scheme.IgnoreEverywhere. It
// does so only for ResolutionWontFix and ResolutionFalsePositive, and until then nothing changes in that branch.
const (
	ScopeBranch Scope = 1 // this analysis project only
	ScopeRepo   Scope = 2 // all of the repository
)

var scopes = words[Scope]{{ScopeBranch, "branch"}, {ScopeRepo, "repo"}}

// Scopes lists all scopes of a resolution.
func Scopes() []Scope { return scopes.values() }

// Valid reports whether TCA knows the scope.
func (s Scope) Valid() bool { return scopes.has(s) }

// String returns the scope's English word.
func (s Scope) String() string { return scopes.of(s) }

type resolveRequest struct {
	Resolution Resolution `json:"resolution"`
	Scope      Scope      `json:"scope"`
	Reason     string     `json:"ignore_reason,omitempty"`
}

var resolveIssue = put[resolveRequest, IssueDetail]("/analysis/api/v3/orgs/{org}/teams/{team}/repos/{repo}/projects/{project}/codelint/issues/{issue}/resolution/")

// Resolves reports whether a person who sets the resolution takes the issue off the open ones. The others that TCA accepts,
// PathFiltered, RuleRemoved and Ignored, change the resolution and leave the state as it is.
func (r Resolution) Resolves() bool {
	switch r {
	case ResolutionFixed, ResolutionWontFix, ResolutionFalsePositive, ResolutionDuplicate, ResolutionHistorical:
		return true
	default:
		return false
	}
}

// ResolveIssue sets the resolution of an issue and returns the issue as it is then; ResolutionNone opens it again. Every
// member of the team may do so. The reason may be empty, has MaxReason characters at most and is kept in a comment. A scan
// that still reports an issue with ResolutionFixed opens it again. Sent once; to repeat it only adds another comment.
func (c *Client) ResolveIssue(ctx context.Context, i IssueRef, r Resolution, s Scope, reason string) (IssueDetail, error) {
	in := resolveRequest{Resolution: r, Scope: s, Reason: strings.TrimSpace(reason)}
	if err := resolveIssue.validate(in.wrong()); err != nil {
		return IssueDetail{}, err
	}
	issue, err := resolveIssue.save(ctx, c, i.at(), &in, issueID)
	return issue.inOrder(), err
}

func issueID(i *IssueDetail) int64 { return i.ID }

func (r resolveRequest) wrong() (a arguments) {
	a.choice("resolution", int(r.Resolution), r.Resolution.Valid())
	a.choice("scope", int(r.Scope), r.Scope.Valid())
	a.optional("ignore_reason", r.Reason, MaxReason)
	return a
}
