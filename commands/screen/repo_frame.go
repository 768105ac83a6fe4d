package screen

import (
	"tcabot/api"
	"tcabot/commands/command"
	"tcabot/commands/kit"
	"tcabot/commands/line"
	"tcabot/commands/locale"
	"tcabot/commands/target"
)

// RepoBreadcrumb is the path to a repository: team and repository, with links to their pages in TCA.
func RepoBreadcrumb(p target.Repository) kit.Line {
	ref := p.Repo.Ref()
	return kit.Line{
		kit.Link(p.Site.Team(ref.TeamRef), kit.Name(p.Repo.Team.DisplayName, p.Repo.Team.Name, 60)), kit.Text(" › "),
		kit.Link(p.Site.Repo(ref), target.RepoName(p.Repo)),
	}
}

// RepoNavigation is the menu of the screens about a repository and its team.
func RepoNavigation(s command.Screen, p target.Repository) kit.Menu {
	m := kit.Menu{ID: "run/goto", Placeholder: s.Say("goto.title")}
	to := func(label locale.Key, l line.Line) {
		m.Options = append(m.Options, line.Option(s.Say(label), l))
	}
	ref := p.Repo.Ref()
	to("goto.projects", line.Projects(ref))
	to("goto.schemes", line.Schemes(ref))
	to("goto.repo", line.Repo(ref))
	to("repo.up", line.Repos(p.Repo.Ref().TeamRef))
	return m
}

// Widened is the line of a list without filters; the zero one when it has none.
func Widened(s command.Screen, plain line.Line) line.Line {
	if plain == line.This(s) {
		return line.Line{}
	}
	return plain
}

// CreatedLine says when and by whom an entry of a list was created.
func CreatedLine(s command.Screen, at api.Time, by api.Person) kit.Line {
	return CreatedIn(s, "projects.made", at, by)
}

// CreatedIn is CreatedLine with another sentence.
func CreatedIn(s command.Screen, id locale.Key, at api.Time, by api.Person) kit.Line {
	return kit.Phrase(s.Words, id, "When", kit.When(at.Time, s.Say("unknown")), "Person", kit.Text(target.PersonName(by.Nickname, by.Username)))
}
