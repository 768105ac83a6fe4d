package api

import (
	"context"
	"net/url"
)

// TeamStatus is the state of a team.
type TeamStatus int

// The states of a team. A disabled one is still listed, but not found by name.
const (
	TeamActive   TeamStatus = 1
	TeamDisabled TeamStatus = 2
)

var teamStatuses = words[TeamStatus]{{TeamActive, "active"}, {TeamDisabled, "disabled"}}

// Valid reports whether TCA knows the state.
func (s TeamStatus) Valid() bool { return teamStatuses.has(s) }

// String returns the state's English word.
func (s TeamStatus) String() string { return teamStatuses.of(s) }

// TeamRef addresses a team.
type TeamRef struct{ Org, Team string } // org_sid and team name

func (t TeamRef) at() at { return at{"org": t.Org, "team": t.Team} }

// Team is a team of an organisation (项目 in TCA's Chinese).
type Team struct {
	Name        string     `json:"name"` // its address
	DisplayName string     `json:"display_name"`
	Description string     `json:"description"`
	Status      TeamStatus `json:"status"`
	Org         OrgState   `json:"organization"`
	Admins      []Person   `json:"admins"`
	Creator     Person     `json:"creator"`
	Created     Time       `json:"created_time"`
}

// Ref returns the team's address.
func (t Team) Ref() TeamRef { return TeamRef{Org: t.Org.SID, Team: t.Name} }

// TeamLabel is a label that a team gives its repositories. Its shape is from the server's code: no recorded answer
// holds one.
type TeamLabel struct {
	ID          int64  `json:"id"`
	Name        string `json:"name"`
	Description string `json:"description"`
	Parent      *int64 `json:"parent_label"` // nil at the top
	Index       int    `json:"index"`        // among those of the same parent
}

// TeamFilter narrows a list of teams. What is zero does not narrow.
type TeamFilter struct {
	DisplayName  string // part of it
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

// Teams lists an organisation's teams that the person may open; its administrators see all. TCA gives the list whole.
func (c *Client) Teams(ctx context.Context, org string, f TeamFilter) (Page[Team], error) {
	items, when, err := listTeams.call(ctx, c, at{"org": org}, f.query(), nil)
	return Page[Team]{Items: items, Total: len(items), At: when}, err
}

// TeamMembers returns the people of a team, whole.
func (c *Client) TeamMembers(ctx context.Context, t TeamRef) (Members, error) {
	members, _, err := getTeamMembers.call(ctx, c, t.at(), nil, nil)
	return members, err
}

// TeamLabels lists a team's labels. TCA gives the list whole.
func (c *Client) TeamLabels(ctx context.Context, t TeamRef) ([]TeamLabel, error) {
	labels, _, err := listTeamLabels.call(ctx, c, t.at(), nil, nil)
	return labels, err
}
