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

func repos(d Deps) spec.Command {
	return spec.Define(spec.Def[reposArgs, repoList]{
		Name:     "repos",
		Access:   spec.Linked,
		Examples: []string{"repos", "repos bigteam", "repos bigteam payments scope:my"},
		Args: func(a *reposArgs) spec.Args {
			return spec.Args{
				spec.Text(&a.Team, "team").Optional(),
				spec.Rest(&a.Search, "search"),
				spec.Choice(&a.Scope, "scope", api.ScopeAll, api.ScopeMine, api.ScopeSubscribed),
			}
		},
		Run: func(ctx context.Context, r *spec.Request, a *reposArgs) (repoList, error) {
			team, err := d.findTeam(ctx, r, a.Team, func(ref api.TeamRef) string {
				b := *a
				b.Team = teamWord(ref)
				return spec.Join(append([]string{"repos", b.Team}, words(b.Search, string(b.Scope))...))
			})
			if err != nil {
				return repoList{}, err
			}
			a.Team = teamWord(team.Ref())
			page, err := fetchPage(ctx, r, func(ctx context.Context, w api.Window) (api.Page[api.Repo], error) {
				return r.TCA.Repos(ctx, team.Ref(), api.RepoFilter{Search: a.Search, Scope: a.Scope}, w)
			})
			return repoList{team: team, search: a.Search, page: page, site: d.Site}, err
		},
		View: viewRepos,
	})
}

func words(search, scope string) []string {
	var ws []string
	if search != "" {
		ws = append(ws, search)
	}
	if scope != "" {
		ws = append(ws, "scope:"+scope)
	}
	return ws
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

func teamName(t api.Team) string { return kit.Name(t.DisplayName, t.Name, 80) }
