package schemes

import (
	"context"
	"tcabot/api"
	"tcabot/commands/command"
	"tcabot/commands/kit"
	"tcabot/commands/line"
	"tcabot/commands/locale"
	"tcabot/commands/paged"
	"tcabot/commands/screen"
	"tcabot/commands/target"
)

type schemesArgs struct {
	Repo, Search string
	Status       api.SchemeStatus
	Default      bool
}

type schemeList struct {
	target.Repository
	search string
	page   api.Page[api.Scheme]
}

func schemes(d deps) command.Command {
	return paged.Define(paged.List[schemesArgs, target.Repository, api.Scheme, schemeList]{
		Name:     "schemes",
		Access:   command.Linked,
		Examples: []string{"schemes payments-api", "schemes payments-api security status:active", "schemes payments-api --default"},
		Args: func(a *schemesArgs) command.Args {
			return command.Args{
				command.Text(&a.Repo, "repo").Optional(),
				command.Rest(&a.Search, "search"),
				command.One(&a.Status, "status", "scheme_status", api.SchemeStatuses()...),
				command.Flag(&a.Default, "default"),
			}
		},
		Find: func(ctx context.Context, r *command.Request, a *schemesArgs) (target.Repository, error) {
			found, err := d.Repo(ctx, r, &a.Repo)
			return target.Repository{Repo: found, Site: d.Site}, err
		},
		Fetch: fetchSchemes,
		Show: func(_ *command.Request, a *schemesArgs, of target.Repository, page api.Page[api.Scheme]) schemeList {
			return schemeList{Repository: of, search: a.Search, page: page}
		},
		View: viewSchemes,
		File: schemeFile,
	})
}

// fetchSchemes fetches windows of a repository's schemes.
func fetchSchemes(r *command.Request, a *schemesArgs, of target.Repository) paged.Fetcher[api.Scheme] {
	f := api.SchemeFilter{Name: a.Search, Status: a.Status, Default: a.Default}
	return func(ctx context.Context, w api.Window) (api.Page[api.Scheme], error) {
		return r.TCA.Schemes(ctx, of.Repo.Ref(), f, w)
	}
}

func viewSchemes(s command.Screen, d schemeList) kit.Message {
	l := screen.List{
		Title: s.Say("schemes.title", "Repo", target.RepoName(d.Repo)),
		Lead:  append(kit.Message{kit.Para(screen.RepoBreadcrumb(d.Repository))}, screen.Narrowed(s)...),
		Page:  screen.PagePosition(d.page),
		Count: len(d.page.Items),
		Empty: kit.Phrase(s.Words, "schemes.none"),
		Menu:  kit.Menu{ID: "run/open", Placeholder: s.Say("schemes.open")},
		Where: screen.RepoNavigation(s, d.Repository),
		Widen: screen.Widened(s, line.Schemes(d.Repo.Ref())),
	}
	if d.search != "" {
		l.Title = s.Say("schemes.title_search", "Repo", target.RepoName(d.Repo), "Search", kit.Cut(kit.Clean(d.search), 60))
	}
	if !l.Widen.IsZero() {
		l.Empty = kit.Phrase(s.Words, "schemes.none_like")
	}
	for _, c := range d.page.Items {
		ref := api.SchemeRef{Repo: d.Repo.Ref(), ID: c.ID}
		about := screen.JoinFacts(kit.Cut(screen.TextOr(screen.Languages(s, c.Languages), s.Say("project.no_languages")), 80))
		l.Rows = append(l.Rows, []kit.Line{
			append(kit.Line{kit.Link(d.Site.Scheme(ref), target.SchemeName(c))}, SchemeMarks(s, c)...),
			append(append(about, kit.Text(" · ")), screen.CreatedLine(s, c.Created, c.Creator)...),
		})
		l.Menu.Options = append(l.Menu.Options, line.Option(target.SchemeName(c), line.Scheme(api.SchemeRef{Repo: d.Repo.Ref(), ID: c.ID})))
	}
	return l.View(s)
}

// SchemeMarks are remarks about a scheme: default, no longer used.
func SchemeMarks(s command.Screen, c api.Scheme) kit.Line {
	var line kit.Line
	if c.Default {
		line = append(line, kit.Text("  "), kit.Bold(s.Say("schemes.default")))
	}
	if c.Status == api.SchemeDisused {
		line = append(line, kit.Text("  "), kit.Bold(screen.Name(s, "scheme_status", c.Status)))
	}
	return line
}

// schemeFile writes schemes to a file, one per row.
func schemeFile(r *command.Request, of target.Repository) paged.File[api.Scheme] {
	w := r.Words
	head := paged.ColumnNames(w, "col.id", "col.name", "col.status", "col.default_scheme", "col.languages", "col.node_tag", "col.about", "col.created_at", "col.created_by", "col.url")
	return paged.File[api.Scheme]{Name: "schemes-" + paged.FileName(target.RepoName(of.Repo)), Head: head, Row: func(c api.Scheme) []string {
		return []string{
			kit.Number(c.ID), c.Name, screen.Name(w, "scheme_status", c.Status), yesNo(w, c.Default), screen.Languages(w, c.Languages), c.Tag, c.Description,
			paged.Timestamp(c.Created, r), target.PersonName(c.Creator.Nickname, c.Creator.Username), of.Site.Scheme(api.SchemeRef{Repo: of.Repo.Ref(), ID: c.ID}),
		}
	}}
}

func yesNo(w locale.Sayer, is bool) string {
	if is {
		return w.Say("word.yes")
	}
	return w.Say("word.no")
}
