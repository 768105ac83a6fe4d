package repos

import (
	"context"
	"tcabot/api"
	"tcabot/commands/command"
	"tcabot/commands/kit"
	"tcabot/commands/line"
	"tcabot/commands/screen"
	"tcabot/commands/target"
)

type teamsArgs struct{ Org string }

type teamList struct {
	page api.Page[api.Team]
	orgs target.Looked
	site api.Site
}

func teams(d deps) command.Command {
	return command.Define(command.Def[teamsArgs, teamList]{
		Name:     "teams",
		Access:   command.Linked,
		Personal: func(a *teamsArgs) bool { return a.Org == "" },
		Examples: []string{"teams", "teams K9fQ2mXz7Lp"},
		Args: func(a *teamsArgs) command.Args {
			return command.Args{command.Text(&a.Org, "org").Optional()}
		},
		Run: func(ctx context.Context, r *command.Request, a *teamsArgs) (teamList, error) {
			known, err := d.teamsOf(ctx, r, a)
			if err != nil {
				return teamList{}, err
			}
			return teamList{page: command.CutPage(r, known.Page), orgs: known.Orgs, site: d.Site}, nil
		},
		View: viewTeams,
		Sheet: func(ctx context.Context, r *command.Request, a *teamsArgs) (command.Sheet, error) {
			return command.NewSheet(ctx, "teams", command.Heads(r.Words, "name", "address", "org", "url"),
				func(ctx context.Context, _ api.Window) (api.Page[api.Team], error) {
					known, err := d.teamsOf(ctx, r, a)
					known.Total = len(known.Items)
					return known.Page, err
				},
				func(t api.Team) []string {
					return []string{t.DisplayName, line.TeamWord(t.Ref()), t.Org.Name, d.Site.Team(t.Ref())}
				})
		},
	})
}

// teamsOf lists the teams of the organisation that was named, or of all the person's.
func (d deps) teamsOf(ctx context.Context, r *command.Request, a *teamsArgs) (target.KnownTeams, error) {
	if a.Org != "" {
		if _, err := d.Org(ctx, r, &a.Org); err != nil {
			return target.KnownTeams{}, err
		}
	}
	return d.Teams(ctx, r, a.Org)
}

func viewTeams(s command.Screen, d teamList) kit.Message {
	l := screen.List{
		Title: s.Say("teams.title"),
		Lead:  d.orgs.Note(s),
		Page:  screen.Bare(d.page),
		Count: len(d.page.Items),
		Empty: kit.Phrase(s.Words, "teams.none"),
		Menu:  kit.Menu{ID: "run/open", Placeholder: s.Say("teams.open")},
	}
	for _, t := range d.page.Items {
		l.Rows = append(l.Rows, []kit.Line{
			{kit.Link(d.site.Team(t.Ref()), target.TeamName(t)), kit.Text("  "), kit.Code(t.Name)},
			{kit.Text(s.Say("teams.in", "Org", kit.Name(t.Org.Name, t.Org.SID, 60)))},
		})
		l.Menu.Options = append(l.Menu.Options, line.Option(target.TeamName(t), line.Repos(t.Ref())))
	}
	return l.View(s)
}
