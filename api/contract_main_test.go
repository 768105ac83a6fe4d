package api_test

import (
	"context"
	"tcabot/api"
)

const (
	orgV1, orgV3   = "/main/api/orgs/{org}/", "/main/api/v3/orgs/{org}/"
	teamV1, teamV3 = orgV1 + "teams/{team}/", orgV3 + "teams/{team}/"
	repoV1, repoV3 = teamV1 + "repos/{repo}/", teamV3 + "repos/{repo}/"
	schemeV1       = repoV1 + "schemes/{scheme}/"
	schemeV3       = repoV3 + "schemes/{scheme}/"
)

var mainReplays = []replay{
	{"/main/api/v3/authen/userinfo/", func(ctx context.Context, c *api.Client, _ params) (any, error) { return c.Me(ctx) }},
	{"/main/api/v3/authen/oauthsettings/", func(ctx context.Context, c *api.Client, _ params) (any, error) { return c.OAuthSettings(ctx) }},
	reference("/main/api/v3/authen/scmaccounts/", (*api.Client).ScmAccounts),
	reference("/main/api/v3/authen/scmsshinfos/", (*api.Client).ScmSSHKeys),
	reference("/main/api/v3/authen/scmauthinfos/", (*api.Client).ScmAuths),
	reference("/main/api/v3/languages/", (*api.Client).Languages),
	reference("/main/api/v3/tags/", (*api.Client).Tags),
	reference("/main/api/v3/labels/", (*api.Client).Labels),

	{"/main/api/v3/orgs/", func(ctx context.Context, c *api.Client, _ params) (any, error) {
		return c.Orgs(ctx, api.OrgFilter{}, api.Window{})
	}},
	one(orgV3, params.org, (*api.Client).Org),
	one(orgV3+"memberconf/", params.org, (*api.Client).OrgMembers),
	listed(orgV3+"nodes/", params.org, (*api.Client).Nodes),
	listed(orgV3+"checktools/", params.org, (*api.Client).CheckTools),
	{orgV3 + "checktools/{tool}/rules/", func(ctx context.Context, c *api.Client, p params) (any, error) {
		return c.ToolRules(ctx, p.org(), p.id("tool"), api.Window{})
	}},
	listed(orgV1+"schemes/", params.org, (*api.Client).OrgSchemes),
	filtered(orgV3+"repos/", params.org, (*api.Client).OrgRepos),

	{orgV3 + "teams/", func(ctx context.Context, c *api.Client, p params) (any, error) {
		return c.Teams(ctx, p.org(), api.TeamFilter{})
	}},
	one(teamV3+"memberconf/", params.team, (*api.Client).TeamMembers),
	one(teamV3+"labels/", params.team, (*api.Client).TeamLabels),
	filtered(teamV1+"projects/", params.team, (*api.Client).TeamProjects),

	filtered(teamV1+"repos/", params.team, (*api.Client).Repos),
	one(repoV1, params.repo, (*api.Client).Repo),
	one(repoV3+"memberconf/", params.repo, (*api.Client).RepoAdmins),
	listed(repoV1+"branches/", params.repo, (*api.Client).Branches),

	filtered(repoV1+"projects/", params.repo, (*api.Client).Projects),
	one(repoV1+"projects/{project}/", params.project, (*api.Client).Project),
	one(repoV1+"projects/{project}/scheme/", params.project, (*api.Client).ProjectScheme),
	{repoV3 + "projects/{project}/codefile/", func(ctx context.Context, c *api.Client, p params) (any, error) {
		return c.Code(ctx, p.project(), api.CodeRange{Path: "x"})
	}},
	filtered(repoV1+"projects/{project}/jobs/", params.project, (*api.Client).Jobs),
	one(repoV1+"projects/{project}/jobs/{job}/detail/", params.job, (*api.Client).Job),
	one(repoV3+"projects/{project}/jobs/{job}/", params.job, (*api.Client).JobTasks),
	{repoV3 + "projects/{project}/jobs/{job}/tasks/{task}/", func(ctx context.Context, c *api.Client, p params) (any, error) {
		return c.JobTask(ctx, p.job(), p.id("task"))
	}},

	filtered(repoV1+"schemes/", params.repo, (*api.Client).Schemes),
	one(schemeV1+"basicconf/", params.scheme, (*api.Client).Scheme),
	one(schemeV1+"lintconf/", params.scheme, (*api.Client).LintConf),
	one(schemeV1+"metricconf/", params.scheme, (*api.Client).MetricConf),
	listed(schemeV1+"scandirs/", params.scheme, (*api.Client).ScanDirs),
	listed(schemeV3+"defaultpaths/", params.scheme, (*api.Client).DefaultPaths),
	listed(schemeV3+"branchs/", params.scheme, (*api.Client).SchemeProjects),
	one(schemeV3+"checkprofile/", params.scheme, (*api.Client).CheckProfile),
	listed(schemeV3+"checkprofile/checkpackages/", params.scheme, (*api.Client).CheckPackages),
	listed(schemeV3+"checkprofile/rules/", params.scheme, (*api.Client).ProfileRules),
	one(schemeV3+"allcheckpackages/", params.scheme, (*api.Client).AllCheckPackages),
	listed(schemeV3+"allrules/", params.scheme, (*api.Client).SchemeRules),
	{schemeV3 + "allrules/{rule}/", func(ctx context.Context, c *api.Client, p params) (any, error) {
		return c.Rule(ctx, p.scheme(), p.id("rule"))
	}},
	{schemeV3 + "allrules/byname/", func(ctx context.Context, c *api.Client, p params) (any, error) {
		return c.RuleByName(ctx, p.scheme(), "pylint", "x")
	}},
}

// The makers of replays, by what a call takes.

func reference[T any](route string, f func(*api.Client, context.Context, api.Window) (T, error)) replay {
	return replay{route, func(ctx context.Context, c *api.Client, _ params) (any, error) { return f(c, ctx, api.Window{}) }}
}

func one[A, T any](route string, of func(params) A, f func(*api.Client, context.Context, A) (T, error)) replay {
	return replay{route, func(ctx context.Context, c *api.Client, p params) (any, error) { return f(c, ctx, of(p)) }}
}

func listed[A, T any](route string, of func(params) A, f func(*api.Client, context.Context, A, api.Window) (T, error)) replay {
	return replay{route, func(ctx context.Context, c *api.Client, p params) (any, error) { return f(c, ctx, of(p), api.Window{}) }}
}

func filtered[A, F, T any](route string, of func(params) A, f func(*api.Client, context.Context, A, F, api.Window) (T, error)) replay {
	return replay{route, func(ctx context.Context, c *api.Client, p params) (any, error) {
		var none F
		return f(c, ctx, of(p), none, api.Window{})
	}}
}
