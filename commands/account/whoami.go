package account

import (
	"context"
	"tcabot/api"
	"tcabot/commands/command"
	"tcabot/commands/kit"
	"tcabot/commands/line"
	"tcabot/commands/paged"
	"tcabot/commands/target"
)

type identity struct {
	me   api.Me
	orgs api.Page[api.Org]
	site api.Site
}

func whoami(d Deps) command.Command {
	return command.Define(command.Def[struct{}, identity]{
		Name:     "whoami",
		Access:   command.Linked,
		Personal: func(*struct{}) bool { return true },
		Examples: []string{"whoami"},
		Run: func(ctx context.Context, r *command.Request, _ *struct{}) (identity, error) {
			me, err := r.TCA.Me(ctx)
			if err != nil {
				return identity{}, err
			}
			_, mine, err := target.MyOrgs(ctx, r)
			return identity{me: me, orgs: mine, site: d.Site}, err
		},
		View: viewWhoami,
	})
}

func viewWhoami(s command.Screen, d identity) kit.Message {
	m := kit.Message{kit.Para(kit.Phrase(s.Words, "whoami.is",
		"Name", kit.Bold(target.PersonName(d.me.Nickname, d.me.Username)), "Username", kit.Code(d.me.Username)))}
	var rows kit.Rows
	for _, o := range d.orgs.Items[:min(len(d.orgs.Items), paged.PageSize)] {
		rows = append(rows, []kit.Line{{kit.Link(d.site.Org(o.SID), target.OrgName(o))}})
	}
	if len(rows) == 0 {
		return append(m, kit.Para(kit.Phrase(s.Words, "orgs.none")))
	}
	m = append(m, kit.Para(kit.Phrase(s.Words, "whoami.orgs", "Count", d.orgs.Total)), rows)
	if more := d.orgs.Total - len(rows); more > 0 {
		m = append(m, kit.Note(kit.Phrase(s.Words, "whoami.more", "Count", more)), kit.Buttons{line.Button("orgs", s.Say("button.all"), line.Orgs())})
	}
	return m
}
