package schemes

import (
	"context"
	"strings"
	"tcabot/api"
	"tcabot/commands/command"
	"tcabot/commands/kit"
	"tcabot/commands/line"
	"tcabot/commands/paged"
	"tcabot/commands/screen"
	"tcabot/commands/target"
)

type nodesArgs struct{ Org string }

type nodeList struct {
	org  api.Org
	page api.Page[api.Node]
}

// nodes lists an organisation's own nodes.
func nodes(d deps) command.Command {
	return paged.Define(paged.List[nodesArgs, api.Org, api.Node, nodeList]{
		Name:     "nodes",
		Access:   command.Linked,
		Examples: []string{"nodes", "nodes K9fQ2mXz7Lp"},
		Args: func(a *nodesArgs) command.Args {
			return command.Args{command.Text(&a.Org, "org").Optional()}
		},
		Find: func(ctx context.Context, r *command.Request, a *nodesArgs) (api.Org, error) {
			return d.Org(ctx, r, &a.Org)
		},
		Fetch: func(r *command.Request, _ *nodesArgs, of api.Org) paged.Fetcher[api.Node] {
			return func(ctx context.Context, w api.Window) (api.Page[api.Node], error) {
				return r.TCA.Nodes(ctx, of.SID, w)
			}
		},
		Show: func(_ *command.Request, _ *nodesArgs, of api.Org, page api.Page[api.Node]) nodeList {
			return nodeList{org: of, page: page}
		},
		View: viewNodes,
		File: func(r *command.Request, of api.Org) paged.File[api.Node] {
			head := paged.ColumnNames(r.Words, "col.id", "col.name", "col.node_enabled", "col.state", "col.tags", "col.last_seen", "col.manager")
			return paged.File[api.Node]{Name: "nodes-" + paged.FileName(target.OrgName(of)), Head: head, Row: func(n api.Node) []string {
				return []string{
					kit.Number(n.ID), n.Name, screen.Name(r.Words, "task_node", n.Enabled), screen.Name(r.Words, "task_node", n.State),
					strings.Join(n.Tags, " "), paged.Timestamp(n.LastBeat, r), n.Manager,
				}
			}}
		},
	})
}

func viewNodes(s command.Screen, d nodeList) kit.Message {
	l := screen.List{
		Title: s.Say("nodes.title", "Org", target.OrgName(d.org)),
		Page:  screen.PagePosition(d.page),
		Count: len(d.page.Items),
		Empty: kit.Phrase(s.Words, "nodes.none"),
		Extra: []kit.Control{line.Button("up", s.Say("org.up"), line.Org(d.org.SID))},
	}
	for _, n := range d.page.Items {
		state := kit.Line{kit.Text(screen.Name(s, "task_node", n.Enabled))}
		if n.Enabled == api.NodeActive {
			state = append(state, kit.Text(" · "+screen.Name(s, "task_node", n.State)))
		} else {
			state[0] = kit.Bold(screen.Name(s, "task_node", n.Enabled))
		}
		if tags := kit.Cut(strings.Join(n.Tags, s.Say("list.comma")), 120); tags != "" {
			state = append(state, kit.Text(" · "+tags))
		}
		seen := kit.Phrase(s.Words, "nodes.seen", "When", kit.When(n.LastBeat.Time, s.Say("unknown")))
		l.Rows = append(l.Rows, []kit.Line{{kit.Bold(kit.Name(n.Name, "#"+kit.Number(n.ID), 80))}, append(append(state, kit.Text(" · ")), seen...)})
	}
	return l.View(s)
}
