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

type reposArgs struct {
	Team   string
	Search string
	Scope  api.RepoScope
}

type repoList struct {
	team   api.Team
	search string
	page   api.Page[api.Repo]
	site   api.Site
}

func repos(d deps) command.Command {
	return paged.Define(paged.List[reposArgs, api.Team, api.Repo, repoList]{
		Name:     "repos",
		Access:   command.Linked,
		Personal: func(a *reposArgs) bool { return a.Scope == api.ScopeMine || a.Scope == api.ScopeSubscribed },
		Examples: []string{"repos", "repos bigteam", "repos bigteam payments scope:my"},
		Args: func(a *reposArgs) command.Args {
			return command.Args{
				command.Text(&a.Team, "team").Optional(),
				command.Rest(&a.Search, "search"),
				command.Choice(&a.Scope, "scope", api.ScopeAll, api.ScopeMine, api.ScopeSubscribed),
			}
		},
		Find: func(ctx context.Context, r *command.Request, a *reposArgs) (api.Team, error) {
			return d.Team(ctx, r, &a.Team)
		},
		Fetch: func(r *command.Request, a *reposArgs, of api.Team) paged.Fetcher[api.Repo] {
			return func(ctx context.Context, w api.Window) (api.Page[api.Repo], error) {
				return r.TCA.Repos(ctx, of.Ref(), api.RepoFilter{Search: a.Search, Scope: a.Scope}, w)
			}
		},
		Show: func(_ *command.Request, a *reposArgs, of api.Team, page api.Page[api.Repo]) repoList {
			return repoList{team: of, search: a.Search, page: page, site: d.Site}
		},
		View: viewRepos,
		File: func(r *command.Request, of api.Team) paged.File[api.Repo] {
			head := paged.ColumnNames(r.Words, "col.id", "col.name", "col.address", "col.branches", "col.schemes", "col.scans", "col.last_branch", "col.last_scan", "col.code_lines", "col.registered", "col.creator", "col.url")
			return paged.File[api.Repo]{
				Name: "repos-" + paged.FileName(target.TeamName(of)), Head: head, Row: func(p api.Repo) []string { return repoRow(r, d.Site, p) },
			}
		},
	})
}

// repoRow is a repository as the row of a file.
func repoRow(r *command.Request, site api.Site, p api.Repo) []string {
	branch, when, lines := "", "", ""
	if p.Recent != nil {
		branch, when = p.Recent.Branch, paged.Timestamp(p.Recent.At, r)
		if p.Recent.CodeLines != nil {
			lines = kit.Number(*p.Recent.CodeLines)
		}
	}
	return []string{
		kit.Number(p.ID), p.Name, p.URL, kit.Number(p.BranchCount), kit.Number(p.SchemeCount), kit.Number(p.JobCount), branch, when, lines, paged.Timestamp(p.Created, r),
		target.PersonName(p.Creator.Nickname, p.Creator.Username), site.Repo(p.Ref()),
	}
}

func viewRepos(s command.Screen, d repoList) kit.Message {
	l := screen.List{
		Title: s.Say("repos.title", "Team", target.TeamName(d.team)),
		Page:  screen.PagePosition(d.page),
		Count: len(d.page.Items),
		Empty: kit.Phrase(s.Words, "repos.none"),
		Menu:  kit.Menu{ID: "run/open", Placeholder: s.Say("repos.open")},
		Extra: []kit.Control{line.Form("add_repo", s.Say("setup.add_repo"), setup.AddRepo(d.team.Ref()))},
	}
	if d.search != "" {
		l.Title = s.Say("repos.title_search", "Team", target.TeamName(d.team), "Search", kit.Clean(d.search))
		l.Empty = kit.Phrase(s.Words, "repos.none_search", "Search", kit.Bold(d.search))
	}
	for _, r := range d.page.Items {
		name := target.RepoName(r)
		l.Rows = append(l.Rows, []kit.Line{{kit.Link(d.site.Repo(r.Ref()), name)}, repoFacts(s, r)})
		l.Menu.Options = append(l.Menu.Options, line.Option(name, line.Repo(r.Ref())))
	}
	return l.View(s)
}

// repoFacts is the line under a repository's name: counts, and its last scan.
func repoFacts(s command.Screen, r api.Repo) kit.Line {
	facts := s.Say("repo.branches", "Count", r.BranchCount) + " · " + s.Say("repo.schemes", "Count", r.SchemeCount) + " · "
	return append(kit.Line{kit.Text(facts)}, lastScan(s, r)...)
}
