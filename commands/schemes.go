package commands

import (
	"context"
	"tcabot/api"
	"tcabot/commands/kit"
	"tcabot/commands/spec"
)

type schemesArgs struct {
	Repo, Search string
	Status       api.SchemeStatus
	Default      bool
}

type schemeList struct {
	repoPlace
	search string
	page   api.Page[api.Scheme]
}

func schemes(d schemesDeps) spec.Command {
	return spec.Define(spec.Def[schemesArgs, schemeList]{
		Name:     "schemes",
		Access:   spec.Linked,
		Examples: []string{"schemes payments-api", "schemes payments-api security status:active", "schemes payments-api --default"},
		Args: func(a *schemesArgs) spec.Args {
			return spec.Args{
				spec.Text(&a.Repo, "repo").Optional(),
				spec.Rest(&a.Search, "search"),
				spec.One(&a.Status, "status", "scheme_status", api.SchemeStatuses()...),
				spec.Flag(&a.Default, "default"),
			}
		},
		Run: func(ctx context.Context, r *spec.Request, a *schemesArgs) (schemeList, error) {
			found, err := d.findRepo(ctx, r, &a.Repo)
			if err != nil {
				return schemeList{}, err
			}
			page, err := fetchPage(ctx, r, a.fetch(r, found.Ref()))
			return schemeList{repoPlace: repoPlace{repo: found, site: d.Site}, search: a.Search, page: page}, err
		},
		View: viewSchemes,
		Sheet: func(ctx context.Context, r *spec.Request, a *schemesArgs) (spec.Sheet, error) {
			found, err := d.findRepo(ctx, r, &a.Repo)
			if err != nil {
				return spec.Sheet{}, err
			}
			return schemeSheet(ctx, r, repoPlace{repo: found, site: d.Site}, a.fetch(r, found.Ref()))
		},
	})
}

func (a *schemesArgs) fetch(r *spec.Request, repo api.RepoRef) func(context.Context, api.Window) (api.Page[api.Scheme], error) {
	f := api.SchemeFilter{Name: a.Search, Status: a.Status, Default: a.Default}
	return func(ctx context.Context, w api.Window) (api.Page[api.Scheme], error) {
		return r.TCA.Schemes(ctx, repo, f, w)
	}
}

func viewSchemes(s spec.Screen, d schemeList) kit.Message {
	l := list{
		title:  s.Say("schemes.title", "Repo", repoName(d.repo)),
		lead:   append(kit.Message{kit.Para(repoCrumb(d.repoPlace))}, narrowed(s)...),
		page:   bare(d.page),
		count:  len(d.page.Items),
		empty:  kit.Phrase(s.Words, "schemes.none"),
		menu:   kit.Menu{ID: "run/open", Placeholder: s.Say("schemes.open")},
		where:  repoGoTo(s, d.repoPlace),
		unfold: unfold(s, d.repoPlace, "schemes"),
	}
	if d.search != "" {
		l.title = s.Say("schemes.title_search", "Repo", repoName(d.repo), "Search", kit.Cut(kit.Clean(d.search), 60))
	}
	if l.unfold != "" {
		l.empty = kit.Phrase(s.Words, "schemes.none_like")
	}
	for _, c := range d.page.Items {
		ref := api.SchemeRef{Repo: d.repo.Ref(), ID: c.ID}
		about := dots(kit.Cut(orWord(languages(c.Languages), s.Say("project.no_languages")), 80))
		l.rows = append(l.rows, []kit.Line{
			append(kit.Line{kit.Link(d.site.Scheme(ref), schemeName(c))}, schemeMarks(s, c)...),
			append(append(about, kit.Text(" · ")), madeLine(s, c.Created, c.Creator)...),
		})
		l.menu.Options = append(l.menu.Options, kit.Option{
			Label: schemeName(c), Value: spec.State{Line: "scheme " + number(c.ID) + " " + d.word()}.String(),
		})
	}
	return l.view(s)
}

// schemeMarks say what is special about a scheme: the default one, one that is no longer used.
func schemeMarks(s spec.Screen, c api.Scheme) kit.Line {
	var line kit.Line
	if c.Default {
		line = append(line, kit.Text("  "), kit.Bold(s.Say("schemes.default")))
	}
	if c.Status == api.SchemeDisused {
		line = append(line, kit.Text("  "), kit.Bold(name(s, "scheme_status", c.Status)))
	}
	return line
}

func schemeSheet(ctx context.Context, r *spec.Request, p repoPlace, fetch func(context.Context, api.Window) (api.Page[api.Scheme], error)) (spec.Sheet, error) {
	w := r.Words
	head := heads(w, "id", "name", "status", "default_scheme", "languages", "node_tag", "about", "created_at", "created_by", "url")
	return sheet(ctx, "schemes-"+fileName(repoName(p.repo)), head, fetch, func(c api.Scheme) []string {
		return []string{
			number(c.ID), c.Name, name(w, "scheme_status", c.Status), yesNo(w, c.Default), languages(c.Languages), c.Tag, c.Description,
			moment(c.Created, r), personName(c.Creator.Nickname, c.Creator.Username), p.site.Scheme(api.SchemeRef{Repo: p.repo.Ref(), ID: c.ID}),
		}
	})
}

func yesNo(w sayer, is bool) string {
	if is {
		return w.Say("schemes.yes")
	}
	return w.Say("schemes.no")
}
