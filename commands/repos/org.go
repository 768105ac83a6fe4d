package repos

import (
	"context"
	"tcabot/api"
	"tcabot/commands/command"
	"tcabot/commands/kit"
	"tcabot/commands/line"
	"tcabot/commands/locale"
	"tcabot/commands/screen"
	"tcabot/commands/target"
)

type orgArgs struct{ Org string }

type orgCard struct {
	org     api.Org
	members api.Members
	nodes   api.Page[api.Node]
	missing []locale.Key
	site    api.Site
}

func org(d deps) command.Command {
	return command.Define(command.Def[orgArgs, orgCard]{
		Name:     "org",
		Access:   command.Linked,
		Examples: []string{"org", "org K9fQ2mXz7Lp"},
		Args: func(a *orgArgs) command.Args {
			return command.Args{command.Text(&a.Org, "org").Optional()}
		},
		Run: func(ctx context.Context, r *command.Request, a *orgArgs) (orgCard, error) {
			found, err := d.Org(ctx, r, &a.Org)
			if err != nil {
				return orgCard{}, err
			}
			card := orgCard{org: found, site: d.Site}
			card.missing, _ = command.Gather(ctx, // the organisation is there: the rest may be missing
				command.Fetch("org.part_members", &card.members, func(ctx context.Context) (api.Members, error) { return r.TCA.OrgMembers(ctx, found.SID) }),
				command.Fetch("org.part_nodes", &card.nodes, func(ctx context.Context) (api.Page[api.Node], error) {
					return r.TCA.Nodes(ctx, found.SID, api.Window{Limit: screen.MaxPeople})
				}))
			return card, nil
		},
		View: viewOrg,
	})
}

func viewOrg(s command.Screen, d orgCard) kit.Message {
	o, f := d.org, screen.Facts{Screen: s}
	f.Add("org.id", kit.Code(o.SID))
	f.Add("org.holds", kit.Text(s.Say("orgs.teams", "Count", o.TeamCount)+" · "+s.Say("orgs.repos", "Count", o.RepoCount)+" · "+
		s.Say("orgs.people", "Count", o.UserCount)))
	if o.Status != api.OrgActive {
		f.Add("fact.status", kit.Bold(screen.Name(s, "org_status", o.Status)))
	}
	f.Add("members.admins", screen.PeopleLine(s, d.members.Admins))
	f.Add("members.users", screen.PeopleLine(s, d.members.Users))
	f.Add("org.nodes", nodesLine(s, d.nodes))
	if o.Description != "" {
		f.Add("about", kit.Text(kit.Cut(o.Description, 300)))
	}
	m := kit.Message{kit.Heading(target.OrgName(o)), f.Rows}
	m = append(m, screen.Missing(s, d.missing)...)
	return append(m, kit.Buttons{
		line.Button("teams", s.Say("org.show_teams"), line.OrgTeams(o.SID)), line.Button("tools", s.Say("org.show_tools"), line.Tools(o.SID)),
		line.Button("templates", s.Say("org.show_templates"), line.Templates(o.SID)), screen.RefreshButton(s, 0, 0), screen.ShareButton(s, 0, 0), screen.WebButton(s, d.site.Org(o.SID)),
	})
}

// nodesLine lists the nodes of an organisation.
func nodesLine(s command.Screen, p api.Page[api.Node]) kit.Span {
	if p.Total == 0 {
		return kit.Italic(s.Say("org.no_nodes"))
	}
	var names []string
	for _, n := range p.Items {
		names = append(names, kit.Name(n.Name, "#"+kit.Number(n.ID), 40))
	}
	line := screen.Join(s, names)
	if more := p.Total - len(p.Items); more > 0 {
		line += s.Say("members.more", "Count", more)
	}
	return kit.Text(line)
}
