package target

import (
	"tcabot/api"
	"tcabot/commands/kit"
	"tcabot/commands/line"
	"tcabot/commands/paged"
)

// Branch is the analysed branch that a screen is about.
type Branch struct {
	Ref     api.ProjectRef
	Project api.Project
	Team    string // display name of its team; empty when TCA did not say
	Site    api.Site
}

// TeamName is the name of the branch's team.
func (p Branch) TeamName() string { return kit.Name(p.Team, p.Ref.Repo.Team, MaxName) }

// RepoName is the name of the branch's repository.
func (p Branch) RepoName() string {
	return kit.Name(p.Project.Repo.Name, "#"+kit.Number(p.Ref.Repo.ID), MaxName)
}

// Word is the branch as lines name it.
func (p Branch) Word() string { return line.ProjectWord(p.Ref) }

// FileName is the name of a file about the branch.
func (p Branch) FileName() string { return paged.FileName(p.RepoName() + "-" + p.Project.Branch) }

// Repository is the repository that a screen is about.
type Repository struct {
	Repo api.Repo
	Site api.Site
}

// Word is the repository as lines name it.
func (p Repository) Word() string { return line.RepoWord(p.Repo.Ref()) }

// AnalysisScheme is the scheme that a screen is about.
type AnalysisScheme struct {
	Repository
	Scheme api.Scheme
}

// Ref is how TCA addresses the scheme.
func (p AnalysisScheme) Ref() api.SchemeRef {
	return api.SchemeRef{Repo: p.Repo.Ref(), ID: p.Scheme.ID}
}

// Line shows the scheme.
func (p AnalysisScheme) Line() line.Line { return line.Scheme(p.Ref()) }
