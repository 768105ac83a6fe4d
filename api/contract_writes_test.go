package api_test

import (
	"context"
	"net/http"
	"tcabot/api"
)

// write is a call that changes something.
type write struct {
	method string
	replay
}

// writes are all of them. What they send is in TestWhatWritesSend.
var writes = []write{
	changes(http.MethodPost, repoV1+"projects/{project}/scans/create/", func(ctx context.Context, c *api.Client, p params) (any, error) {
		return c.StartScan(ctx, p.project(), api.StartOptions{})
	}),
	changes(http.MethodPost, repoV3+"projects/{project}/jobs/{job}/cancel/", func(ctx context.Context, c *api.Client, p params) (any, error) {
		return nil, c.CancelJob(ctx, p.job(), "x")
	}),

	changes(http.MethodPut, projectV3+"codelint/issues/{issue}/resolution/", func(ctx context.Context, c *api.Client, p params) (any, error) {
		return c.ResolveIssue(ctx, p.issue(), api.ResolutionWontFix, api.ScopeBranch, "x")
	}),
	changes(http.MethodPut, projectV3+"codelint/issues/{issue}/author/", func(ctx context.Context, c *api.Client, p params) (any, error) {
		return c.AssignIssue(ctx, p.issue(), "x")
	}),
	changes(http.MethodPut, projectV3+"codelint/issues/{issue}/severity/", func(ctx context.Context, c *api.Client, p params) (any, error) {
		return c.SetIssueSeverity(ctx, p.issue(), api.SeverityInfo)
	}),

	changes(http.MethodPut, projectV3+"codemetric/ccissues/status/", func(ctx context.Context, c *api.Client, p params) (any, error) {
		return nil, c.SetFunctionsStatus(ctx, p.project(), []int64{1}, api.FuncIgnored)
	}),
	changes(http.MethodPut, projectV1+"codemetric/ccissues/{function}/author/", func(ctx context.Context, c *api.Client, p params) (any, error) {
		return c.AssignFunction(ctx, api.FunctionRef{Project: p.project(), ID: p.id("function")}, "x")
	}),
	changes(http.MethodPut, projectV1+"codemetric/dupissues/{issue}/state/", func(ctx context.Context, c *api.Client, p params) (any, error) {
		return nil, c.SetDuplicateState(ctx, p.project(), p.id("issue"), api.DupIgnorable)
	}),
	changes(http.MethodPut, projectV1+"codemetric/dupissues/{issue}/owner/", func(ctx context.Context, c *api.Client, p params) (any, error) {
		return nil, c.AssignDuplicate(ctx, p.project(), p.id("issue"), "x")
	}),

	changes(http.MethodPost, teamV3+"repos/", func(ctx context.Context, c *api.Client, p params) (any, error) {
		return c.AddRepo(ctx, p.team(), api.NewRepo{URL: "http://x", Type: api.ScmGit})
	}),
	changes(http.MethodPut, repoV1, func(ctx context.Context, c *api.Client, p params) (any, error) {
		return nil, c.RenameRepo(ctx, p.repo(), "x")
	}),
	changes(http.MethodPost, repoV3+"copyscheme/", func(ctx context.Context, c *api.Client, p params) (any, error) {
		return c.CopyScheme(ctx, p.repo(), 1, "x")
	}),
	changes(http.MethodPost, repoV1+"projects/", func(ctx context.Context, c *api.Client, p params) (any, error) {
		return c.AddProject(ctx, p.repo(), api.NewProject{Branch: "x", Scheme: 1})
	}),
	changes(http.MethodPut, repoV1+"projects/{project}/", func(ctx context.Context, c *api.Client, p params) (any, error) {
		return nil, c.SetProjectStatus(ctx, p.project(), api.ProjectActive)
	}),

	changes(http.MethodPut, schemeV1+"basicconf/", func(ctx context.Context, c *api.Client, p params) (any, error) {
		return c.SaveScheme(ctx, p.scheme(), api.SchemeBasics{Name: "x", Status: api.SchemeActive})
	}),
	changes(http.MethodPut, schemeV1+"lintconf/", func(ctx context.Context, c *api.Client, p params) (any, error) {
		return c.SaveLint(ctx, p.scheme(), api.LintSettings{})
	}),
	changes(http.MethodPut, schemeV1+"metricconf/", func(ctx context.Context, c *api.Client, p params) (any, error) {
		return c.SaveMetrics(ctx, p.scheme(), api.MetricSettings{})
	}),
	changes(http.MethodPost, schemeV1+"scandirs/", func(ctx context.Context, c *api.Client, p params) (any, error) {
		return c.AddScanDir(ctx, p.scheme(), anyDir)
	}),
	changes(http.MethodPost, schemeV3+"scandirs/bulkcreate/", func(ctx context.Context, c *api.Client, p params) (any, error) {
		return nil, c.AddScanDirs(ctx, p.scheme(), []api.NewScanDir{anyDir})
	}),
	changes(http.MethodPut, schemeV1+"scandirs/{dir}/", func(ctx context.Context, c *api.Client, p params) (any, error) {
		return c.SaveScanDir(ctx, p.scheme(), p.id("dir"), anyDir)
	}),
	changes(http.MethodDelete, schemeV1+"scandirs/{dir}/", func(ctx context.Context, c *api.Client, p params) (any, error) {
		return nil, c.RemoveScanDir(ctx, p.scheme(), p.id("dir"))
	}),
}

var anyDir = api.NewScanDir{Path: "x", Kind: api.PathWildcard, Use: api.ScanExclude}

func changes(method, route string, call func(context.Context, *api.Client, params) (any, error)) write {
	return write{method, replay{route, call}}
}

// writing are the replays of the calls that change something, by one method; of all when it is empty.
func writing(method string) (all []replay) {
	for _, w := range writes {
		if method == "" || w.method == method {
			all = append(all, w.replay)
		}
	}
	return all
}

// notWritten are the recorded requests for a change that the client does not make, by method and route, each with the reason.
var notWritten = map[string]string{
	"POST " + serverProjectV1 + "codelint/issues/":                 notAllowed,
	"POST " + serverProjectV3 + "codelint/issues/{id}/resolution/": notAllowed,
	"POST " + serverProjectV3 + "codelint/issues/{id}/comments/":   "believes any name that it is sent",
	"PUT " + serverProjectV1 + "codelint/issues/{id}/resolution/":  absent,

	"PUT " + serverProjectV3 + "codelint/issues/resolution/": silent,
	"PUT " + serverProjectV3 + "codelint/issues/author/":     silent,

	"POST " + serverRepoV1 + "projects/{id}/jobs/{id}/cancel/": absent,
	"POST " + serverRepoV1 + "projects/{id}/scans/create":      noSlash,
	"POST " + serverRepoV1 + "schemes/":                        notAllowed,
	"PUT " + serverRepoV1 + "schemes/{id}/scandirs/{id}":       noSlash,
	"DELETE " + serverRepoV3 + "schemes/{id}/scandirs/clear/":  destroys,
	"DELETE " + serverRepoV1 + "projects/{id}/":                destroys,
	"DELETE " + serverRepoV1:                                   destroys,
	"POST " + serverRepoV3 + "subscribed/":                     "always fails with a 500",
	"DELETE " + serverRepoV3 + "subscribed/":                   "always fails with a 500",
	"PUT " + serverTeamV1 + "repos/":                           notAllowed,
	"PATCH " + serverTeamV1 + "repos/":                         notAllowed,
	"DELETE " + serverTeamV1 + "repos/":                        notAllowed,

	"POST /server/main/api/v3/orgs/":                    ofOrgs,
	"PUT /server/main/api/v3/orgs/{org}/":               ofOrgs,
	"POST /server/main/api/v3/orgs/{org}/memberconf/":   ofOrgs,
	"POST /server/main/api/v3/orgs/{org}/teams/":        ofOrgs,
	"PUT " + serverTeamV3:                               ofOrgs,
	"POST " + serverTeamV3 + "memberconf/":              ofOrgs,
	"PUT /server/main/api/v3/authen/userinfo/":          "a person's own profile",
	"PUT /server/main/api/v3/authen/userinfo/token/":    "revokes the person's token",
	"POST /server/main/api/v3/authen/userinfo/token/":   notAllowed,
	"DELETE /server/main/api/v3/authen/userinfo/token/": notAllowed,
}

const (
	notAllowed = "TCA does not allow the method"
	silent     = "changes several issues and tells nothing about any: each is changed by itself, and answered"
	destroys   = "destroys more than a bot should"
	ofOrgs     = "organisations, teams and their members are managed in TCA"
)
