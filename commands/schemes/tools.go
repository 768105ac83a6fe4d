package schemes

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

type toolsArgs struct{ Org string }

type toolList struct {
	org  api.Org
	page api.Page[api.CheckTool]
	site api.Site
}

func tools(d deps) command.Command {
	return paged.Define(paged.List[toolsArgs, api.Org, api.CheckTool, toolList]{
		Name:     "tools",
		Access:   command.Linked,
		Examples: []string{"tools", "tools K9fQ2mXz7Lp"},
		Args: func(a *toolsArgs) command.Args {
			return command.Args{command.Text(&a.Org, "org").Optional()}
		},
		Find: func(ctx context.Context, r *command.Request, a *toolsArgs) (api.Org, error) {
			return d.Org(ctx, r, &a.Org)
		},
		Fetch: func(r *command.Request, _ *toolsArgs, of api.Org) paged.Fetcher[api.CheckTool] {
			return func(ctx context.Context, w api.Window) (api.Page[api.CheckTool], error) {
				return r.TCA.CheckTools(ctx, of.SID, w)
			}
		},
		Show: func(_ *command.Request, _ *toolsArgs, of api.Org, page api.Page[api.CheckTool]) toolList {
			return toolList{org: of, page: page, site: d.Site}
		},
		View: viewTools,
		File: func(r *command.Request, of api.Org) paged.File[api.CheckTool] {
			w := r.Words
			head := paged.ColumnNames(w, "col.id", "col.name", "col.languages", "col.status", "col.about", "col.licence")
			return paged.File[api.CheckTool]{Name: "tools-" + paged.FileName(target.OrgName(of)), Head: head, Row: func(t api.CheckTool) []string {
				return []string{kit.Number(t.ID), t.Name, screen.Languages(w, t.Languages), screen.Name(w, "tool_status", t.Status), t.Description, t.License}
			}}
		},
	})
}

func viewTools(s command.Screen, d toolList) kit.Message {
	l := screen.List{
		Title: s.Say("tools.title", "Org", target.OrgName(d.org)),
		Page:  screen.PagePosition(d.page),
		Count: len(d.page.Items),
		Empty: kit.Phrase(s.Words, "tools.none"),
		Menu:  kit.Menu{ID: "run/open", Placeholder: s.Say("tools.open")},
		Web:   d.site.Tools(d.org.SID),
	}
	for _, t := range d.page.Items {
		about := kit.Line{kit.Text(kit.Cut(screen.Languages(s, t.Languages), 80))}
		if t.Status != api.ToolRunning {
			about = append(about, kit.Text(" · "), kit.Bold(screen.Name(s, "tool_status", t.Status)))
		}
		if t.Builds {
			about = append(about, kit.Text(" · "+s.Say("tools.builds")))
		}
		l.Rows = append(l.Rows, []kit.Line{{kit.Bold(toolName(t)), kit.Text("  " + kit.Name(t.Description, "", 90))}, about})
		l.Menu.Options = append(l.Menu.Options, line.Option(toolName(t), line.Tool(d.org.SID, t.ID)))
	}
	return l.View(s)
}

func toolName(t api.CheckTool) string { return kit.Name(t.Name, "#"+kit.Number(t.ID), 60) }
