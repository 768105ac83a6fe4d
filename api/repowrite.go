package api

import (
	"context"
	"slices"
	"strings"
	"time"
)

// CreatedFrom is the origin of what AddRepo and AddProject make, as in Repo.CreatedFrom.
const CreatedFrom = StartedFrom

// hostPatience is how long TCA gets for a request during which it asks a code host.
const hostPatience = 30 * time.Second

// ScmType is a kind of version control.
type ScmType string

// The kinds of version control, as in Repo.SCM.
const (
	ScmGit ScmType = "git"
	ScmSVN ScmType = "svn"
)

// ScmTypes lists all kinds of version control.
func ScmTypes() []ScmType { return []ScmType{ScmGit, ScmSVN} }

// Valid reports whether TCA knows the kind.
func (t ScmType) Valid() bool { return slices.Contains(ScmTypes(), t) }

// CredentialRef identifies a credential of the person: an account for AuthPassword, an authorisation for AuthOAuth, a key for
// AuthSSH.
type CredentialRef struct {
	Kind AuthType
	ID   int64
}

// NewRepo describes a repository that is to be registered.
type NewRepo struct {
	URL        string // in any form; TCA stores http://host/path
	Type       ScmType
	Name       string         // the last part of the address when empty
	SSHURL     string         // made of the address when empty
	Credential *CredentialRef // nil: TCA reads it without one, and does not check that it is there
}

// AddedRepo is a repository that was registered just now.
type AddedRepo struct {
	ID          int64   `json:"id"`
	Name        string  `json:"name"`
	URL         string  `json:"scm_url"`
	SSH         string  `json:"ssh_url"`
	SCM         ScmType `json:"scm_type"`
	CreatedFrom string  `json:"created_from"`
}

// Ref returns the reference of the repository in its team.
func (r AddedRepo) Ref(t TeamRef) RepoRef { return RepoRef{TeamRef: t, ID: r.ID} }

type repoRequest struct {
	URL         string       `json:"scm_url"`
	Type        ScmType      `json:"scm_type"`
	Name        string       `json:"name,omitempty"`
	SSHURL      string       `json:"ssh_url,omitempty"`
	Auth        *authRequest `json:"scm_auth,omitempty"`
	CreatedFrom string       `json:"created_from"`
}

// authRequest has the ID in the field of its kind. The manual leaves the kind out, which TCA rejects.
type authRequest struct {
	Kind    AuthType `json:"auth_type"`
	Account int64    `json:"scm_account,omitempty"`
	OAuth   int64    `json:"scm_oauth,omitempty"`
	SSH     int64    `json:"scm_ssh,omitempty"`
}

type nameRequest struct {
	Name string `json:"name"`
}

var (
	// addRepo is not the route of the manual, which only administrators of the team may use.
	addRepo    = post[repoRequest, AddedRepo]("/main/api/v3/orgs/{org}/teams/{team}/repos/")
	renameRepo = put[nameRequest, Repo]("/main/api/orgs/{org}/teams/{team}/repos/{repo}/")
)

// AddRepo registers a repository in a team, which every member of the team may do. ErrExists: the team has it already.
// ErrBadAddress: it is no address. With a credential TCA also asks the code host, and may return ErrNoRepo, ErrNoAccess and
// ErrBadCredential. Sent once; a repetition after it succeeded is ErrExists.
func (c *Client) AddRepo(ctx context.Context, t TeamRef, r NewRepo) (AddedRepo, error) {
	in := repoRequest{
		URL: strings.TrimSpace(r.URL), Type: r.Type, Name: strings.TrimSpace(r.Name), SSHURL: strings.TrimSpace(r.SSHURL),
		Auth: r.Credential.request(), CreatedFrom: CreatedFrom,
	}
	var wrong arguments
	wrong.required("scm_url", in.URL, MaxURL)
	wrong.choice("scm_type", r.Type, r.Type.Valid())
	wrong.optional("name", in.Name, MaxName)
	wrong.optional("ssh_url", in.SSHURL, MaxSSHURL)
	if k := r.Credential; k != nil {
		wrong.choice("scm_auth.auth_type", k.Kind, k.Kind.Valid())
		wrong.choice("scm_auth", k.ID, k.ID > 0)
	}
	if err := addRepo.validate(wrong); err != nil {
		return AddedRepo{}, err
	}
	repo, err := addRepo.within(hostPatience).save(ctx, c, t.at(), &in, func(r *AddedRepo) int64 { return r.ID })
	return repo, explained(err, append([]meaning{
		{text: "代码库已接入", code: 1041, kind: ErrExists, field: "scm_url"},
		{text: "代码库地址无效", kind: ErrBadAddress, field: "scm_url"},
	}, codeHost...)...)
}

// RenameRepo changes the name under which TCA shows a repository. Administrators of the team and of the repository may do so.
// The name is required and has MaxName characters at most. Sent once; to repeat it does no harm.
func (c *Client) RenameRepo(ctx context.Context, r RepoRef, name string) error {
	in := nameRequest{Name: strings.TrimSpace(name)}
	var wrong arguments
	wrong.required("name", in.Name, MaxName)
	if err := renameRepo.validate(wrong); err != nil {
		return err
	}
	_, _, err := renameRepo.call(ctx, c, r.at(), nil, &in)
	return err
}

func (k *CredentialRef) request() *authRequest {
	if k == nil {
		return nil
	}
	a := authRequest{Kind: k.Kind}
	switch k.Kind {
	case AuthPassword:
		a.Account = k.ID
	case AuthOAuth:
		a.OAuth = k.ID
	case AuthSSH:
		a.SSH = k.ID
	}
	return &a
}
