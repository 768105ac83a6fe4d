package repos

import (
	"context"
	"tcabot/api"
	"tcabot/commands/command"
	"tcabot/commands/kit"
	"tcabot/commands/line"
	"tcabot/commands/paged"
	"tcabot/commands/screen"
	"tcabot/commands/setup"
	"tcabot/commands/target"
)

type projectsArgs struct {
	Repo, Search   string
	Branch, Scheme string
	Status         api.ProjectStatus
	Default        bool
}

type projectList struct {
	target.Repository
	search string
	page   api.Page[api.Project]
}

func projects(d deps) command.Command {
	return paged.Define(paged.List[projectsArgs, target.Repository, api.Project, projectList]{
		Name:     "projects",
		Access:   command.Linked,
		Examples: []string{"projects payments-api", "projects payments-api release status:active", `projects payments-api scheme:"nightly full scan"`},
		Args: func(a *projectsArgs) command.Args {
			return command.Args{
				command.Text(&a.Repo, "repo").Optional(),
				command.Rest(&a.Search, "search"),
				command.Value(&a.Branch, "branch", "name"),
				command.Value(&a.Scheme, "scheme", "name"),
				command.One(&a.Status, "status", "project_status", api.ProjectStatuses()...),
				command.Flag(&a.Default, "default"),
			}
		},
		Find: func(ctx context.Context, r *command.Request, a *projectsArgs) (target.Repository, error) {
			found, err := d.Repo(ctx, r, &a.Repo)
			return target.Repository{Repo: found, Site: d.Site}, err
		},
		Fetch: fetchProjects,
		Show: func(_ *command.Request, a *projectsArgs, of target.Repository, page api.Page[api.Project]) projectList {
			return projectList{Repository: of, search: a.Search, page: page}
		},
		View: viewProjects,
		File: func(r *command.Request, of target.Repository) paged.File[api.Project] {
			return screen.ProjectFile(r, of, "branches")
		},
	})
}

// fetchProjects fetches windows of a repository's analysed branches.
func fetchProjects(r *command.Request, a *projectsArgs, of target.Repository) paged.Fetcher[api.Project] {
	f := api.ProjectFilter{Branch: a.Branch, Scheme: a.Scheme, Search: a.Search, Status: a.Status, DefaultScheme: a.Default}
	return func(ctx context.Context, w api.Window) (api.Page[api.Project], error) {
		return r.TCA.Projects(ctx, of.Repo.Ref(), f, w)
	}
}

func viewProjects(s command.Screen, d projectList) kit.Message {
	l := screen.List{
		Title: s.Say("projects.title", "Repo", target.RepoName(d.Repo)),
		Lead:  append(kit.Message{kit.Para(screen.RepoBreadcrumb(d.Repository))}, screen.Narrowed(s)...),
		Page:  screen.PagePosition(d.page),
		Count: len(d.page.Items),
		Empty: kit.Phrase(s.Words, "projects.none"),
		Menu:  kit.Menu{ID: "run/open", Placeholder: s.Say("projects.open")},
		Where: screen.RepoNavigation(s, d.Repository),
		Web:   d.Site.Projects(d.Repo.Ref()),
		Widen: screen.Widened(s, line.Projects(d.Repo.Ref())),
		Extra: []kit.Control{line.Form("add_branch", s.Say("setup.add_branch"), setup.AddProject(d.Repo.Ref()))},
	}
	if d.search != "" {
		l.Title = s.Say("projects.title_search", "Repo", target.RepoName(d.Repo), "Search", kit.Cut(kit.Clean(d.search), 60))
	}
	if !l.Widen.IsZero() {
		l.Empty = kit.Phrase(s.Words, "projects.none_like")
	}
	l.Rows, l.Menu.Options = screen.ProjectRows(s, d.Repository, d.page.Items, true)
	return l.View(s)
}
