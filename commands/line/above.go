package line

import (
	"tcabot/api"
	"tcabot/commands/kit"
)

// Repo shows a repository.
func Repo(r api.RepoRef) Line { return of("repo", RepoWord(r)) }

// RepoOverview shows the overview of a repository's only analysed branch, or asks which.
func RepoOverview(r api.RepoRef) Line { return of("overview", RepoWord(r)) }

// RepoIssues lists the issues of a repository's only analysed branch, or asks which.
func RepoIssues(r api.RepoRef) Line { return of("issues", RepoWord(r)) }

// Projects lists the analysed branches of a repository.
func Projects(r api.RepoRef) Line { return of("projects", RepoWord(r)) }

// Schemes lists the schemes of a repository.
func Schemes(r api.RepoRef) Line { return of("schemes", RepoWord(r)) }

// Scheme shows one of them.
func Scheme(s api.SchemeRef) Line { return of("scheme", kit.Number(s.ID), RepoWord(s.Repo)) }

// SchemeRule shows a rule with its settings in a scheme.
func SchemeRule(s api.SchemeRef, rule int64) Line {
	return of("rule", kit.Number(rule), RepoWord(s.Repo)).With("scheme", kit.Number(s.ID))
}

// Repos lists the repositories of a team.
func Repos(t api.TeamRef) Line { return of("repos", TeamWord(t)) }

// AnyRepos lists the repositories of the default team, or asks which.
func AnyRepos() Line { return of("repos") }

// Team shows a team.
func Team(t api.TeamRef) Line { return of("team", TeamWord(t)) }

// Teams lists the teams that a person has access to.
func Teams() Line { return of("teams") }

// OrgTeams lists those of one organisation.
func OrgTeams(org string) Line { return of("teams", org) }

// Org shows an organisation.
func Org(org string) Line { return of("org", org) }

// Orgs lists a person's organisations.
func Orgs() Line { return of("orgs") }

// Templates lists the scheme templates of an organisation.
func Templates(org string) Line { return of("templates", org) }

// Tools lists the tools of an organisation.
func Tools(org string) Line { return of("tools", org) }

// Tool shows the rules of one of them.
func Tool(org string, id int64) Line { return of("tool", kit.Number(id), org) }

// Reference lists the values of one kind of setting.
func Reference(kind string) Line { return of("reference").With("of", kind) }

// PreviewRepo shows a repository as a short card.
func PreviewRepo(r api.RepoRef) Line { return of("preview", RepoWord(r)) }
