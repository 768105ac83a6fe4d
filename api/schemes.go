package api

import (
	"context"
	"net/url"
	"strconv"
)

// SchemeRef identifies a scheme of a repository.
type SchemeRef struct {
	Repo RepoRef
	ID   int64
}

func (s SchemeRef) at() at {
	a := s.Repo.at()
	a["scheme"] = strconv.FormatInt(s.ID, 10)
	return a
}

// SchemeStatus is the state of a scheme.
type SchemeStatus int

// The states of a scheme.
const (
	SchemeActive  SchemeStatus = 1
	SchemeDisused SchemeStatus = 2
)

var schemeStatuses = words[SchemeStatus]{{SchemeActive, "active"}, {SchemeDisused, "disused"}}

// SchemeStatuses lists the states that schemes can be filtered by.
func SchemeStatuses() []SchemeStatus { return schemeStatuses.values() }

// Valid reports whether TCA knows the state.
func (s SchemeStatus) Valid() bool { return schemeStatuses.has(s) }

// String returns the state's English word.
func (s SchemeStatus) String() string { return schemeStatuses.of(s) }

// SchemeType says whether a scheme comes with TCA.
type SchemeType int

// The types of schemes.
const (
	SchemeSystem SchemeType = 1
	SchemeCustom SchemeType = 2
)

var schemeTypes = words[SchemeType]{{SchemeSystem, "system"}, {SchemeCustom, "custom"}}

// Valid reports whether TCA knows the type.
func (t SchemeType) Valid() bool { return schemeTypes.has(t) }

// String returns the type's English word.
func (t SchemeType) String() string { return schemeTypes.of(t) }

// Scheme is an analysis scheme (分析方案) or an organisation's template of one. Templates have no repository, status or default
// flag, and often no tag and no languages.
//
// IgnoreEverywhere (全局忽略同步) follows the repository, not the scheme: when an issue is ignored globally in the repository,
// the same issue is ignored, too, where this scheme reports it.
type Scheme struct {
	ID                  int64        `json:"id"`
	Name                string       `json:"name"`
	Description         string       `json:"description"`
	Languages           []string     `json:"languages"` // see LanguageName
	Tag                 string       `json:"tag"`       // of the nodes that run it
	Default             bool         `json:"default_flag"`
	Status              SchemeStatus `json:"status"`
	Type                SchemeType   `json:"scheme_type"`
	Key                 string       `json:"scheme_key"` // templates only
	RepoID              int64        `json:"repo"`
	IgnoreEverywhere    bool         `json:"issue_global_ignore"` // global sync of ignored issues, see above
	IgnoreMergedIssues  bool         `json:"ignore_merged_issue"`
	SkipSubmodules      bool         `json:"ignore_submodule_clone"`
	SkipSubmoduleIssues bool         `json:"ignore_submodule_issue"`
	LargeFiles          bool         `json:"lfs_flag"`
	Creator             Person       `json:"creator"`
	Created             Time         `json:"created_time"`
	Modified            Time         `json:"modified_time"`
	Deleted             Time         `json:"deleted_time"`
	CreatedFrom         string       `json:"created_from"`
}

// SchemeDetail is a scheme with all its settings.
type SchemeDetail struct {
	Scheme
	Lint     LintSetting  `json:"lintbasesetting"`
	Metrics  MetricConf   `json:"metricsetting"`
	Dirs     []ScanDir    `json:"scan_dirs"` // all of them
	Branches BranchesInfo `json:"branch_info"`
}

// BranchesInfo holds the number of projects of a scheme.
type BranchesInfo struct {
	Count int `json:"num"`
}

// SchemeFilter selects schemes. A zero field selects all. The branch filters of the manual are left out: they fail with a
// 500.
type SchemeFilter struct {
	Name    string // part of the name
	Status  SchemeStatus
	Default bool // only default schemes
}

func (f SchemeFilter) query() url.Values {
	q := url.Values{}
	set(q, "name", f.Name)
	setNumber(q, "status", f.Status)
	setTrue(q, "default_flag", f.Default)
	return q
}

var (
	listSchemes        = list[Scheme]("/main/api/orgs/{org}/teams/{team}/repos/{repo}/schemes/")
	getScheme          = get[Scheme]("/main/api/orgs/{org}/teams/{team}/repos/{repo}/schemes/{scheme}/basicconf/")
	listSchemeProjects = list[Project]("/main/api/v3/orgs/{org}/teams/{team}/repos/{repo}/schemes/{scheme}/branchs/")
	listOrgSchemes     = list[Scheme]("/main/api/orgs/{org}/schemes/")
)

// Schemes lists a repository's schemes, the newest first.
func (c *Client) Schemes(ctx context.Context, r RepoRef, f SchemeFilter, w Window) (Page[Scheme], error) {
	return page(ctx, c, listSchemes, r.at(), f.query(), w)
}

// Scheme returns the basic settings of a scheme. The manual also lists a time limit, daily saving and a webhook, which no
// longer exist.
func (c *Client) Scheme(ctx context.Context, s SchemeRef) (Scheme, error) {
	scheme, _, err := getScheme.call(ctx, c, s.at(), nil, nil)
	return scheme, err
}

// SchemeProjects lists the projects that a scheme analyses, the newest first.
func (c *Client) SchemeProjects(ctx context.Context, s SchemeRef, w Window) (Page[Project], error) {
	return page(ctx, c, listSchemeProjects, s.at(), nil, w)
}

// OrgSchemes lists an organisation's scheme templates.
func (c *Client) OrgSchemes(ctx context.Context, org string, w Window) (Page[Scheme], error) {
	return page(ctx, c, listOrgSchemes, at{"org": org}, nil, w)
}
