package commands

import (
	"context"
	"tcabot/api"
	"tcabot/commands/kit"
	"tcabot/commands/spec"
)

type teamArgs struct{ Team string }

type teamCard struct {
	team    api.Team
	members api.Members
	labels  []api.TeamLabel
	repos   api.Page[api.Repo] // only how many
	missing []string
	site    api.Site
}

func team(d reposDeps) spec.Command {
	return spec.Define(spec.Def[teamArgs, teamCard]{
		Name:     "team",
		Access:   spec.Linked,
		Examples: []string{"team bigteam", "team"},
		Args: func(a *teamArgs) spec.Args {
			return spec.Args{spec.Text(&a.Team, "team").Optional()}
		},
		Run: func(ctx context.Context, r *spec.Request, a *teamArgs) (teamCard, error) {
			found, err := d.findTeam(ctx, r, &a.Team)
			if err != nil {
				return teamCard{}, err
			}
			ref := found.Ref()
			card := teamCard{team: found, site: d.Site}
			card.missing, _ = gather(ctx, // the team is there: the rest may be missing
				fetch("team.part_members", &card.members, func(ctx context.Context) (api.Members, error) { return r.TCA.TeamMembers(ctx, ref) }),
				fetch("team.part_labels", &card.labels, func(ctx context.Context) ([]api.TeamLabel, error) { return r.TCA.TeamLabels(ctx, ref) }),
				fetch("team.part_repos", &card.repos, func(ctx context.Context) (api.Page[api.Repo], error) {
					return r.TCA.Repos(ctx, ref, api.RepoFilter{}, api.Window{Limit: PageSize}) // the page that comes next
				}))
			return card, nil
		},
		View: viewTeam,
	})
}

func viewTeam(s spec.Screen, d teamCard) kit.Message {
	t, f := d.team, facts{s: s}
	ref := t.Ref()
	f.add("team.address", kit.Code(teamWord(ref)))
	f.add("team.org", kit.Link(d.site.Org(t.Org.SID), kit.Name(t.Org.Name, t.Org.SID, 80)))
	f.add("team.repos", kit.Text(s.Say("orgs.repos", "Count", d.repos.Total)))
	f.add("members.admins", peopleLine(s, d.members.Admins))
	f.add("members.users", peopleLine(s, d.members.Users))
	if len(d.labels) > 0 {
		var names []string
		for _, l := range d.labels[:min(len(d.labels), maxPeople)] {
			names = append(names, kit.Name(l.Name, "#"+number(l.ID), 40))
		}
		f.add("team.labels", kit.Text(join(s, names)))
	}
	if t.Description != "" {
		f.add("about", kit.Text(kit.Cut(t.Description, 300)))
	}
	m := kit.Message{kit.Heading(teamName(t)), f.rows}
	m = append(m, lost(s, d.missing)...)
	list := runs("repos", s.Say("team.show_repos"), "repos "+teamWord(ref))
	list.Main = true
	return append(m, kit.Buttons{
		list, runs("mine", s.Say("team.show_mine"), "mine "+teamWord(ref)), runs("use", s.Say("team.use"), "use "+teamWord(ref)),
		runs("up", s.Say("team.up"), "org "+ref.Org), refresh(s, 0, 0), share(s, 0, 0), webButton(s, d.site.Team(ref)),
	})
}
