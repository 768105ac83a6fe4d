package api

import "context"

// Branch is a branch of a repository that is analysed.
type Branch struct {
	Name    string         `json:"branch"`
	Schemes []BranchScheme `json:"schemes"`
}

// BranchScheme is an analysis project: a branch analysed by a scheme.
type BranchScheme struct {
	ProjectID int64  `json:"project_id"`
	SchemeID  int64  `json:"scan_scheme_id"`
	Scheme    string `json:"scan_scheme_name"`
}

var listBranches = list[Branch]("/main/api/orgs/{org}/teams/{team}/repos/{repo}/branches/")

// Branches lists a repository's analysed branches with their schemes, in no documented order.
func (c *Client) Branches(ctx context.Context, r RepoRef, w Window) (Page[Branch], error) {
	return page(ctx, c, listBranches, r.at(), nil, w)
}
