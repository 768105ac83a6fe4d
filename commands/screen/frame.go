package screen

import (
	"tcabot/api"
	"tcabot/commands/command"
	"tcabot/commands/kit"
	"tcabot/commands/line"
	"tcabot/commands/locale"
	"tcabot/commands/target"
)

// Breadcrumb is the path to a branch: team, repository, branch and scheme, with links to their pages in TCA.
func Breadcrumb(s command.Screen, p target.Branch) kit.Message {
	repo := p.Ref.Repo
	line := kit.Line{
		kit.Link(p.Site.Team(repo.TeamRef), p.TeamName()), kit.Text(" › "),
		kit.Link(p.Site.Repo(repo), p.RepoName()), kit.Text(" › "),
		kit.Link(p.Site.Project(repo, p.Ref.ID), kit.Name(p.Project.Branch, "#"+kit.Number(p.Ref.ID), 60)),
		kit.Text(" · " + kit.Name(p.Project.Scheme.Name, "?", 40)),
	}
	if !p.Project.WholeRepo() {
		line = append(line, kit.Text(" · "), kit.Code(kit.Cut(p.Project.ScanPath, 60)))
	}
	m := kit.Message{kit.Para(line)}
	switch {
	case !p.Project.Deleted.IsZero():
		m = append(m, kit.Para(kit.Phrase(s.Words, "project.deleted", "When", kit.When(p.Project.Deleted.Time, "?"))))
	case p.Project.Status != api.ProjectActive && p.Project.Status.Valid():
		m = append(m, kit.Para(kit.Phrase(s.Words, "project.not_active", "Status", kit.Bold(Name(s, "project_status", p.Project.Status)))))
	}
	return m
}

// Navigation is the menu of the screens about a branch and its repository.
func Navigation(s command.Screen, p target.Branch) kit.Menu {
	m := kit.Menu{ID: "run/goto", Placeholder: s.Say("goto.title")}
	to := func(label locale.Key, l line.Line) {
		m.Options = append(m.Options, line.Option(s.Say(label), l))
	}
	to("goto.overview", line.Overview(p.Ref))
	to("goto.issues", line.Issues(p.Ref))
	to("goto.complexity", line.Complexity(p.Ref))
	to("goto.duplication", line.Duplication(p.Ref))
	to("goto.lines", line.Lines(p.Ref))
	to("goto.trend", line.Trend(p.Ref))
	to("goto.rules", line.Rules(p.Ref))
	to("goto.authors", line.Authors(p.Ref))
	to("goto.scans", line.Scans(p.Ref))
	to("goto.project", line.Project(p.Ref))
	to("goto.projects", line.Projects(p.Ref.Repo))
	to("goto.repo", line.Repo(p.Ref.Repo))
	return m
}
