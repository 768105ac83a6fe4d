package api

import (
	"context"
	"net/url"
)

// OrgStatus is the state of an organisation.
type OrgStatus int

// The states of an organisation. An inactive one is listed, but calls for it and for everything in it return ErrNotFound.
const (
	OrgActive    OrgStatus = 1
	OrgInactive  OrgStatus = 2
	OrgExpired   OrgStatus = 3
	OrgForbidden OrgStatus = 99
)

var orgStatuses = words[OrgStatus]{
	{OrgActive, "active"}, {OrgInactive, "inactive"}, {OrgExpired, "expired"}, {OrgForbidden, "forbidden"},
}

// Valid reports whether TCA knows the state.
func (s OrgStatus) Valid() bool { return orgStatuses.has(s) }

// String returns the state's English word.
func (s OrgStatus) String() string { return orgStatuses.of(s) }

// OrgLevel is the level of an organisation.
type OrgLevel int

// The levels of organisations.
const (
	OrgNormal   OrgLevel = 1
	OrgVIP      OrgLevel = 2
	OrgSuperVIP OrgLevel = 3
)

var orgLevels = words[OrgLevel]{{OrgNormal, "normal"}, {OrgVIP, "vip"}, {OrgSuperVIP, "supervip"}}

// Valid reports whether TCA knows the level.
func (l OrgLevel) Valid() bool { return orgLevels.has(l) }

// String returns the level's English word.
func (l OrgLevel) String() string { return orgLevels.of(l) }

// Org is an organisation, which TCA calls 团队 in Chinese.
type Org struct {
	SID         string    `json:"org_sid"`
	Name        string    `json:"name"`
	Description string    `json:"description"`
	Status      OrgStatus `json:"status"`
	Level       OrgLevel  `json:"level"`
	Certified   bool      `json:"certificated"`
	TeamCount   int       `json:"team_count"`
	RepoCount   int       `json:"repo_count"`
	UserCount   int       `json:"user_count"`
	Owner       string    `json:"owner"` // free text of its creator, not always a username
	Admins      []Person  `json:"admins"`
	Creator     Person    `json:"creator"`
	Created     Time      `json:"created_time"`
}

// OrgState is the short form of an organisation inside other answers.
type OrgState struct {
	SID       string    `json:"org_sid"`
	Name      string    `json:"name"`
	Status    OrgStatus `json:"status"`
	Level     OrgLevel  `json:"level"`
	Certified bool      `json:"certificated"`
}

// Members are the people of an organisation or a team.
type Members struct {
	Admins []Person `json:"admins"`
	Users  []Person `json:"users"`
}

// OrgFilter selects organisations. A zero field selects all.
type OrgFilter struct {
	Name         string // part of the name
	Status       OrgStatus
	Administered bool // only those the person administers
}

func (f OrgFilter) query() url.Values {
	q := url.Values{}
	set(q, "name", f.Name)
	setNumber(q, "status", f.Status)
	setScope(q, f.Administered)
	return q
}

// setScope restricts a list to what the person administers.
func setScope(q url.Values, administered bool) {
	if administered {
		q.Set("scope", "1")
	}
}

var (
	listOrgs      = list[Org]("/main/api/v3/orgs/")
	getOrg        = get[Org]("/main/api/v3/orgs/{org}/")
	getOrgMembers = get[Members]("/main/api/v3/orgs/{org}/memberconf/")
)

// Orgs lists the organisations that the person belongs to. A superuser gets an empty list, although all can be opened.
func (c *Client) Orgs(ctx context.Context, f OrgFilter, w Window) (Page[Org], error) {
	return page(ctx, c, listOrgs, nil, f.query(), w)
}

// Org returns one organisation. An inactive one is ErrNotFound.
func (c *Client) Org(ctx context.Context, sid string) (Org, error) {
	org, _, err := getOrg.call(ctx, c, at{"org": sid}, nil, nil)
	return org, err
}

// OrgMembers returns all members of an organisation.
func (c *Client) OrgMembers(ctx context.Context, sid string) (Members, error) {
	members, _, err := getOrgMembers.call(ctx, c, at{"org": sid}, nil, nil)
	return members, err
}
