package commands

import (
	"tcabot/api"
	"tcabot/commands/kit"
	"tcabot/commands/spec"
)

// place is the analysed branch that a screen is about.
type place struct {
	ref     api.ProjectRef
	project api.Project
	site    api.Site
}

func (p place) repoName() string {
	return kit.Name(p.project.Repo.Name, "#"+number(p.ref.Repo.ID), maxName)
}

// word is the branch as lines name it.
func (p place) word() string { return projectWord(p.ref) }

// fileName is a branch as the name of a file.
func (p place) fileName() string { return fileName(p.repoName() + "-" + p.project.Branch) }

// repoPlace is the repository that a screen is about.
type repoPlace struct {
	repo api.Repo
	site api.Site
}

// word is the repository as lines name it.
func (p repoPlace) word() string { return repoWord(p.repo.Ref()) }

// schemePlace is the scheme that a screen is about.
type schemePlace struct {
	repoPlace
	scheme api.Scheme
}

func (p schemePlace) ref() api.SchemeRef { return api.SchemeRef{Repo: p.repo.Ref(), ID: p.scheme.ID} }

// line is a line about the scheme: the command, the scheme, and its repository.
func (p schemePlace) line(more ...string) string {
	return spec.Join(append([]string{"scheme", number(p.scheme.ID), p.word()}, more...))
}
