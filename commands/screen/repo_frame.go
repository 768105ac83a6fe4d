package screen

import (
	"tcabot/api"
	"tcabot/commands/command"
	"tcabot/commands/kit"
	"tcabot/commands/line"
	"tcabot/commands/target"
)

// RepoCrumb says where a repository's screen is: team and repository, each a link to its page in TCA.
func RepoCrumb(p target.Repository) kit.Line {
	ref := p.Repo.Ref()
	return kit.Line{
		kit.Link(p.Site.Team(ref.TeamRef), kit.Name(p.Repo.Team.DisplayName, p.Repo.Team.Name, 60)), kit.Text(" › "),
		kit.Link(p.Site.Repo(ref), target.RepoName(p.Repo)),
	}
}

// RepoGoTo is the menu that leads from any screen about a repository to the others about it, and up.
func RepoGoTo(s command.Screen, p target.Repository) kit.Menu {
	m := kit.Menu{ID: "run/goto", Placeholder: s.Say("goto.title")}
	to := func(label, line string) {
		m.Options = append(m.Options, kit.Option{Label: s.Say(label), Value: command.State{Line: line}.String()})
	}
	word := p.Word()
	to("goto.projects", "projects "+word)
	to("schemes.goto", "schemes "+word)
	to("goto.repo", "repo "+word)
	to("repo.up", "repos "+line.TeamWord(p.Repo.Ref().TeamRef))
	return m
}

// Unfold is the line of a repository's list without filters, and nothing when the screen has none.
func Unfold(s command.Screen, p target.Repository, command string) string {
	if plain := command + " " + p.Word(); plain != s.Line {
		return plain
	}
	return ""
}

// MadeLine says when something was made and by whom, in a list.
func MadeLine(s command.Screen, at api.Time, by api.Person) kit.Line {
	return Made(s, "projects.made", at, by)
}

func Made(s command.Screen, id string, at api.Time, by api.Person) kit.Line {
	return kit.Phrase(s.Words, id, "When", kit.When(at.Time, s.Say("unknown")), "Person", kit.Text(target.PersonName(by.Nickname, by.Username)))
}
