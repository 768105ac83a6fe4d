package commands

import (
	"tcabot/api"
	"tcabot/commands/kit"
	"tcabot/commands/spec"
)

// repoCrumb says where a repository's screen is: team and repository, each a link to its page in TCA.
func repoCrumb(p repoPlace) kit.Line {
	ref := p.repo.Ref()
	return kit.Line{
		kit.Link(p.site.Team(ref.TeamRef), kit.Name(p.repo.Team.DisplayName, p.repo.Team.Name, 60)), kit.Text(" › "),
		kit.Link(p.site.Repo(ref), repoName(p.repo)),
	}
}

// repoGoTo is the menu that leads from any screen about a repository to the others about it, and up.
func repoGoTo(s spec.Screen, p repoPlace) kit.Menu {
	m := kit.Menu{ID: "run/goto", Placeholder: s.Say("goto.title")}
	to := func(label, line string) {
		m.Options = append(m.Options, kit.Option{Label: s.Say(label), Value: spec.State{Line: line}.String()})
	}
	word := p.word()
	to("goto.projects", "projects "+word)
	to("schemes.goto", "schemes "+word)
	to("goto.repo", "repo "+word)
	to("repo.up", "repos "+teamWord(p.repo.Ref().TeamRef))
	return m
}

// unfold is the line of a repository's list without filters, and nothing when the screen has none.
func unfold(s spec.Screen, p repoPlace, command string) string {
	if plain := command + " " + p.word(); plain != s.Line {
		return plain
	}
	return ""
}

// madeLine says when something was made and by whom, in a list.
func madeLine(s spec.Screen, at api.Time, by api.Person) kit.Line {
	return made(s, "projects.made", at, by)
}

func made(s spec.Screen, id string, at api.Time, by api.Person) kit.Line {
	return kit.Phrase(s.Words, id, "When", kit.When(at.Time, s.Say("unknown")), "Person", kit.Text(personName(by.Nickname, by.Username)))
}
