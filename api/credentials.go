package api

import (
	"context"
	"slices"
)

// ScmPlatform is a kind of code host.
type ScmPlatform int

// The kinds of code hosts.
const (
	PlatformTGit     ScmPlatform = 1
	PlatformTGitSaaS ScmPlatform = 2
	PlatformCoding   ScmPlatform = 3
	PlatformGitHub   ScmPlatform = 4
	PlatformGitee    ScmPlatform = 5
	PlatformGitLab   ScmPlatform = 6
	PlatformOther    ScmPlatform = 7
)

var platforms = words[ScmPlatform]{
	{PlatformTGit, "tgit"},
	{PlatformTGitSaaS, "tgitsaas"},
	{PlatformCoding, "coding"},
	{PlatformGitHub, "github"},
	{PlatformGitee, "gitee"},
	{PlatformGitLab, "gitlab"},
	{PlatformOther, "other"},
}

// Valid reports whether TCA knows the kind.
func (p ScmPlatform) Valid() bool { return platforms.has(p) }

// String returns the kind's name as TCA writes it.
func (p ScmPlatform) String() string { return platforms.of(p) }

// AuthType says how TCA authenticates at a code host.
type AuthType string

// The ways to authenticate.
const (
	AuthPassword AuthType = "password"
	AuthOAuth    AuthType = "oauth"
	AuthSSH      AuthType = "ssh_token"
)

// Valid reports whether TCA knows the type.
func (t AuthType) Valid() bool {
	return slices.Contains([]AuthType{AuthPassword, AuthOAuth, AuthSSH}, t)
}

// ScmAuth is the credential that TCA reads a repository with: exactly one of Account, SSH and OAuth is not nil. TCA returns
// no secrets.
type ScmAuth struct {
	ID       int64       `json:"id"`
	Type     AuthType    `json:"auth_type"`
	Account  *ScmAccount `json:"scm_account"`
	SSH      *ScmSSHKey  `json:"scm_ssh"`
	OAuth    *ScmOAuth   `json:"scm_oauth"`
	Created  Time        `json:"created_time"`
	Modified Time        `json:"modified_time"`
}

// ScmAccount is a stored account at a code host.
type ScmAccount struct {
	ID           int64       `json:"id"`
	User         Person      `json:"user"`         // its owner in TCA
	Username     string      `json:"scm_username"` // at the code host
	Platform     ScmPlatform `json:"scm_platform"`
	PlatformDesc string      `json:"scm_platform_desc"`
}

// ScmSSHKey is a stored SSH key. TCA never returns the key itself.
type ScmSSHKey struct {
	ID           int64       `json:"id"`
	User         Person      `json:"user"`
	Name         string      `json:"name"`
	Platform     ScmPlatform `json:"scm_platform"`
	PlatformDesc string      `json:"scm_platform_desc"`
}

// ScmOAuth is an authorisation that a code host granted to TCA.
type ScmOAuth struct {
	ID           int64       `json:"id"`
	User         Person      `json:"user"`
	Platform     ScmPlatform `json:"scm_platform"`
	PlatformDesc string      `json:"scm_platform_desc"`
	Expires      Time        `json:"expires_at"` // zero: never, or unknown
}

// Platforms holds a flag for each kind of code host.
type Platforms struct {
	TGit     bool `json:"tgit"`
	TGitSaaS bool `json:"tgitsaas"`
	Coding   bool `json:"coding"`
	GitHub   bool `json:"github"`
	Gitee    bool `json:"gitee"`
	GitLab   bool `json:"gitlab"`
	Other    bool `json:"other"`
}

var (
	listScmAccounts  = list[ScmAccount]("/main/api/v3/authen/scmaccounts/")
	listScmSSHKeys   = list[ScmSSHKey]("/main/api/v3/authen/scmsshinfos/")
	listScmAuths     = list[ScmOAuth]("/main/api/v3/authen/scmauthinfos/")
	getOAuthSettings = get[Platforms]("/main/api/v3/authen/oauthsettings/")
)

// ScmAccounts lists the person's accounts at code hosts.
func (c *Client) ScmAccounts(ctx context.Context, w Window) (Page[ScmAccount], error) {
	return page(ctx, c, listScmAccounts, nil, nil, w)
}

// ScmSSHKeys lists the person's SSH keys.
func (c *Client) ScmSSHKeys(ctx context.Context, w Window) (Page[ScmSSHKey], error) {
	return page(ctx, c, listScmSSHKeys, nil, nil, w)
}

// ScmAuths lists the authorisations that code hosts granted to TCA for the person.
func (c *Client) ScmAuths(ctx context.Context, w Window) (Page[ScmOAuth], error) {
	return page(ctx, c, listScmAuths, nil, nil, w)
}

// OAuthSettings says for which kinds of code hosts this TCA is set up for OAuth.
func (c *Client) OAuthSettings(ctx context.Context) (Platforms, error) {
	settings, _, err := getOAuthSettings.call(ctx, c, nil, nil, nil)
	return settings, err
}
