package commands

import (
	"context"
	"tcabot/api"
	"tcabot/commands/kit"
	"tcabot/commands/spec"
)

type teamsArgs struct{ Org string }

type teamList struct {
	page api.Page[api.Team]
	site api.Site
}

func teams(d Deps) spec.Command {
	return spec.Define(spec.Def[teamsArgs, teamList]{
		Name:     "teams",
		Access:   spec.Linked,
		Examples: []string{"teams", "teams K9fQ2mXz7Lp"},
		Args: func(a *teamsArgs) spec.Args {
			return spec.Args{spec.Text(&a.Org, "org").Optional()}
		},
		Run: func(ctx context.Context, r *spec.Request, a *teamsArgs) (teamList, error) {
			org := readTeam(a.Org)
			sid := org.org
			if sid == "" {
				sid = org.team // a lone word names the organisation here
			}
			known, err := d.teams(ctx, r, sid)
			if err != nil {
				return teamList{}, err
			}
			return teamList{page: cutPage(r, known), site: d.Site}, nil
		},
		View: viewTeams,
	})
}

func viewTeams(s spec.Screen, d teamList) kit.Message {
	l := list{
		title: s.Say("teams.title"),
		page:  bare(d.page),
		count: len(d.page.Items),
		empty: kit.Phrase(s.Words, "teams.none"),
		menu:  kit.Menu{ID: "run/open", Placeholder: s.Say("teams.open")},
	}
	for _, t := range d.page.Items {
		l.rows = append(l.rows, []kit.Line{
			{kit.Link(d.site.Team(t.Ref()), teamName(t)), kit.Text("  "), kit.Code(t.Name)},
			{kit.Text(s.Say("teams.in", "Org", kit.Name(t.Org.Name, t.Org.SID, 60)))},
		})
		l.menu.Options = append(l.menu.Options, kit.Option{
			Label: teamName(t), Value: spec.State{Line: "repos " + teamWord(t.Ref())}.String(),
		})
	}
	return l.view(s)
}
