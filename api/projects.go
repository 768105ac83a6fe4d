package api

import (
	"context"
	"encoding/json"
	"net/url"
	"strconv"
	"time"
)

// ProjectRef identifies an analysis project. One of another repository is ErrNotFound.
type ProjectRef struct {
	Repo RepoRef
	ID   int64
}

func (p ProjectRef) at() at {
	a := p.Repo.at()
	a["project"] = strconv.FormatInt(p.ID, 10)
	return a
}

// ProjectStatus is the state of an analysis project.
type ProjectStatus int

// The states of an analysis project. In the manual 3 is closed; the server means archiving. TCA accepts a scan of a project
// that is not active, and the scan fails later.
const (
	ProjectActive    ProjectStatus = 1
	ProjectInactive  ProjectStatus = 2
	ProjectArchiving ProjectStatus = 3
	ProjectUncleaned ProjectStatus = 4 // archived, but its data is not yet removed
	ProjectArchived  ProjectStatus = 5
)

var projectStatuses = words[ProjectStatus]{
	{ProjectActive, "active"},
	{ProjectInactive, "inactive"},
	{ProjectArchiving, "archiving"},
	{ProjectUncleaned, "uncleaned"},
	{ProjectArchived, "archived"},
}

// ProjectStatuses lists the states that projects can be filtered by.
func ProjectStatuses() []ProjectStatus { return projectStatuses.values() }

// Valid reports whether TCA knows the state.
func (s ProjectStatus) Valid() bool { return projectStatuses.has(s) }

// String returns the state's English word.
func (s ProjectStatus) String() string { return projectStatuses.of(s) }

// Project is an analysis project (分析项目): a branch, or one path in it, that is analysed by a scheme.
type Project struct {
	ID          int64         `json:"id"`
	Branch      string        `json:"branch"`
	ScanPath    string        `json:"scan_path"`   // "/" is the whole repository
	Key         string        `json:"project_key"` // may be empty
	Status      ProjectStatus `json:"status"`
	Scheme      Scheme        `json:"scan_scheme"`
	Repo        ProjectRepo   `json:"repo"` // in a list only its ID is set
	Creator     Person        `json:"creator"`
	Created     Time          `json:"created_time"`
	Modified    Time          `json:"modified_time"`
	Deleted     Time          `json:"deleted_time"` // not zero for a deleted project, which can still be fetched by ID
	Deleter     Person        `json:"deleter"`
	CreatedFrom string        `json:"created_from"`
	Remark      string        `json:"remark"`
}

// WholeRepo reports whether the project is not limited to a path.
func (p Project) WholeRepo() bool { return p.ScanPath == "" || p.ScanPath == "/" }

// TeamProject is an analysis project in a team's list.
type TeamProject struct {
	ID       int64         `json:"id"`
	Branch   string        `json:"branch"`
	ScanPath string        `json:"scan_path"`
	Status   ProjectStatus `json:"status"`
	SchemeID int64         `json:"scan_scheme"`
	Scheme   string        `json:"scan_scheme_name"`
	Creator  Person        `json:"creator"`
	Created  Time          `json:"created_time"`
	Deleted  Time          `json:"deleted_time"`
	Repo     ProjectRepo   `json:"repo"`
}

// ProjectRepo is the repository of a project.
type ProjectRepo struct {
	ID   int64  `json:"id"`
	Name string `json:"name"`
	URL  string `json:"scm_url"`
	SCM  string `json:"scm_type"`
}

// UnmarshalJSON implements json.Unmarshaler. A list of projects holds the bare ID, every other answer an object.
func (r *ProjectRepo) UnmarshalJSON(raw []byte) error {
	if json.Unmarshal(raw, &r.ID) == nil {
		return nil
	}
	type plain ProjectRepo
	return json.Unmarshal(raw, (*plain)(r))
}

// Ref returns the reference of the project, given the team that it was listed for.
func (p TeamProject) Ref(t TeamRef) ProjectRef {
	return ProjectRef{Repo: RepoRef{TeamRef: t, ID: p.Repo.ID}, ID: p.ID}
}

// ProjectFilter selects projects. A zero field selects all.
type ProjectFilter struct {
	Branch        string // exact
	Scheme        string // exact name; scan_scheme, which the manual has for it, takes an ID
	SchemeID      int64
	Search        string // part of branch, scheme name or path
	Path          string // part of the path
	Status        ProjectStatus
	SchemeStatus  SchemeStatus
	DefaultScheme bool // only projects of a default scheme
}

func (f ProjectFilter) query() url.Values {
	q := url.Values{}
	set(q, "branch", f.Branch)
	set(q, "scan_scheme__name", f.Scheme)
	setNumber(q, "scan_scheme", f.SchemeID)
	set(q, "branch_or_scheme", f.Search)
	set(q, "scan_path", f.Path)
	setNumber(q, "status", f.Status)
	setNumber(q, "scan_scheme__status", f.SchemeStatus)
	setTrue(q, "scan_scheme__default_flag", f.DefaultScheme)
	return q
}

// TeamProjectFilter selects projects of a team. A zero field selects all.
type TeamProjectFilter struct {
	URL           string // exact address of the repository
	Branch        string // exact
	Scheme        string // exact name
	SchemeID      int64
	After, Before time.Time // of creation
}

func (f TeamProjectFilter) query() url.Values {
	q := url.Values{}
	set(q, "scm_url__exact", f.URL)
	set(q, "branch", f.Branch)
	set(q, "scan_scheme__name", f.Scheme)
	setNumber(q, "scan_scheme_id", f.SchemeID)
	setTime(q, "created_time__gte", f.After)
	setTime(q, "created_time__lte", f.Before)
	return q
}

var (
	listProjects     = list[Project]("/main/api/orgs/{org}/teams/{team}/repos/{repo}/projects/")
	getProject       = get[Project]("/main/api/orgs/{org}/teams/{team}/repos/{repo}/projects/{project}/")
	getProjectScheme = get[SchemeDetail]("/main/api/orgs/{org}/teams/{team}/repos/{repo}/projects/{project}/scheme/")
	listTeamProjects = list[TeamProject]("/main/api/orgs/{org}/teams/{team}/projects/")
)

// Projects lists a repository's analysis projects in no documented order; recorded answers are sorted by ID.
func (c *Client) Projects(ctx context.Context, r RepoRef, f ProjectFilter, w Window) (Page[Project], error) {
	return page(ctx, c, listProjects, r.at(), f.query(), w)
}

// Project returns one analysis project. It also returns deleted ones: see Deleted.
func (c *Client) Project(ctx context.Context, p ProjectRef) (Project, error) {
	project, _, err := getProject.call(ctx, c, p.at(), nil, nil)
	return project, err
}

// ProjectScheme returns the scheme that analyses a project, with all its settings.
func (c *Client) ProjectScheme(ctx context.Context, p ProjectRef) (SchemeDetail, error) {
	scheme, _, err := getProjectScheme.call(ctx, c, p.at(), nil, nil)
	return scheme, err
}

// TeamProjects lists the analysis projects of all repositories of a team.
func (c *Client) TeamProjects(ctx context.Context, t TeamRef, f TeamProjectFilter, w Window) (Page[TeamProject], error) {
	return page(ctx, c, listTeamProjects, t.at(), f.query(), w)
}
