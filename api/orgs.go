package api

import (
	"context"
	"net/url"
)

// OrgStatus is the state of an organisation.
type OrgStatus int

// The states of an organisation. An inactive one is still listed, but what is in it is not found.
const (
	OrgActive    OrgStatus = 1
	OrgInactive  OrgStatus = 2
	OrgExpired   OrgStatus = 3
	OrgForbidden OrgStatus = 99
)

// Org is an organisation (团队 in TCA's Chinese).
type Org struct {
	SID       string    `json:"org_sid"`
	Name      string    `json:"name"`
	Status    OrgStatus `json:"status"`
	TeamCount int       `json:"team_count"`
	RepoCount int       `json:"repo_count"`
	UserCount int       `json:"user_count"`
}

// OrgFilter narrows a list of organisations.
type OrgFilter struct{ Name string } // part of the name

var listOrgs = list[Org]("/main/api/v3/orgs/")

// Orgs lists the organisations the person belongs to. A superuser sees none here, though they may open all.
func (c *Client) Orgs(ctx context.Context, f OrgFilter, w Window) (Page[Org], error) {
	q := url.Values{}
	set(q, "name", f.Name)
	return page(ctx, c, listOrgs, nil, q, w)
}
