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

type templatesArgs struct{ Org string }

type templateList struct {
	org  api.Org
	page api.Page[api.Scheme]
	site api.Site
}

func templates(d deps) command.Command {
	return paged.Define(paged.List[templatesArgs, api.Org, api.Scheme, templateList]{
		Name:     "templates",
		Access:   command.Linked,
		Examples: []string{"templates", "templates K9fQ2mXz7Lp"},
		Args: func(a *templatesArgs) command.Args {
			return command.Args{command.Text(&a.Org, "org").Optional()}
		},
		Find: func(ctx context.Context, r *command.Request, a *templatesArgs) (api.Org, error) {
			return d.Org(ctx, r, &a.Org)
		},
		Fetch: func(r *command.Request, _ *templatesArgs, of api.Org) paged.Fetcher[api.Scheme] {
			return func(ctx context.Context, w api.Window) (api.Page[api.Scheme], error) {
				return r.TCA.OrgSchemes(ctx, of.SID, w)
			}
		},
		Show: func(_ *command.Request, _ *templatesArgs, of api.Org, page api.Page[api.Scheme]) templateList {
			return templateList{org: of, page: page, site: d.Site}
		},
		View: viewTemplates,
		File: func(r *command.Request, of api.Org) paged.File[api.Scheme] {
			w := r.Words
			head := paged.ColumnNames(w, "col.id", "col.name", "col.about", "col.scheme_origin", "col.languages", "col.node_tag", "col.created_at", "col.created_by", "col.url")
			return paged.File[api.Scheme]{Name: "templates-" + paged.FileName(target.OrgName(of)), Head: head, Row: func(c api.Scheme) []string {
				return []string{
					kit.Number(c.ID), c.Name, c.Description, screen.Name(w, "scheme_type", c.Type), screen.Languages(w, c.Languages), c.Tag, paged.Timestamp(c.Created, r),
					target.PersonName(c.Creator.Nickname, c.Creator.Username), d.Site.Template(of.SID, c.ID),
				}
			}}
		},
	})
}

func viewTemplates(s command.Screen, d templateList) kit.Message {
	l := screen.List{
		Title: s.Say("templates.title", "Org", target.OrgName(d.org)),
		Page:  screen.PagePosition(d.page),
		Count: len(d.page.Items),
		Empty: kit.Phrase(s.Words, "templates.none"),
		Extra: []kit.Control{line.Button("up", s.Say("org.up"), line.Org(d.org.SID))},
		Web:   d.site.Templates(d.org.SID),
	}
	for _, c := range d.page.Items {
		about := screen.JoinFacts(kit.Cut(screen.TextOr(screen.Languages(s, c.Languages), s.Say("project.no_languages")), 80))
		row := []kit.Line{
			{kit.Link(d.site.Template(d.org.SID, c.ID), target.SchemeName(c)), kit.Text("  " + screen.Name(s, "scheme_type", c.Type))},
			append(append(about, kit.Text(" · ")), screen.CreatedLine(s, c.Created, c.Creator)...),
		}
		if text := kit.Name(c.Description, "", 100); text != "" {
			row = append(row, kit.Line{kit.Text(text)})
		}
		l.Rows = append(l.Rows, row)
	}
	return l.View(s)
}
