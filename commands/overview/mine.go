package overview

import (
	"context"
	"tcabot/api"
	"tcabot/commands/command"
	"tcabot/commands/line"
	"tcabot/commands/target"
	"time"
)

const (
	mineLooked = 40 // analysed branches that are checked for a page
	mineRows   = 20 // of those, rows that fit on a page: the others are on a second page
)

type mineArgs struct{ Team string }

type mineCard struct {
	names   []string        // of the person who asks
	teams   int             // that are checked
	team    string          // display name of the only team; empty for several
	choices []api.Team      // teams to narrow the list to
	orgs    target.Coverage // organisations that were searched for teams
	found   []mineCounts    // branches with open work, most issues first
	lost    []lostPart      // teams and branches that TCA did not answer for, at least not wholly
	skipped int             // branches that are not active
	looked  int             // branches in the window, checked or skipped
	offset  int             // of the window
	from    int             // first of found that is shown
	total   int             // number of branches
	at      time.Time       // when TCA listed them
}

func mine(d deps) command.Command {
	return command.Define(command.Def[mineArgs, mineCard]{
		Name:     "mine",
		Access:   command.Linked,
		Personal: func(*mineArgs) bool { return true },
		Examples: []string{"mine", "mine bigteam"},
		Args: func(a *mineArgs) command.Args {
			return command.Args{command.Text(&a.Team, "team").Optional()}
		},
		Run:  d.mine,
		View: viewMine,
	})
}

func (d deps) mine(ctx context.Context, r *command.Request, a *mineArgs) (mineCard, error) {
	card := mineCard{names: command.MyNames(r.Username, r.Names)}
	teams, err := d.myTeams(ctx, r, a, &card)
	card.teams = len(teams)
	if err != nil || len(teams) == 0 {
		return card, err
	}
	window, err := target.TeamBranches(ctx, r, teams, r.Page.Offset, mineLooked)
	if err != nil {
		return card, err
	}
	if card.from = r.Page.Offset - window.Offset; card.from < 0 || card.from >= mineLooked {
		r.Page.Moved(window.Offset)
		card.from = 0
	}
	card.looked, card.offset, card.total, card.at = len(window.Items), window.Offset, window.Total, window.At
	for _, t := range window.Lost {
		card.lost = append(card.lost, lostPart{of: t.Team})
	}
	err = countMine(ctx, r, &card, window.Items)
	if card.from >= len(card.found) { // fewer than when the button was made
		card.from = max(0, len(card.found)-1) / mineRows * mineRows
	}
	return card, err
}

// myTeams are the teams to check: the one that was named, or the default one, or all.
func (d deps) myTeams(ctx context.Context, r *command.Request, a *mineArgs, card *mineCard) ([]api.TeamRef, error) {
	if a.Team == "" {
		target, err := d.Default(ctx, r)
		if err != nil {
			return nil, err
		}
		if target.Team == "" {
			all, err := d.Teams(ctx, r, "") // whatever the default organisation
			refs := make([]api.TeamRef, len(all.Items))
			for i, t := range all.Items {
				refs[i] = t.Ref()
			}
			card.choices, card.at, card.orgs = all.Items, all.At, all.Orgs
			return refs, err
		}
		a.Team = line.TeamWord(api.TeamRef{Org: target.Org, Team: target.Team})
	}
	team, err := d.Team(ctx, r, &a.Team)
	card.team = target.TeamName(team)
	return []api.TeamRef{team.Ref()}, err
}
