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

func projects(d Deps) spec.Command {
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
			return repoPlace{repo: found, site: d.Site}.projectSheet(ctx, r, "branches", a.fetch(r, found.Ref()))
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
		lead:   append(kit.Message{kit.Para(d.crumb())}, narrowed(s)...),
		page:   bare(d.page),
		count:  len(d.page.Items),
		empty:  kit.Phrase(s.Words, "projects.none"),
		menu:   kit.Menu{ID: "run/open", Placeholder: s.Say("projects.open")},
		where:  d.goTo(s),
		web:    d.site.Projects(d.repo.Ref()),
		unfold: d.unfold(s, "projects"),
	}
	if d.search != "" {
		l.title = s.Say("projects.title_search", "Repo", repoName(d.repo), "Search", kit.Cut(kit.Clean(d.search), 60))
	}
	if l.unfold != "" {
		l.empty = kit.Phrase(s.Words, "projects.none_like")
	}
	l.rows, l.menu.Options = d.projectRows(s, d.page.Items, true)
	return l.view(s)
}

// projectRows are the rows of a list of analysed branches, and what its menu opens.
func (p repoPlace) projectRows(s spec.Screen, all []api.Project, withScheme bool) (kit.Rows, []kit.Option) {
	var rows kit.Rows
	var options []kit.Option
	for _, b := range all {
		ref := api.ProjectRef{Repo: p.repo.Ref(), ID: b.ID}
		first := kit.Line{kit.Link(p.site.Project(ref.Repo, b.ID), kit.Name(b.Branch, "#"+number(b.ID), 80))}
		if b.Status != api.ProjectActive {
			first = append(first, kit.Text("  "), kit.Bold(name(s, "project_status", b.Status)))
		}
		var about kit.Line
		if withScheme {
			about = append(about, kit.Text(kit.Name(b.Scheme.Name, "?", 60)), kit.Text(" · "))
		}
		if !b.WholeRepo() {
			about = append(about, kit.Code(tail(b.ScanPath, 60)), kit.Text(" · "))
		}
		rows = append(rows, []kit.Line{first, append(about, madeLine(s, b.Created, b.Creator)...)})
		options = append(options, kit.Option{Label: projectName(b), Value: spec.State{Line: "overview " + projectWord(ref)}.String()})
	}
	return rows, options
}

// projectSheet is a list of analysed branches, one a row.
func (p repoPlace) projectSheet(ctx context.Context, r *spec.Request, of string, fetch func(context.Context, api.Window) (api.Page[api.Project], error)) (spec.Sheet, error) {
	head := heads(r.Words, "id", "branch_name", "scheme_name", "path", "status", "created_at", "created_by", "url")
	return sheet(ctx, of+"-"+fileName(repoName(p.repo)), head, fetch, func(b api.Project) []string {
		return []string{
			number(b.ID), b.Branch, b.Scheme.Name, b.ScanPath, name(r.Words, "project_status", b.Status), moment(b.Created, r),
			personName(b.Creator.Nickname, b.Creator.Username), p.site.Project(p.repo.Ref(), b.ID),
		}
	})
}
