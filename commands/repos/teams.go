package repos

import (
	"context"
	"tcabot/api"
	"tcabot/commands/command"
	"tcabot/commands/kit"
	"tcabot/commands/line"
	"tcabot/commands/paged"
	"tcabot/commands/screen"
	"tcabot/commands/target"
)

type teamsArgs struct{ Org string }

type teamList struct {
	page api.Page[api.Team]
	orgs target.Coverage
	site api.Site
}

func teams(d deps) command.Command {
	return paged.Define(paged.List[teamsArgs, struct{}, api.Team, teamList]{
		Name:     "teams",
		Access:   command.Linked,
		Personal: func(a *teamsArgs) bool { return a.Org == "" },
		Examples: []string{"teams", "teams K9fQ2mXz7Lp"},
		Args: func(a *teamsArgs) command.Args {
			return command.Args{command.Text(&a.Org, "org").Optional()}
		},
		Find: d.findTeams,
		Fetch: func(r *command.Request, a *teamsArgs, _ struct{}) paged.Fetcher[api.Team] {
			return func(ctx context.Context, _ api.Window) (api.Page[api.Team], error) {
				known, err := d.Teams(ctx, r, a.Org)
				known.Total = len(known.Items)
				return known.Page, err
			}
		},
		Load: func(ctx context.Context, r *command.Request, a *teamsArgs, _ struct{}, _ paged.Fetcher[api.Team]) (teamList, error) {
			known, err := d.Teams(ctx, r, a.Org) // which also says whether all organisations were searched
			return teamList{page: paged.SlicePage(r, known.Page), orgs: known.Orgs, site: d.Site}, err
		},
		View: viewTeams,
		File: func(r *command.Request, _ struct{}) paged.File[api.Team] {
			return paged.File[api.Team]{Name: "teams", Head: paged.ColumnNames(r.Words, "col.name", "col.address", "col.org", "col.url"), Row: func(t api.Team) []string {
				return []string{t.DisplayName, line.TeamWord(t.Ref()), t.Org.Name, d.Site.Team(t.Ref())}
			}}
		},
	})
}

// findTeams completes the organisation, if one was named; otherwise the list has all teams of the person.
func (d deps) findTeams(ctx context.Context, r *command.Request, a *teamsArgs) (struct{}, error) {
	if a.Org == "" {
		return struct{}{}, nil
	}
	_, err := d.Org(ctx, r, &a.Org)
	return struct{}{}, err
}

func viewTeams(s command.Screen, d teamList) kit.Message {
	l := screen.List{
		Title: s.Say("teams.title"),
		Lead:  d.orgs.Note(s),
		Page:  screen.PagePosition(d.page),
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
