package commands

import (
	"context"
	"tcabot/api"
	"tcabot/commands/kit"
	"tcabot/commands/spec"
)

type orgList struct {
	page api.Page[api.Org]
	site api.Site
}

func orgs(d reposDeps) spec.Command {
	return spec.Define(spec.Def[struct{}, orgList]{
		Name:     "orgs",
		Access:   spec.Linked,
		Personal: func(*struct{}) bool { return true },
		Examples: []string{"orgs"},
		Run: func(ctx context.Context, r *spec.Request, _ *struct{}) (orgList, error) {
			page, err := fetchPage(ctx, r, func(ctx context.Context, w api.Window) (api.Page[api.Org], error) {
				return r.TCA.Orgs(ctx, api.OrgFilter{}, w)
			})
			return orgList{page: page, site: d.Site}, err
		},
		View: viewOrgs,
		Sheet: func(ctx context.Context, r *spec.Request, _ *struct{}) (spec.Sheet, error) {
			return sheet(ctx, "organisations", heads(r.Words, "id", "name", "teams", "repositories", "people", "url"),
				func(ctx context.Context, w api.Window) (api.Page[api.Org], error) {
					return r.TCA.Orgs(ctx, api.OrgFilter{}, w)
				},
				func(o api.Org) []string {
					return []string{o.SID, o.Name, number(o.TeamCount), number(o.RepoCount), number(o.UserCount), d.Site.Org(o.SID)}
				})
		},
	})
}

func viewOrgs(s spec.Screen, d orgList) kit.Message {
	l := list{
		title: s.Say("orgs.title"),
		page:  bare(d.page),
		count: len(d.page.Items),
		empty: kit.Phrase(s.Words, "orgs.none"),
		menu:  kit.Menu{ID: "run/open", Placeholder: s.Say("orgs.open")},
	}
	for _, o := range d.page.Items {
		l.rows = append(l.rows, []kit.Line{
			{kit.Link(d.site.Org(o.SID), orgName(o)), kit.Text("  "), kit.Code(o.SID)},
			{kit.Text(s.Say("orgs.teams", "Count", o.TeamCount) + " · " + s.Say("orgs.repos", "Count", o.RepoCount) +
				" · " + s.Say("orgs.people", "Count", o.UserCount))},
		})
		l.menu.Options = append(l.menu.Options, kit.Option{
			Label: orgName(o), Value: spec.State{Line: "teams " + o.SID}.String(),
		})
	}
	return l.view(s)
}
