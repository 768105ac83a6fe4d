package commands

import (
	"context"
	"tcabot/api"
	"tcabot/commands/kit"
	"tcabot/commands/spec"
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

func repos(d reposDeps) spec.Command {
	return spec.Define(spec.Def[reposArgs, repoList]{
		Name:     "repos",
		Access:   spec.Linked,
		Personal: func(a *reposArgs) bool { return a.Scope == api.ScopeMine || a.Scope == api.ScopeSubscribed },
		Examples: []string{"repos", "repos bigteam", "repos bigteam payments scope:my"},
		Args: func(a *reposArgs) spec.Args {
			return spec.Args{
				spec.Text(&a.Team, "team").Optional(),
				spec.Rest(&a.Search, "search"),
				spec.Choice(&a.Scope, "scope", api.ScopeAll, api.ScopeMine, api.ScopeSubscribed),
			}
		},
		Run: func(ctx context.Context, r *spec.Request, a *reposArgs) (repoList, error) {
			team, err := d.findTeam(ctx, r, &a.Team)
			if err != nil {
				return repoList{}, err
			}
			page, err := fetchPage(ctx, r, a.fetch(r, team))
			return repoList{team: team, search: a.Search, page: page, site: d.Site}, err
		},
		View: viewRepos,
		Sheet: func(ctx context.Context, r *spec.Request, a *reposArgs) (spec.Sheet, error) {
			team, err := d.findTeam(ctx, r, &a.Team)
			if err != nil {
				return spec.Sheet{}, err
			}
			head := heads(r.Words, "id", "name", "address", "branches", "schemes", "scans", "last_branch", "last_scan", "code_lines", "registered", "creator", "url")
			return sheet(ctx, "repos-"+fileName(teamName(team)), head, a.fetch(r, team), func(p api.Repo) []string { return repoRow(r, d.Site, p) })
		},
	})
}

func (a *reposArgs) fetch(r *spec.Request, team api.Team) func(context.Context, api.Window) (api.Page[api.Repo], error) {
	return func(ctx context.Context, w api.Window) (api.Page[api.Repo], error) {
		return r.TCA.Repos(ctx, team.Ref(), api.RepoFilter{Search: a.Search, Scope: a.Scope}, w)
	}
}

// repoRow is a repository in a file.
func repoRow(r *spec.Request, site api.Site, p api.Repo) []string {
	branch, when, lines := "", "", ""
	if p.Recent != nil {
		branch, when = p.Recent.Branch, moment(p.Recent.At, r)
		if p.Recent.CodeLines != nil {
			lines = number(*p.Recent.CodeLines)
		}
	}
	return []string{
		number(p.ID), p.Name, p.URL, number(p.BranchCount), number(p.SchemeCount), number(p.JobCount), branch, when, lines, moment(p.Created, r),
		personName(p.Creator.Nickname, p.Creator.Username), site.Repo(p.Ref()),
	}
}

func viewRepos(s spec.Screen, d repoList) kit.Message {
	l := list{
		title: s.Say("repos.title", "Team", teamName(d.team)),
		page:  bare(d.page),
		count: len(d.page.Items),
		empty: kit.Phrase(s.Words, "repos.none"),
		menu:  kit.Menu{ID: "run/open", Placeholder: s.Say("repos.open")},
	}
	if d.search != "" {
		l.title = s.Say("repos.title_search", "Team", teamName(d.team), "Search", kit.Clean(d.search))
		l.empty = kit.Phrase(s.Words, "repos.none_search", "Search", kit.Bold(d.search))
	}
	for _, r := range d.page.Items {
		name := repoName(r)
		l.rows = append(l.rows, []kit.Line{{kit.Link(d.site.Repo(r.Ref()), name)}, repoFacts(s, r)})
		l.menu.Options = append(l.menu.Options, kit.Option{
			Label: name, Value: spec.State{Line: "repo " + repoWord(r.Ref())}.String(),
		})
	}
	return l.view(s)
}

// repoFacts is the line under a repository's name: what is there and when it was last scanned.
func repoFacts(s spec.Screen, r api.Repo) kit.Line {
	facts := s.Say("repo.branches", "Count", r.BranchCount) + " · " + s.Say("repo.schemes", "Count", r.SchemeCount) + " · "
	return append(kit.Line{kit.Text(facts)}, lastScan(s, r)...)
}
