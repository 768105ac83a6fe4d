package commands

import (
	"context"
	"tcabot/api"
	"tcabot/commands/kit"
	"tcabot/commands/spec"
)

type toolsArgs struct{ Org string }

type toolList struct {
	org  api.Org
	page api.Page[api.CheckTool]
	site api.Site
}

func tools(d schemesDeps) spec.Command {
	return spec.Define(spec.Def[toolsArgs, toolList]{
		Name:     "tools",
		Access:   spec.Linked,
		Examples: []string{"tools", "tools K9fQ2mXz7Lp"},
		Args: func(a *toolsArgs) spec.Args {
			return spec.Args{spec.Text(&a.Org, "org").Optional()}
		},
		Run: func(ctx context.Context, r *spec.Request, a *toolsArgs) (toolList, error) {
			found, err := d.findOrg(ctx, r, &a.Org)
			if err != nil {
				return toolList{}, err
			}
			page, err := fetchPage(ctx, r, func(ctx context.Context, w api.Window) (api.Page[api.CheckTool], error) {
				return r.TCA.CheckTools(ctx, found.SID, w)
			})
			return toolList{org: found, page: page, site: d.Site}, err
		},
		View: viewTools,
		Sheet: func(ctx context.Context, r *spec.Request, a *toolsArgs) (spec.Sheet, error) {
			found, err := d.findOrg(ctx, r, &a.Org)
			if err != nil {
				return spec.Sheet{}, err
			}
			w := r.Words
			return sheet(ctx, "tools-"+fileName(orgName(found)), heads(w, "id", "name", "languages", "status", "about", "licence"),
				func(ctx context.Context, w api.Window) (api.Page[api.CheckTool], error) {
					return r.TCA.CheckTools(ctx, found.SID, w)
				}, func(t api.CheckTool) []string {
					return []string{number(t.ID), t.Name, languages(t.Languages), name(w, "tool_status", t.Status), t.Description, t.License}
				})
		},
	})
}

func viewTools(s spec.Screen, d toolList) kit.Message {
	l := list{
		title: s.Say("tools.title", "Org", orgName(d.org)),
		page:  bare(d.page),
		count: len(d.page.Items),
		empty: kit.Phrase(s.Words, "tools.none"),
		menu:  kit.Menu{ID: "run/open", Placeholder: s.Say("tools.open")},
		web:   d.site.Tools(d.org.SID),
	}
	for _, t := range d.page.Items {
		about := kit.Line{kit.Text(kit.Cut(languages(t.Languages), 80))}
		if t.Status != api.ToolRunning {
			about = append(about, kit.Text(" · "), kit.Bold(name(s, "tool_status", t.Status)))
		}
		if t.Builds {
			about = append(about, kit.Text(" · "+s.Say("tools.builds")))
		}
		l.rows = append(l.rows, []kit.Line{{kit.Bold(toolName(t)), kit.Text("  " + kit.Name(t.Description, "", 90))}, about})
		l.menu.Options = append(l.menu.Options, kit.Option{
			Label: toolName(t), Value: spec.State{Line: "tool " + number(t.ID) + " " + d.org.SID}.String(),
		})
	}
	return l.view(s)
}

func toolName(t api.CheckTool) string { return kit.Name(t.Name, "#"+number(t.ID), 60) }
