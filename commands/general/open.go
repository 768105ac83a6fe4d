package general

import (
	"context"
	"tcabot/api"
	"tcabot/commands/command"
	"tcabot/commands/kit"
	"tcabot/commands/locale"
	"tcabot/commands/target"
)

type openArgs struct{ Target string }

type webPages struct {
	about string
	pages []webPage
}

type webPage struct {
	label locale.Key
	url   string
}

func open(d Deps) command.Command {
	return command.Define(command.Def[openArgs, webPages]{
		Name:     "open",
		Access:   command.Linked,
		Separate: true,
		Examples: []string{"open payments-api@master", "open bigteam", "open"},
		Args: func(a *openArgs) command.Args {
			return command.Args{command.Text(&a.Target, "target").Optional()}
		},
		Run: func(ctx context.Context, r *command.Request, a *openArgs) (webPages, error) {
			if a.Target == "" {
				usual, err := d.Default(ctx, r)
				if err != nil || usual.Team == "" {
					return webPages{pages: []webPage{{"open.orgs", d.Site.Orgs()}, {"open.token", d.Site.Token()}}}, err
				}
				a.Target = target.Word(usual)
			}
			found, u, err := d.Any(ctx, r, &a.Target)
			if err != nil {
				return webPages{}, err
			}
			return webPages{about: u.Name, pages: pagesOf(d.Site, found)}, nil
		},
		View: func(s command.Screen, d webPages) kit.Message {
			said := kit.Phrase(s.Words, "open.nothing")
			if d.about != "" {
				said = kit.Phrase(s.Words, "open.pages", "Target", kit.Bold(d.about))
			}
			var row kit.Buttons
			for i, p := range d.pages {
				row = append(row, kit.Button{ID: "link/" + kit.Number(i), Label: s.Say(p.label), URL: p.url})
			}
			return kit.Message{kit.Para(said), row}
		},
	})
}

// pagesOf lists TCA's web pages about a target, the most visited first.
func pagesOf(site api.Site, t target.Target) []webPage {
	team := api.TeamRef{Org: t.Org, Team: t.Team}
	repo := api.RepoRef{TeamRef: team, ID: t.Repo}
	project := api.ProjectRef{Repo: repo, ID: t.Project}
	switch {
	case t.Project != 0:
		return []webPage{
			{"goto.overview", site.Project(repo, t.Project)},
			{"goto.issues", site.Issues(project)},
			{"goto.scans", site.ScanHistory(project)},
			{"goto.complexity", site.ComplexFiles(project)},
			{"goto.duplication", site.DuplicateFiles(project)},
			{"goto.lines", site.Lines(project)},
			{"goto.projects", site.Projects(repo)},
			{"goto.repo", site.Repo(repo)},
		}
	case t.Repo != 0:
		return []webPage{{"goto.projects", site.Projects(repo)}, {"goto.repo", site.Repo(repo)}, {"open.repos", site.Team(team)}}
	default:
		return []webPage{{"open.repos", site.Team(team)}, {"members.users", site.TeamMembers(team)}, {"open.team", site.TeamProfile(team)}}
	}
}
