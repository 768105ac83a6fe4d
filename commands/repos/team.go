package repos

import (
	"context"
	"tcabot/api"
	"tcabot/commands/command"
	"tcabot/commands/kit"
	"tcabot/commands/line"
	"tcabot/commands/locale"
	"tcabot/commands/paged"
	"tcabot/commands/screen"
	"tcabot/commands/setup"
	"tcabot/commands/target"
)

type teamArgs struct{ Team string }

type teamCard struct {
	team    api.Team
	members api.Members
	labels  []api.TeamLabel
	repos   api.Page[api.Repo] // only the total is used
	missing []locale.Key
	site    api.Site
}

func team(d deps) command.Command {
	return command.Define(command.Def[teamArgs, teamCard]{
		Name:     "team",
		Access:   command.Linked,
		Examples: []string{"team bigteam", "team"},
		Args: func(a *teamArgs) command.Args {
			return command.Args{command.Text(&a.Team, "team").Optional()}
		},
		Run: func(ctx context.Context, r *command.Request, a *teamArgs) (teamCard, error) {
			found, err := d.Team(ctx, r, &a.Team)
			if err != nil {
				return teamCard{}, err
			}
			ref := found.Ref()
			card := teamCard{team: found, site: d.Site}
			card.missing, _ = command.Gather(ctx, // the team is there: the rest may be missing
				command.Fetch("org.part_members", &card.members, func(ctx context.Context) (api.Members, error) { return r.TCA.TeamMembers(ctx, ref) }),
				command.Fetch("team.part_labels", &card.labels, func(ctx context.Context) ([]api.TeamLabel, error) { return r.TCA.TeamLabels(ctx, ref) }),
				command.Fetch("team.part_repos", &card.repos, func(ctx context.Context) (api.Page[api.Repo], error) {
					return r.TCA.Repos(ctx, ref, api.RepoFilter{}, api.Window{Limit: paged.PageSize}) // the first page of the repos command, which then comes from the cache
				}))
			return card, nil
		},
		View: viewTeam,
	})
}

func viewTeam(s command.Screen, d teamCard) kit.Message {
	t, f := d.team, screen.Facts{Screen: s}
	ref := t.Ref()
	f.Add("team.address", kit.Code(line.TeamWord(ref)))
	f.Add("team.org", kit.Link(d.site.Org(t.Org.SID), kit.Name(t.Org.Name, t.Org.SID, 80)))
	f.Add("team.repos", kit.Text(s.Say("orgs.repos", "Count", d.repos.Total)))
	f.Add("members.admins", screen.PeopleLine(s, d.members.Admins))
	f.Add("members.users", screen.PeopleLine(s, d.members.Users))
	if len(d.labels) > 0 {
		var names []string
		for _, l := range d.labels[:min(len(d.labels), screen.MaxPeople)] {
			names = append(names, kit.Name(l.Name, "#"+kit.Number(l.ID), 40))
		}
		f.Add("team.labels", kit.Text(screen.Join(s, names)))
	}
	if t.Description != "" {
		f.Add("about", kit.Text(kit.Cut(t.Description, 300)))
	}
	m := kit.Message{kit.Heading(target.TeamName(t)), f.Rows}
	m = append(m, screen.Missing(s, d.missing)...)
	list := line.Button("repos", s.Say("team.repos"), line.Repos(ref))
	list.Main = true
	return append(m, kit.Buttons{
		list, line.Form("add_repo", s.Say("setup.add_repo"), setup.AddRepo(ref)), line.Button("mine", s.Say("button.my_issues"), line.Mine(ref)), line.Button("use", s.Say("team.use"), line.Use(line.TeamWord(ref))),
		line.Button("up", s.Say("org.up"), line.Org(ref.Org)), screen.RefreshButton(s, 0, 0), screen.ShareButton(s, 0, 0), screen.WebButton(s, d.site.Team(ref)),
	})
}
