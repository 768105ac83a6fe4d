package commands

import (
	"context"
	"tcabot/api"
	"tcabot/commands/kit"
	"tcabot/commands/spec"
)

type orgArgs struct{ Org string }

type orgCard struct {
	org     api.Org
	members api.Members
	nodes   api.Page[api.Node]
	missing []string
	site    api.Site
}

func org(d reposDeps) spec.Command {
	return spec.Define(spec.Def[orgArgs, orgCard]{
		Name:     "org",
		Access:   spec.Linked,
		Examples: []string{"org", "org K9fQ2mXz7Lp"},
		Args: func(a *orgArgs) spec.Args {
			return spec.Args{spec.Text(&a.Org, "org").Optional()}
		},
		Run: func(ctx context.Context, r *spec.Request, a *orgArgs) (orgCard, error) {
			found, err := d.findOrg(ctx, r, &a.Org)
			if err != nil {
				return orgCard{}, err
			}
			card := orgCard{org: found, site: d.Site}
			card.missing, _ = gather(ctx, // the organisation is there: the rest may be missing
				fetch("org.part_members", &card.members, func(ctx context.Context) (api.Members, error) { return r.TCA.OrgMembers(ctx, found.SID) }),
				fetch("org.part_nodes", &card.nodes, func(ctx context.Context) (api.Page[api.Node], error) {
					return r.TCA.Nodes(ctx, found.SID, api.Window{Limit: maxPeople})
				}))
			return card, nil
		},
		View: viewOrg,
	})
}

func viewOrg(s spec.Screen, d orgCard) kit.Message {
	o, f := d.org, facts{s: s}
	f.add("org.id", kit.Code(o.SID))
	f.add("org.holds", kit.Text(s.Say("orgs.teams", "Count", o.TeamCount)+" · "+s.Say("orgs.repos", "Count", o.RepoCount)+" · "+
		s.Say("orgs.people", "Count", o.UserCount)))
	if o.Status != api.OrgActive {
		f.add("org.status", kit.Bold(name(s, "org_status", o.Status)))
	}
	f.add("members.admins", peopleLine(s, d.members.Admins))
	f.add("members.users", peopleLine(s, d.members.Users))
	f.add("org.nodes", nodesLine(s, d.nodes))
	if o.Description != "" {
		f.add("about", kit.Text(kit.Cut(o.Description, 300)))
	}
	m := kit.Message{kit.Heading(orgName(o)), f.rows}
	m = append(m, lost(s, d.missing)...)
	return append(m, kit.Buttons{
		runs("teams", s.Say("org.show_teams"), "teams "+o.SID), runs("tools", s.Say("org.show_tools"), "tools "+o.SID),
		runs("templates", s.Say("org.show_templates"), "templates "+o.SID), refresh(s, 0, 0), share(s, 0, 0), webButton(s, d.site.Org(o.SID)),
	})
}

// nodesLine names the machines that scan for an organisation alone.
func nodesLine(s spec.Screen, p api.Page[api.Node]) kit.Span {
	if p.Total == 0 {
		return kit.Italic(s.Say("org.no_nodes"))
	}
	var names []string
	for _, n := range p.Items {
		names = append(names, kit.Name(n.Name, "#"+number(n.ID), 40))
	}
	line := join(s, names)
	if more := p.Total - len(p.Items); more > 0 {
		line += s.Say("members.more", "Count", more)
	}
	return kit.Text(line)
}
