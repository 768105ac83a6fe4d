package api

import (
	"context"
	"net/url"
	"slices"
	"strconv"
)

// RepoRef identifies a repository.
type RepoRef struct {
	TeamRef
	ID int64
}

func (r RepoRef) at() at {
	a := r.TeamRef.at()
	a["repo"] = strconv.FormatInt(r.ID, 10)
	return a
}

// Repo is a registered repository (代码库).
type Repo struct {
	ID          int64       `json:"id"`
	Name        string      `json:"name"`
	URL         string      `json:"scm_url"`
	SSH         string      `json:"ssh_url"`
	SCM         string      `json:"scm_type"`     // git or svn
	BranchCount int         `json:"branch_count"` // branches with an analysis project
	SchemeCount int         `json:"scheme_count"` // schemes in use
	JobCount    int         `json:"job_count"`
	Created     Time        `json:"created_time"`
	Recent      *RecentScan `json:"recent_active"` // the job started last; nil when there was none
	Creator     Person      `json:"creator"`
	CreatedFrom string      `json:"created_from"`
	Auth        *ScmAuth    `json:"scm_auth"` // the credential that TCA reads it with; nil when there is none
	Team        RepoTeam    `json:"project_team"`
}

// RepoTeam is the team that a repository is registered in.
type RepoTeam struct {
	Name        string     `json:"name"`
	DisplayName string     `json:"display_name"`
	Status      TeamStatus `json:"status"`
	Org         string     `json:"org_sid"`
}

// RecentScan is the job of a repository that started last. A job that ended before it got to a node, such as one whose branch
// is gone or that was cancelled in time, never started: it shows in Repo.JobCount only. Line counts are nil until its results are stored. TCA does not
// send the ID of the job: the id in the answer is that of its project.
type RecentScan struct {
	ProjectID int64  `json:"id"`
	Branch    string `json:"branch_name"`
	At        Time   `json:"active_time"`
	Lines     *int   `json:"total_line_num"`
	CodeLines *int   `json:"code_line_num"`
}

// Ref returns the reference of the repository.
func (r Repo) Ref() RepoRef {
	return RepoRef{TeamRef: TeamRef{Org: r.Team.Org, Team: r.Team.Name}, ID: r.ID}
}

// RepoScope selects repositories by their relation to the caller.
type RepoScope string

// The scopes that TCA accepts. It rejects related_me, which the manual lists.
const (
	ScopeAll        RepoScope = "all"
	ScopeMine       RepoScope = "my"
	ScopeSubscribed RepoScope = "subscribed"
)

// RepoScopes lists the scopes that repositories can be filtered by.
func RepoScopes() []RepoScope { return []RepoScope{ScopeAll, ScopeMine, ScopeSubscribed} }

// Valid reports whether TCA accepts the scope.
func (s RepoScope) Valid() bool { return slices.Contains(RepoScopes(), s) }

// RepoFilter selects repositories. An empty field selects all.
type RepoFilter struct {
	Search string // part of name or address, in any letter case
	URL    string // the whole address in any form: with or without .git, https or ssh
	Scope  RepoScope
}

var (
	listRepos    = list[Repo]("/main/api/orgs/{org}/teams/{team}/repos/")
	listOrgRepos = list[Repo]("/main/api/v3/orgs/{org}/repos/")
	getRepo      = get[Repo]("/main/api/orgs/{org}/teams/{team}/repos/{repo}/")
	getAdmins    = get[Members]("/main/api/v3/orgs/{org}/teams/{team}/repos/{repo}/memberconf/")
)

// Repos lists the repositories of a team, the newest first.
func (c *Client) Repos(ctx context.Context, t TeamRef, f RepoFilter, w Window) (Page[Repo], error) {
	return page(ctx, c, listRepos, t.at(), f.query(), w)
}

// OrgRepos lists the repositories of an organisation that the person has access to, in no documented order.
func (c *Client) OrgRepos(ctx context.Context, org string, f RepoFilter, w Window) (Page[Repo], error) {
	return page(ctx, c, listOrgRepos, at{"org": org}, f.query(), w)
}

// Repo returns one repository. It also returns deleted ones, whose address ends with " [deleted by ...]".
func (c *Client) Repo(ctx context.Context, r RepoRef) (Repo, error) {
	repo, _, err := getRepo.call(ctx, c, r.at(), nil, nil)
	return repo, err
}

// RepoAdmins lists a repository's administrators.
func (c *Client) RepoAdmins(ctx context.Context, r RepoRef) ([]Person, error) {
	members, _, err := getAdmins.call(ctx, c, r.at(), nil, nil)
	return members.Admins, err
}

func (f RepoFilter) query() url.Values {
	q := url.Values{}
	set(q, "scm_url_or_name", f.Search)
	set(q, "scm_url", f.URL)
	set(q, "scope", string(f.Scope))
	return q
}
