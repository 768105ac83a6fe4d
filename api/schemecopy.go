package api

import (
	"context"
	"strings"
)

type copyRequest struct {
	Name string `json:"name"`
	Of   int64  `json:"ref_scheme"`
}

type copiedScheme struct {
	ID int64 `json:"scan_scheme"`
}

var copyScheme = post[copyRequest, copiedScheme]("/main/api/v3/orgs/{org}/teams/{team}/repos/{repo}/copyscheme/")

// CopyScheme adds a scheme to a repository that has the settings of another scheme of it, or of a template of the
// organisation, and returns its ID. TCA remembers what it was made of. Every member of the team may do so. ErrNameTaken: the
// repository has a scheme of that name. Sent once.
//
// The route is the one of TCA's own pages; it was read in the server's code and not recorded.
func (c *Client) CopyScheme(ctx context.Context, r RepoRef, of int64, name string) (int64, error) {
	in := copyRequest{Name: strings.TrimSpace(name), Of: of}
	var wrong arguments
	wrong.required("name", in.Name, MaxName)
	wrong.choice("ref_scheme", of, of > 0)
	if err := copyScheme.validate(wrong); err != nil {
		return 0, err
	}
	made, err := copyScheme.save(ctx, c, r.at(), &in, func(s *copiedScheme) int64 { return s.ID })
	return made.ID, explained(err, meaning{text: "该名称已被使用", kind: ErrNameTaken, field: "name"})
}
