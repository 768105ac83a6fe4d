package commands

import (
	"context"
	"tcabot/api"
	"tcabot/commands/kit"
	"tcabot/commands/spec"
)

type projectsArgs struct {
	Repo, Search   string
	Branch, Scheme string
	Status         api.ProjectStatus
	Default        bool
}

type projectList struct {
	repoPlace
	search string
	page   api.Page[api.Project]
}

func projects(d reposDeps) spec.Command {
	return spec.Define(spec.Def[projectsArgs, projectList]{
		Name:     "projects",
		Access:   spec.Linked,
		Examples: []string{"projects payments-api", "projects payments-api release status:active", `projects payments-api scheme:"nightly full scan"`},
		Args: func(a *projectsArgs) spec.Args {
			return spec.Args{
				spec.Text(&a.Repo, "repo").Optional(),
				spec.Rest(&a.Search, "search"),
				spec.Value(&a.Branch, "branch", "name"),
				spec.Value(&a.Scheme, "scheme", "name"),
				spec.One(&a.Status, "status", "project_status", api.ProjectStatuses()...),
				spec.Flag(&a.Default, "default"),
			}
		},
		Run: func(ctx context.Context, r *spec.Request, a *projectsArgs) (projectList, error) {
			found, err := d.findRepo(ctx, r, &a.Repo)
			if err != nil {
				return projectList{}, err
			}
			page, err := fetchPage(ctx, r, a.fetch(r, found.Ref()))
			return projectList{repoPlace: repoPlace{repo: found, site: d.Site}, search: a.Search, page: page}, err
		},
		View: viewProjects,
		Sheet: func(ctx context.Context, r *spec.Request, a *projectsArgs) (spec.Sheet, error) {
			found, err := d.findRepo(ctx, r, &a.Repo)
			if err != nil {
				return spec.Sheet{}, err
			}
			return projectSheet(ctx, r, repoPlace{repo: found, site: d.Site}, "branches", a.fetch(r, found.Ref()))
		},
	})
}

func (a *projectsArgs) fetch(r *spec.Request, repo api.RepoRef) func(context.Context, api.Window) (api.Page[api.Project], error) {
	f := api.ProjectFilter{Branch: a.Branch, Scheme: a.Scheme, Search: a.Search, Status: a.Status, DefaultScheme: a.Default}
	return func(ctx context.Context, w api.Window) (api.Page[api.Project], error) {
		return r.TCA.Projects(ctx, repo, f, w)
	}
}

func viewProjects(s spec.Screen, d projectList) kit.Message {
	l := list{
		title:  s.Say("projects.title", "Repo", repoName(d.repo)),
		lead:   append(kit.Message{kit.Para(repoCrumb(d.repoPlace))}, narrowed(s)...),
		page:   bare(d.page),
		count:  len(d.page.Items),
		empty:  kit.Phrase(s.Words, "projects.none"),
		menu:   kit.Menu{ID: "run/open", Placeholder: s.Say("projects.open")},
		where:  repoGoTo(s, d.repoPlace),
		web:    d.site.Projects(d.repo.Ref()),
		unfold: unfold(s, d.repoPlace, "projects"),
	}
	if d.search != "" {
		l.title = s.Say("projects.title_search", "Repo", repoName(d.repo), "Search", kit.Cut(kit.Clean(d.search), 60))
	}
	if l.unfold != "" {
		l.empty = kit.Phrase(s.Words, "projects.none_like")
	}
	l.rows, l.menu.Options = projectRows(s, d.repoPlace, d.page.Items, true)
	return l.view(s)
}
