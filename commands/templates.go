package commands

import (
	"context"
	"tcabot/api"
	"tcabot/commands/kit"
	"tcabot/commands/spec"
)

type templatesArgs struct{ Org string }

type templateList struct {
	org  api.Org
	page api.Page[api.Scheme]
	site api.Site
}

func templates(d schemesDeps) spec.Command {
	return spec.Define(spec.Def[templatesArgs, templateList]{
		Name:     "templates",
		Access:   spec.Linked,
		Examples: []string{"templates", "templates K9fQ2mXz7Lp"},
		Args: func(a *templatesArgs) spec.Args {
			return spec.Args{spec.Text(&a.Org, "org").Optional()}
		},
		Run: func(ctx context.Context, r *spec.Request, a *templatesArgs) (templateList, error) {
			found, err := d.findOrg(ctx, r, &a.Org)
			if err != nil {
				return templateList{}, err
			}
			page, err := fetchPage(ctx, r, templatesOf(r, found))
			return templateList{org: found, page: page, site: d.Site}, err
		},
		View: viewTemplates,
		Sheet: func(ctx context.Context, r *spec.Request, a *templatesArgs) (spec.Sheet, error) {
			found, err := d.findOrg(ctx, r, &a.Org)
			if err != nil {
				return spec.Sheet{}, err
			}
			w := r.Words
			head := heads(w, "id", "name", "about", "scheme_origin", "languages", "node_tag", "created_at", "created_by", "url")
			return sheet(ctx, "templates-"+fileName(orgName(found)), head, templatesOf(r, found), func(c api.Scheme) []string {
				return []string{
					number(c.ID), c.Name, c.Description, name(w, "scheme_type", c.Type), languages(c.Languages), c.Tag, moment(c.Created, r),
					personName(c.Creator.Nickname, c.Creator.Username), d.Site.Template(found.SID, c.ID),
				}
			})
		},
	})
}

func templatesOf(r *spec.Request, of api.Org) func(context.Context, api.Window) (api.Page[api.Scheme], error) {
	return func(ctx context.Context, w api.Window) (api.Page[api.Scheme], error) {
		return r.TCA.OrgSchemes(ctx, of.SID, w)
	}
}

func viewTemplates(s spec.Screen, d templateList) kit.Message {
	l := list{
		title: s.Say("templates.title", "Org", orgName(d.org)),
		page:  bare(d.page),
		count: len(d.page.Items),
		empty: kit.Phrase(s.Words, "templates.none"),
		extra: []kit.Control{runs("up", s.Say("templates.up"), "org "+d.org.SID)},
		web:   d.site.Templates(d.org.SID),
	}
	for _, c := range d.page.Items {
		about := dots(kit.Cut(orWord(languages(c.Languages), s.Say("project.no_languages")), 80))
		row := []kit.Line{
			{kit.Link(d.site.Template(d.org.SID, c.ID), schemeName(c)), kit.Text("  " + name(s, "scheme_type", c.Type))},
			append(append(about, kit.Text(" · ")), madeLine(s, c.Created, c.Creator)...),
		}
		if text := kit.Name(c.Description, "", 100); text != "" {
			row = append(row, kit.Line{kit.Text(text)})
		}
		l.rows = append(l.rows, row)
	}
	return l.view(s)
}
