package assignment

import (
	"context"
	"errors"
	"slices"
	"strings"
	"tcabot/api"
)

const (
	// maxNamed is how many issues a message names.
	maxNamed = 3
	// maxTried is how many are looked up for that: some may have been resolved since they were found.
	maxTried = 12
)

// Report is what a message says.
type Report struct {
	Named []Named // the worst of them
	Total int
	Site  api.Site
}

// Named is an issue that a message names.
type Named struct {
	api.Issue
	Branch Branch
}

// NewReport looks up the worst of the issues that were found, with the person's own token, and leaves out those that are no
// longer open, theirs, or visible to them. Other errors of TCA are returned.
func NewReport(ctx context.Context, tca *api.Client, names []string, found []Found) (Report, error) {
	r := Report{Total: len(found), Site: tca.Site()}
	found = slices.Clone(found)
	Sort(found)
	for _, f := range found[:min(maxTried, len(found))] {
		if len(r.Named) == maxNamed {
			break
		}
		issue, err := tca.Issue(ctx, api.IssueRef{Project: f.Branch.Ref, ID: f.ID})
		switch {
		case errors.Is(err, api.ErrForbidden), errors.Is(err, api.ErrNotFound):
			r.Total--
		case err != nil:
			return r, err
		case issue.State != api.IssueActive || !slices.ContainsFunc(names, func(n string) bool { return strings.EqualFold(n, issue.Author) }):
			r.Total--
		default:
			r.Named = append(r.Named, Named{Issue: issue.Issue, Branch: f.Branch})
		}
	}
	return r, nil
}
