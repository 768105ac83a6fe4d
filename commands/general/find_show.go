package general

import (
	"slices"
	"tcabot/api"
	"tcabot/commands/line"
	"tcabot/commands/target"
)

// view is what a person wants to see of what they find.
type view string

const (
	viewOverview    view = "overview"
	viewIssues      view = "issues"
	viewRules       view = "rules"
	viewAuthors     view = "authors"
	viewComplexity  view = "complexity"
	viewDuplication view = "duplication"
	viewLines       view = "lines"
	viewLatest      view = "latest"
	viewTrend       view = "trend"
	viewScans       view = "scans"
	viewJobs        view = "jobs"
	viewGate        view = "gate"
	viewProjects    view = "projects"
	viewSchemes     view = "schemes"
	viewRepos       view = "repos"
	viewTeam        view = "team"
	viewMine        view = "mine"
)

// String is the name of the command that shows it.
func (v view) String() string { return string(v) }

// depth is what something is about.
type depth int

const (
	anything depth = iota
	ofTeam
	ofRepo
	ofBranch
)

// ofRepos are shown of a repository, and ofTeams of a team. The gate is shown of either, and all others of a branch.
var (
	ofRepos = []view{viewProjects, viewSchemes}
	ofTeams = []view{viewRepos, viewTeam, viewMine}
)

// views lists all of them, in the order of forms.
func views() []view {
	return []view{
		viewOverview, viewIssues, viewRules, viewAuthors, viewComplexity, viewDuplication, viewLines, viewLatest, viewTrend, viewScans, viewJobs, viewGate,
		viewProjects, viewSchemes, viewRepos, viewTeam, viewMine,
	}
}

// fits reports whether a form offers the view of something. One of a branch is offered of a repository, too, as many have one branch.
func (v view) fits(of depth) bool {
	switch of {
	case ofTeam:
		return v == viewGate || slices.Contains(ofTeams, v)
	case ofRepo:
		return !slices.Contains(ofTeams, v)
	case ofBranch:
		return !slices.Contains(ofTeams, v) && !slices.Contains(ofRepos, v)
	default:
		return true
	}
}

// lineOf is the line that shows what was found, or what it belongs to. A team has no more than its own views.
func lineOf(t target.Target, show view) line.Line {
	team := api.TeamRef{Org: t.Org, Team: t.Team}
	repo := api.RepoRef{TeamRef: team, ID: t.Repo}
	switch {
	case slices.Contains(ofTeams, show), t.Repo == 0 && show == viewGate:
		return line.About(show.String(), line.TeamWord(team))
	case t.Repo == 0:
		return line.Repos(team)
	case show == "":
		show = viewOverview
	case slices.Contains(ofRepos, show):
		return line.About(show.String(), line.RepoWord(repo))
	}
	return line.About(show.String(), target.Word(t))
}
