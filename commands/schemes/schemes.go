package schemes

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
	return command.Define(command.Def[schemesArgs, schemeList]{
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
		Run: func(ctx context.Context, r *command.Request, a *schemesArgs) (schemeList, error) {
			found, err := d.Repo(ctx, r, &a.Repo)
			if err != nil {
				return schemeList{}, err
			}
			page, err := command.FetchPage(ctx, r, a.fetch(r, found.Ref()))
			return schemeList{Repository: target.Repository{Repo: found, Site: d.Site}, search: a.Search, page: page}, err
		},
		View: viewSchemes,
		Sheet: func(ctx context.Context, r *command.Request, a *schemesArgs) (command.Sheet, error) {
			found, err := d.Repo(ctx, r, &a.Repo)
			if err != nil {
				return command.Sheet{}, err
			}
			return schemeSheet(ctx, r, target.Repository{Repo: found, Site: d.Site}, a.fetch(r, found.Ref()))
		},
	})
}

func (a *schemesArgs) fetch(r *command.Request, repo api.RepoRef) func(context.Context, api.Window) (api.Page[api.Scheme], error) {
	f := api.SchemeFilter{Name: a.Search, Status: a.Status, Default: a.Default}
	return func(ctx context.Context, w api.Window) (api.Page[api.Scheme], error) {
		return r.TCA.Schemes(ctx, repo, f, w)
	}
}

func viewSchemes(s command.Screen, d schemeList) kit.Message {
	l := screen.List{
		Title:  s.Say("schemes.title", "Repo", target.RepoName(d.Repo)),
		Lead:   append(kit.Message{kit.Para(screen.RepoCrumb(d.Repository))}, screen.Narrowed(s)...),
		Page:   screen.Bare(d.page),
		Count:  len(d.page.Items),
		Empty:  kit.Phrase(s.Words, "schemes.none"),
		Menu:   kit.Menu{ID: "run/open", Placeholder: s.Say("schemes.open")},
		Where:  screen.RepoGoTo(s, d.Repository),
		Unfold: screen.Unfold(s, line.Schemes(d.Repo.Ref())),
	}
	if d.search != "" {
		l.Title = s.Say("schemes.title_search", "Repo", target.RepoName(d.Repo), "Search", kit.Cut(kit.Clean(d.search), 60))
	}
	if !l.Unfold.IsZero() {
		l.Empty = kit.Phrase(s.Words, "schemes.none_like")
	}
	for _, c := range d.page.Items {
		ref := api.SchemeRef{Repo: d.Repo.Ref(), ID: c.ID}
		about := screen.Dots(kit.Cut(screen.OrWord(screen.Languages(c.Languages), s.Say("project.no_languages")), 80))
		l.Rows = append(l.Rows, []kit.Line{
			append(kit.Line{kit.Link(d.Site.Scheme(ref), target.SchemeName(c))}, SchemeMarks(s, c)...),
			append(append(about, kit.Text(" · ")), screen.MadeLine(s, c.Created, c.Creator)...),
		})
		l.Menu.Options = append(l.Menu.Options, line.Option(target.SchemeName(c), line.Scheme(api.SchemeRef{Repo: d.Repo.Ref(), ID: c.ID})))
	}
	return l.View(s)
}

// SchemeMarks say what is special about a scheme: the default one, one that is no longer used.
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

func schemeSheet(ctx context.Context, r *command.Request, p target.Repository, fetch func(context.Context, api.Window) (api.Page[api.Scheme], error)) (command.Sheet, error) {
	w := r.Words
	head := command.Heads(w, "id", "name", "status", "default_scheme", "languages", "node_tag", "about", "created_at", "created_by", "url")
	return command.NewSheet(ctx, "schemes-"+command.FileName(target.RepoName(p.Repo)), head, fetch, func(c api.Scheme) []string {
		return []string{
			kit.Number(c.ID), c.Name, screen.Name(w, "scheme_status", c.Status), yesNo(w, c.Default), screen.Languages(c.Languages), c.Tag, c.Description,
			command.Moment(c.Created, r), target.PersonName(c.Creator.Nickname, c.Creator.Username), p.Site.Scheme(api.SchemeRef{Repo: p.Repo.Ref(), ID: c.ID}),
		}
	})
}

func yesNo(w locale.Sayer, is bool) string {
	if is {
		return w.Say("schemes.yes")
	}
	return w.Say("schemes.no")
}
