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

type orgList struct {
	page api.Page[api.Org]
	site api.Site
}

func orgs(d deps) command.Command {
	return paged.Define(paged.List[struct{}, struct{}, api.Org, orgList]{
		Name:     "orgs",
		Access:   command.Linked,
		Personal: func(*struct{}) bool { return true },
		Examples: []string{"orgs"},
		Fetch: func(r *command.Request, _ *struct{}, _ struct{}) paged.Fetcher[api.Org] {
			return func(ctx context.Context, w api.Window) (api.Page[api.Org], error) {
				return r.TCA.Orgs(ctx, api.OrgFilter{}, w)
			}
		},
		Show: func(_ *command.Request, _ *struct{}, _ struct{}, page api.Page[api.Org]) orgList {
			return orgList{page: page, site: d.Site}
		},
		View: viewOrgs,
		File: func(r *command.Request, _ struct{}) paged.File[api.Org] {
			head := paged.ColumnNames(r.Words, "col.id", "col.name", "col.teams", "col.repositories", "col.people", "col.url")
			return paged.File[api.Org]{Name: "organisations", Head: head, Row: func(o api.Org) []string {
				return []string{o.SID, o.Name, kit.Number(o.TeamCount), kit.Number(o.RepoCount), kit.Number(o.UserCount), d.Site.Org(o.SID)}
			}}
		},
	})
}

func viewOrgs(s command.Screen, d orgList) kit.Message {
	l := screen.List{
		Title: s.Say("orgs.title"),
		Page:  screen.PagePosition(d.page),
		Count: len(d.page.Items),
		Empty: kit.Phrase(s.Words, "orgs.none"),
		Menu:  kit.Menu{ID: "run/open", Placeholder: s.Say("orgs.open")},
	}
	for _, o := range d.page.Items {
		l.Rows = append(l.Rows, []kit.Line{
			{kit.Link(d.site.Org(o.SID), target.OrgName(o)), kit.Text("  "), kit.Code(o.SID)},
			{kit.Text(s.Say("orgs.teams", "Count", o.TeamCount) + " · " + s.Say("orgs.repos", "Count", o.RepoCount) +
				" · " + s.Say("orgs.people", "Count", o.UserCount))},
		})
		l.Menu.Options = append(l.Menu.Options, line.Option(target.OrgName(o), line.OrgTeams(o.SID)))
	}
	return l.View(s)
}
