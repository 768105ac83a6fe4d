package target

import (
	"tcabot/api"
	"tcabot/commands/line"
)

// Object is what a page of TCA is about, as far as its URL says, for the links that people post.
type Object struct {
	Kind   ObjectKind
	ID     int64     // of the issue, the analysed branch or the repository
	Card   line.Line // shows it as a short card
	Screen line.Line // shows all of it
}

// ObjectKind is a kind of Object.
type ObjectKind string

// The kinds of objects.
const (
	ObjectIssue  ObjectKind = "issue"
	ObjectBranch ObjectKind = "branch"
	ObjectRepo   ObjectKind = "repo"
)

// ObjectOf returns what a page of this TCA server is about. It is not ok for pages of other sites, and for pages about
// something that has no card.
func ObjectOf(site api.Site, url string) (o Object, ok bool) {
	if !site.Has(url) {
		return Object{}, false
	}
	a, ok := readURL(url)
	if !ok {
		return Object{}, false
	}
	project, isProject := a.projectRef()
	repo, isRepo := a.repoRef()
	switch {
	case isProject && a.Page == PageIssue:
		return Object{ObjectIssue, a.ID, line.PreviewIssue(project, a.ID), line.Issue(project, a.ID)}, true
	case isProject && !a.line().IsZero():
		return Object{ObjectBranch, project.ID, line.Preview(project), line.Overview(project)}, true
	case isRepo && (a.Page == PageRepo || a.Page == PageProjects):
		return Object{ObjectRepo, repo.ID, line.PreviewRepo(repo), line.Repo(repo)}, true
	default:
		return Object{}, false
	}
}
