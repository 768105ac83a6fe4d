package api

import (
	"context"
	"strings"
)

type duplicateStateRequest struct {
	State DupState `json:"state"`
}

type ownerRequest struct {
	Owner string `json:"owner"`
	All   bool   `json:"all"` // true would give away every open file of the owner before, too
}

var (
	setDuplicateState = put[duplicateStateRequest, DuplicateIssue]("/analysis/api/orgs/{org}/teams/{team}/repos/{repo}/projects/{project}/codemetric/dupissues/{issue}/state/")
	assignDuplicate   = put[ownerRequest, DuplicateIssue]("/analysis/api/orgs/{org}/teams/{team}/repos/{repo}/projects/{project}/codemetric/dupissues/{issue}/owner/")
)

// SetDuplicateState sets the state of the duplicate code of a file, given the ID of its DuplicateIssue. Every member of the
// team may do so.
//
// TCA makes the change and then fails (measured): the error is ErrUnavailable with the status 500, and MayHaveActed reports
// true. Read the file again to see what became of it. Sent once; to repeat it does no harm.
func (c *Client) SetDuplicateState(ctx context.Context, p ProjectRef, issue int64, s DupState) error {
	var wrong arguments
	wrong.choice("state", int(s), s.Valid())
	if err := setDuplicateState.validate(wrong); err != nil {
		return err
	}
	_, _, err := setDuplicateState.call(ctx, c, under(p.at(), "issue", issue), nil, &duplicateStateRequest{State: s})
	return err
}

// AssignDuplicate makes a person the owner of the duplicate code of a file, given the ID of its DuplicateIssue. Every member
// of the team may do so. The owner is required and has MaxAuthor characters at most; the one that it has is ErrSameAuthor.
//
// TCA makes the change and then fails, as it does for SetDuplicateState. After that, ErrSameAuthor tells that it was made.
func (c *Client) AssignDuplicate(ctx context.Context, p ProjectRef, issue int64, owner string) error {
	in := ownerRequest{Owner: strings.TrimSpace(owner)}
	var wrong arguments
	wrong.required("owner", in.Owner, MaxAuthor)
	if err := assignDuplicate.validate(wrong); err != nil {
		return err
	}
	_, _, err := assignDuplicate.call(ctx, c, under(p.at(), "issue", issue), nil, &in)
	return explained(err, sameAuthor.about("owner"))
}
