package api

import (
	"context"
	"net/url"
)

// TeamStatus is the state of a team.
type TeamStatus int

// The states of a team. A disabled one is listed, but calls for it return ErrNotFound.
const (
	TeamActive   TeamStatus = 1
	TeamDisabled TeamStatus = 2
)

var teamStatuses = words[TeamStatus]{{TeamActive, "active"}, {TeamDisabled, "disabled"}}

// Valid reports whether TCA knows the state.
func (s TeamStatus) Valid() bool { return teamStatuses.has(s) }

// String returns the state's English word.
func (s TeamStatus) String() string { return teamStatuses.of(s) }

// TeamRef identifies a team.
type TeamRef struct{ Org, Team string } // Organisation SID and team name

func (t TeamRef) at() at { return at{"org": t.Org, "team": t.Team} }

// Team is a team of an organisation, which TCA calls 项目 in Chinese.
type Team struct {
	Name        string     `json:"name"` // identifies it in the organisation
	DisplayName string     `json:"display_name"`
	Description string     `json:"description"`
	Status      TeamStatus `json:"status"`
	Org         OrgState   `json:"organization"`
	Admins      []Person   `json:"admins"`
	Creator     Person     `json:"creator"`
	Created     Time       `json:"created_time"`
}

// Ref returns the reference of the team.
func (t Team) Ref() TeamRef { return TeamRef{Org: t.Org.SID, Team: t.Name} }

// TeamLabel is a label of a team for its repositories. Its fields are from the server's code: no recorded answer holds one.
type TeamLabel struct {
	ID          int64  `json:"id"`
	Name        string `json:"name"`
	Description string `json:"description"`
	Parent      *int64 `json:"parent_label"` // nil at the top level
	Index       int    `json:"index"`        // position among labels with the same parent
}

// TeamFilter selects teams. A zero field selects all.
type TeamFilter struct {
	DisplayName  string // part of the display name
	Status       TeamStatus
	Administered bool // only those the person administers
}

func (f TeamFilter) query() url.Values {
	q := url.Values{}
	set(q, "display_name", f.DisplayName)
	setNumber(q, "status", f.Status)
	setScope(q, f.Administered)
	return q
}

var (
	listTeams      = get[[]Team]("/main/api/v3/orgs/{org}/teams/")
	getTeamMembers = get[Members]("/main/api/v3/orgs/{org}/teams/{team}/memberconf/")
	listTeamLabels = get[[]TeamLabel]("/main/api/v3/orgs/{org}/teams/{team}/labels/")
)

// Teams lists the teams of an organisation that the person has access to; its administrators get all. TCA returns the whole
// list at once.
func (c *Client) Teams(ctx context.Context, org string, f TeamFilter) (Page[Team], error) {
	items, when, err := listTeams.call(ctx, c, at{"org": org}, f.query(), nil)
	return Page[Team]{Items: items, Total: len(items), At: when}, err
}

// TeamMembers returns all members of a team.
func (c *Client) TeamMembers(ctx context.Context, t TeamRef) (Members, error) {
	members, _, err := getTeamMembers.call(ctx, c, t.at(), nil, nil)
	return members, err
}

// TeamLabels lists a team's labels. TCA returns the whole list at once.
func (c *Client) TeamLabels(ctx context.Context, t TeamRef) ([]TeamLabel, error) {
	labels, _, err := listTeamLabels.call(ctx, c, t.at(), nil, nil)
	return labels, err
}
