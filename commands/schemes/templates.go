package schemes

import (
	"context"
	"tcabot/api"
	"tcabot/commands/command"
	"tcabot/commands/kit"
	"tcabot/commands/line"
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
	return command.Define(command.Def[templatesArgs, templateList]{
		Name:     "templates",
		Access:   command.Linked,
		Examples: []string{"templates", "templates K9fQ2mXz7Lp"},
		Args: func(a *templatesArgs) command.Args {
			return command.Args{command.Text(&a.Org, "org").Optional()}
		},
		Run: func(ctx context.Context, r *command.Request, a *templatesArgs) (templateList, error) {
			found, err := d.Org(ctx, r, &a.Org)
			if err != nil {
				return templateList{}, err
			}
			page, err := command.FetchPage(ctx, r, templatesOf(r, found))
			return templateList{org: found, page: page, site: d.Site}, err
		},
		View: viewTemplates,
		Sheet: func(ctx context.Context, r *command.Request, a *templatesArgs) (command.Sheet, error) {
			found, err := d.Org(ctx, r, &a.Org)
			if err != nil {
				return command.Sheet{}, err
			}
			w := r.Words
			head := command.Heads(w, "id", "name", "about", "scheme_origin", "languages", "node_tag", "created_at", "created_by", "url")
			return command.NewSheet(ctx, "templates-"+command.FileName(target.OrgName(found)), head, templatesOf(r, found), func(c api.Scheme) []string {
				return []string{
					kit.Number(c.ID), c.Name, c.Description, screen.Name(w, "scheme_type", c.Type), screen.Languages(c.Languages), c.Tag, command.Moment(c.Created, r),
					target.PersonName(c.Creator.Nickname, c.Creator.Username), d.Site.Template(found.SID, c.ID),
				}
			})
		},
	})
}

func templatesOf(r *command.Request, of api.Org) func(context.Context, api.Window) (api.Page[api.Scheme], error) {
	return func(ctx context.Context, w api.Window) (api.Page[api.Scheme], error) {
		return r.TCA.OrgSchemes(ctx, of.SID, w)
	}
}

func viewTemplates(s command.Screen, d templateList) kit.Message {
	l := screen.List{
		Title: s.Say("templates.title", "Org", target.OrgName(d.org)),
		Page:  screen.Bare(d.page),
		Count: len(d.page.Items),
		Empty: kit.Phrase(s.Words, "templates.none"),
		Extra: []kit.Control{line.Button("up", s.Say("templates.up"), line.Org(d.org.SID))},
		Web:   d.site.Templates(d.org.SID),
	}
	for _, c := range d.page.Items {
		about := screen.Dots(kit.Cut(screen.OrWord(screen.Languages(c.Languages), s.Say("project.no_languages")), 80))
		row := []kit.Line{
			{kit.Link(d.site.Template(d.org.SID, c.ID), target.SchemeName(c)), kit.Text("  " + screen.Name(s, "scheme_type", c.Type))},
			append(append(about, kit.Text(" · ")), screen.MadeLine(s, c.Created, c.Creator)...),
		}
		if text := kit.Name(c.Description, "", 100); text != "" {
			row = append(row, kit.Line{kit.Text(text)})
		}
		l.Rows = append(l.Rows, row)
	}
	return l.View(s)
}
