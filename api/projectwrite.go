package api

import (
	"context"
	"strings"
)

// NewProject describes an analysis project that is to be added. Exactly one of Scheme and Template is set.
type NewProject struct {
	Branch     string
	Scheme     int64  // of the repository
	Template   int64  // of the organisation: TCA makes a scheme of it first
	SchemeName string // of the scheme that is made of a template; that of the template when empty
	Path       string // limits the project to a path; the whole repository when empty
}

type projectRequest struct {
	Branch      string `json:"branch"`
	Scheme      int64  `json:"scan_scheme_id,omitempty"`
	Template    int64  `json:"global_scheme_id,omitempty"`
	SchemeName  string `json:"custom_scheme_name,omitempty"`
	Path        string `json:"scan_path,omitempty"`
	CreatedFrom string `json:"created_from"`
}

type projectStatusRequest struct {
	Status ProjectStatus `json:"status"`
}

var (
	addProject       = post[projectRequest, Project]("/main/api/orgs/{org}/teams/{team}/repos/{repo}/projects/")
	setProjectStatus = put[projectStatusRequest, projectStatusRequest]("/main/api/orgs/{org}/teams/{team}/repos/{repo}/projects/{project}/")
)

// AddProject adds an analysis project to a repository, which every member of the team may do. One with the same branch, scheme
// and path is returned as it is, and nothing tells that it is not new but Project.Created. TCA asks the code host for the
// branch, which takes time: ErrNoBranch, and ErrNoAccess or ErrBadCredential of the repository's credential. ErrNameTaken: the
// repository has a scheme with the name that the template's copy would get. Sent once; to repeat it with a scheme does no
// harm.
func (c *Client) AddProject(ctx context.Context, r RepoRef, p NewProject) (Project, error) {
	in := projectRequest{
		Branch: strings.TrimSpace(p.Branch), Scheme: p.Scheme, Template: p.Template, SchemeName: strings.TrimSpace(p.SchemeName),
		Path: strings.TrimSpace(p.Path), CreatedFrom: CreatedFrom,
	}
	if err := addProject.validate(in.wrong()); err != nil {
		return Project{}, err
	}
	project, err := addProject.within(hostPatience).save(ctx, c, r.at(), &in, func(p *Project) int64 { return p.ID })
	return project, explained(err, append([]meaning{{text: "已存在方案名称", kind: ErrNameTaken, field: "custom_scheme_name"}}, codeHost...)...)
}

// SetProjectStatus makes a project active or inactive. Administrators of the team and of the repository may do so, and the
// person who added the project. ErrArchived: its status cannot be changed any more. A status other than ProjectActive and
// ProjectInactive is ErrInvalid and not sent, because TCA would take it without archiving anything. Sent once; to repeat it
// does no harm.
func (c *Client) SetProjectStatus(ctx context.Context, p ProjectRef, s ProjectStatus) error {
	var wrong arguments
	wrong.choice("status", int(s), s == ProjectActive || s == ProjectInactive)
	if err := setProjectStatus.validate(wrong); err != nil {
		return err
	}
	_, _, err := setProjectStatus.call(ctx, c, p.at(), nil, &projectStatusRequest{Status: s})
	return explained(err, meaning{text: "归档项目无法更新状态", kind: ErrArchived, field: "status"})
}

func (r projectRequest) wrong() (a arguments) {
	a.required("branch", r.Branch, MaxBranch)
	switch {
	case r.Scheme < 0 || r.Scheme == 0 && r.Template <= 0:
		a.choice("scan_scheme_id", r.Scheme, false)
	case r.Scheme > 0 && r.Template != 0:
		a.choice("global_scheme_id", r.Template, false)
	case r.Scheme > 0 && r.SchemeName != "":
		a.choice("custom_scheme_name", r.SchemeName, false)
	}
	a.optional("custom_scheme_name", r.SchemeName, MaxName)
	a.optional("scan_path", r.Path, MaxPath)
	return a
}
