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
	orgs looked
	site api.Site
}

func teams(d reposDeps) spec.Command {
	return spec.Define(spec.Def[teamsArgs, teamList]{
		Name:     "teams",
		Access:   spec.Linked,
		Personal: func(a *teamsArgs) bool { return a.Org == "" },
		Examples: []string{"teams", "teams K9fQ2mXz7Lp"},
		Args: func(a *teamsArgs) spec.Args {
			return spec.Args{spec.Text(&a.Org, "org").Optional()}
		},
		Run: func(ctx context.Context, r *spec.Request, a *teamsArgs) (teamList, error) {
			known, err := d.teamsOf(ctx, r, a)
			if err != nil {
				return teamList{}, err
			}
			return teamList{page: cutPage(r, known.Page), orgs: known.orgs, site: d.Site}, nil
		},
		View: viewTeams,
		Sheet: func(ctx context.Context, r *spec.Request, a *teamsArgs) (spec.Sheet, error) {
			return sheet(ctx, "teams", heads(r.Words, "name", "address", "org", "url"),
				func(ctx context.Context, _ api.Window) (api.Page[api.Team], error) {
					known, err := d.teamsOf(ctx, r, a)
					known.Total = len(known.Items)
					return known.Page, err
				},
				func(t api.Team) []string {
					return []string{t.DisplayName, teamWord(t.Ref()), t.Org.Name, d.Site.Team(t.Ref())}
				})
		},
	})
}

// teamsOf lists the teams of the organisation that was named, or of all the person's.
func (d reposDeps) teamsOf(ctx context.Context, r *spec.Request, a *teamsArgs) (knownTeams, error) {
	if a.Org != "" {
		if _, err := d.findOrg(ctx, r, &a.Org); err != nil {
			return knownTeams{}, err
		}
	}
	return d.teams(ctx, r, a.Org)
}

func viewTeams(s spec.Screen, d teamList) kit.Message {
	l := list{
		title: s.Say("teams.title"),
		lead:  d.orgs.said(s),
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
