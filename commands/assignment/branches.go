package assignment

import (
	"context"
	"slices"
	"tcabot/api"
	"tcabot/commands/command"
	"tcabot/commands/target"
)

// Branches lists the branches in which issues may be assigned to a person: the active ones of their default team, as in the
// list of their open work, or of all of their teams. lost are the teams that TCA did not list.
func Branches(ctx context.Context, f target.Finder, r *command.Request) (all []Branch, lost []api.TeamRef, err error) {
	usual, err := f.Settings.Target(ctx, target.Subject{Workspace: r.Who.Workspace, ID: r.Who.User})
	if err != nil {
		return nil, nil, err
	}
	teams := []api.TeamRef{{Org: usual.Org, Team: usual.Team}}
	if usual.Team == "" {
		known, err := f.Teams(ctx, r, "")
		if err != nil {
			return nil, nil, err
		}
		teams = teams[:0]
		for _, t := range known.Items {
			teams = append(teams, t.Ref())
		}
	}
	if len(teams) == 0 {
		return nil, nil, nil
	}
	list, err := target.TeamBranches(ctx, r, teams)
	if err != nil {
		return nil, nil, err
	}
	active := slices.DeleteFunc(list.Items, func(b target.TeamBranch) bool { return b.Status != api.ProjectActive || !b.Deleted.IsZero() })
	for _, b := range active {
		all = append(all, Branch{Ref: b.Ref, Name: target.BranchName(b)})
	}
	return all, list.Lost, nil
}
