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

// TeamRef addresses a team.
type TeamRef struct{ Org, Team string } // org_sid and team name

func (t TeamRef) at() at { return at{"org": t.Org, "team": t.Team} }

// Team is a team of an organisation (项目 in TCA's Chinese).
type Team struct {
	Name        string     `json:"name"` // its address
	DisplayName string     `json:"display_name"`
	Status      TeamStatus `json:"status"`
	Org         struct {
		SID  string `json:"org_sid"`
		Name string `json:"name"`
	} `json:"organization"`
}

// Ref returns the team's address.
func (t Team) Ref() TeamRef { return TeamRef{Org: t.Org.SID, Team: t.Name} }

// TeamFilter narrows a list of teams.
type TeamFilter struct{ DisplayName string }

var listTeams = get[[]Team]("/main/api/v3/orgs/{org}/teams/")

// Teams lists an organisation's teams that the person may open; its administrators see all. TCA gives the list whole.
func (c *Client) Teams(ctx context.Context, org string, f TeamFilter) (Page[Team], error) {
	q := url.Values{}
	set(q, "display_name", f.DisplayName)
	items, when, err := listTeams.call(ctx, c, at{"org": org}, q, nil)
	return Page[Team]{Items: items, Total: len(items), At: when}, err
}
