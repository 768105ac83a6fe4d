package commands

import (
	"context"
	"tcabot/api"
	"tcabot/commands/kit"
	"tcabot/commands/spec"
)

type identity struct {
	me   api.Me
	orgs []api.Org
	site api.Site
}

func whoami(d Deps) spec.Command {
	return spec.Define(spec.Def[struct{}, identity]{
		Name:     "whoami",
		Access:   spec.Linked,
		Examples: []string{"whoami"},
		Run: func(ctx context.Context, r *spec.Request, _ *struct{}) (identity, error) {
			me, err := r.TCA.Me(ctx)
			if err != nil {
				return identity{}, err
			}
			mine, err := r.TCA.Orgs(ctx, api.OrgFilter{}, api.Window{Limit: allTeams})
			return identity{me: me, orgs: mine.Items, site: d.Site}, err
		},
		View: viewWhoami,
	})
}

func viewWhoami(s spec.Screen, d identity) kit.Message {
	m := kit.Message{kit.Para(kit.Phrase(s.Words, "whoami.is",
		"Name", kit.Bold(personName(d.me.Nickname, d.me.Username)), "Username", kit.Code(d.me.Username)))}
	var rows kit.Rows
	for _, o := range d.orgs {
		rows = append(rows, []kit.Line{{kit.Link(d.site.Org(o.SID), orgName(o))}})
	}
	if len(rows) == 0 {
		return append(m, kit.Para(kit.Phrase(s.Words, "orgs.none")))
	}
	return append(m, kit.Para(kit.Phrase(s.Words, "whoami.orgs", "Count", len(rows))), rows)
}
