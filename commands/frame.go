package commands

import (
	"tcabot/api"
	"tcabot/commands/kit"
	"tcabot/commands/spec"
)

// crumb says where a project screen is: team, repository, branch and scheme, each a link to its page in TCA.
func crumb(s spec.Screen, p place) kit.Message {
	repo := p.ref.Repo
	line := kit.Line{
		kit.Link(p.site.Team(repo.TeamRef), repo.Team), kit.Text(" › "),
		kit.Link(p.site.Repo(repo), p.repoName()), kit.Text(" › "),
		kit.Link(p.site.Project(repo, p.ref.ID), kit.Name(p.project.Branch, "#"+number(p.ref.ID), 60)),
		kit.Text(" · " + kit.Name(p.project.Scheme.Name, "?", 40)),
	}
	if !p.project.WholeRepo() {
		line = append(line, kit.Text(" · "), kit.Code(kit.Cut(p.project.ScanPath, 60)))
	}
	m := kit.Message{kit.Para(line)}
	switch {
	case !p.project.Deleted.IsZero():
		m = append(m, kit.Para(kit.Phrase(s.Words, "project.deleted", "When", kit.When(p.project.Deleted.Time, "?"))))
	case p.project.Status != api.ProjectActive && p.project.Status.Valid():
		m = append(m, kit.Para(kit.Phrase(s.Words, "project.not_active", "Status", kit.Bold(name(s, "project_status", p.project.Status)))))
	}
	return m
}

// goTo is the menu that leads from any screen about a branch to the others about it, and up.
func goTo(s spec.Screen, p place) kit.Menu {
	m := kit.Menu{ID: "run/goto", Placeholder: s.Say("goto.title")}
	to := func(label, line string) {
		m.Options = append(m.Options, kit.Option{Label: s.Say(label), Value: spec.State{Line: line}.String()})
	}
	word := p.word()
	to("goto.overview", "overview "+word)
	to("goto.issues", "issues "+word)
	to("goto.complexity", "complexity "+word)
	to("goto.duplication", "duplication "+word)
	to("goto.lines", "lines "+word)
	to("goto.trend", "trend "+word)
	to("goto.rules", "rules "+word)
	to("goto.authors", "authors "+word)
	to("goto.scans", "scans "+word)
	to("goto.project", "project "+word)
	to("goto.projects", "projects "+repoWord(p.ref.Repo))
	to("goto.repo", "repo "+repoWord(p.ref.Repo))
	return m
}
