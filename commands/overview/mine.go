package overview

import (
	"context"
	"fmt"
	"tcabot/api"
	"tcabot/api/origin"
	"tcabot/commands/command"
	"tcabot/commands/line"
	"tcabot/commands/target"
	"time"
)

// mineRows is how many branches fit on a page.
const mineRows = 20

type mineArgs struct{ Team string }

type mineCard struct {
	names    []string        // of the person who asks
	teams    int             // that are checked
	team     string          // display name of the only team; empty for several
	choices  []api.Team      // teams to narrow the list to
	orgs     target.Coverage // organisations that were searched for teams
	found    []mineCounts    // branches with open work, most issues first
	lost     []lostPart      // teams and branches that TCA did not answer for, at least not wholly
	checked  int             // branches that were counted wholly
	skipped  int             // branches that are not active
	left     int             // branches that were not counted in time
	counting bool            // those are being counted
	from     int             // first of found that is shown
	total    int             // number of branches
	at       time.Time       // when TCA listed them
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
	work := fmt.Sprint("mine ", teams, card.names)
	if d.counting.Background != nil && d.counting.Background.News(r, work) {
		ctx = api.Cached(ctx) // who refreshes an answer wants what was counted since
	}
	list, err := target.TeamBranches(ctx, r, teams)
	if err != nil {
		return card, err
	}
	card.total, card.at = list.Total, list.At
	for _, t := range list.Lost {
		card.lost = append(card.lost, lostPart{of: t.Team})
	}
	left, err := d.countMine(ctx, r, &card, list.Items)
	if err != nil {
		return card, err
	}
	switch card.left = len(left); {
	case card.left == 0 && d.counting.Background != nil:
		d.counting.Background.Drop(r, work)
	case card.left > 0:
		card.counting = d.countLater(ctx, r, work, left, card.names)
		origin.Unknown(ctx) // the next answer has more
	}
	if card.from = r.Page.Offset / mineRows * mineRows; card.from > 0 && card.from >= len(card.found) { // fewer than before
		card.from = max(0, len(card.found)-1) / mineRows * mineRows
		r.Page.Moved(card.from)
	}
	return card, nil
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
