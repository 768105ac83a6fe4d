package api_test

import (
	"context"
	"tcabot/api"
)

const (
	projectV1 = "/analysis/api/orgs/{org}/teams/{team}/repos/{repo}/projects/{project}/"
	projectV3 = "/analysis/api/v3/orgs/{org}/teams/{team}/repos/{repo}/projects/{project}/"
)

// analysisReplays are the routes of the analysis service. The list of issues comes twice: without an order it is asked
// of the documented route, with one of its twin.
var analysisReplays = []replay{
	filtered(projectV1+"codelint/issues/", params.project, (*api.Client).Issues),
	{projectV3 + "codelint/issues/", func(ctx context.Context, c *api.Client, p params) (any, error) {
		return c.Issues(ctx, p.project(), api.IssueFilter{Order: []api.Order{api.OrderSeverity}}, api.Window{})
	}},
	filtered(projectV1+"codelint/crscans/{scan}/issues/", params.scan, (*api.Client).CRScanIssues),
	one(projectV3+"codelint/issues/authors/", params.project, (*api.Client).IssueAuthors),
	one(projectV3+"codelint/issues/checkrules/", params.project, (*api.Client).IssueRules),
	{projectV1 + "codelint/issues/summary/", func(ctx context.Context, c *api.Client, p params) (any, error) {
		return c.IssueSummary(ctx, p.project(), api.ScanPick{ID: 1})
	}},
	{projectV1 + "codelint/issues/report/", func(ctx context.Context, c *api.Client, p params) (any, error) {
		return c.IssueReport(ctx, p.project(), 0)
	}},
	one(projectV1+"codelint/issues/{issue}/", params.issue, (*api.Client).Issue),
	listed(projectV3+"codelint/issues/{issue}/comments/", params.issue, (*api.Client).IssueComments),

	listed(projectV3+"scans/", params.project, (*api.Client).Scans),
	numbered(projectV3+"scans/{scan}/", "scan", (*api.Client).Scan),
	{projectV3 + "scans/latest/", func(ctx context.Context, c *api.Client, p params) (any, error) {
		scan, _, err := c.NewestScan(ctx, p.project())
		return scan, err
	}},
	ofRevision(projectV1+"overview/latestscan/", (*api.Client).LatestScan),

	ofRevision(projectV1+"overview/", (*api.Client).Overview),
	one(projectV3+"overview/lintscans/latest/", params.project, (*api.Client).OpenIssues),
	one(projectV3+"overview/mine/", params.project, (*api.Client).MyCounts),
	one(projectV3+"overview/checktoolscans/", params.project, (*api.Client).ToolScans),
	filtered(projectV1+"overview/lintscans/", params.project, (*api.Client).LintScans),
	filtered(projectV1+"overview/cycscans/", params.project, (*api.Client).ComplexityScans),
	filtered(projectV1+"overview/dupscans/", params.project, (*api.Client).DuplicateScans),
	filtered(projectV1+"overview/clocscans/", params.project, (*api.Client).LineScans),

	filtered(projectV1+"codemetric/ccfiles/", params.project, (*api.Client).ComplexFiles),
	numbered(projectV3+"codemetric/ccfiles/{file}/", "file", (*api.Client).ComplexFile),
	filtered(projectV1+"codemetric/ccissues/", params.project, (*api.Client).Functions),
	numberedList(projectV1+"codemetric/ccfiles/{file}/ccissues/", "file", (*api.Client).FileFunctions),
	numbered(projectV1+"codemetric/ccissues/{function}/", "function", (*api.Client).Function),
	{projectV1 + "codemetric/ccissues/history/", func(ctx context.Context, c *api.Client, p params) (any, error) {
		return c.FunctionHistory(ctx, p.project(), 1, api.Window{})
	}},

	filtered(projectV1+"codemetric/dupfiles/", params.project, (*api.Client).DuplicateFiles),
	numbered(projectV1+"codemetric/dupfiles/{file}/", "file", (*api.Client).DuplicateFile),
	numberedList(projectV1+"codemetric/dupfiles/{file}/blocks/", "file", (*api.Client).DuplicateBlocks),
	{projectV1 + "codemetric/dupfiles/{file}/blocks/{block}/", func(ctx context.Context, c *api.Client, p params) (any, error) {
		return c.DuplicateBlock(ctx, p.project(), p.id("file"), p.id("block"))
	}},
	{projectV1 + "codemetric/dupfiles/{file}/blocks/{block}/related/", func(ctx context.Context, c *api.Client, p params) (any, error) {
		return c.RelatedBlocks(ctx, p.project(), p.id("file"), p.id("block"), api.Window{})
	}},
	numberedList(projectV1+"codemetric/dupfiles/{file}/history/", "file", (*api.Client).DuplicateHistory),
	numberedList(projectV1+"codemetric/dupissues/{issue}/comments/", "issue", (*api.Client).DuplicateComments),

	filtered(projectV1+"codemetric/clocfiles/", params.project, (*api.Client).LineFiles),
	numbered(projectV1+"codemetric/clocfiles/{file}/", "file", (*api.Client).LineFile),
	listed(projectV1+"codemetric/cloclangs/", params.project, (*api.Client).LineLanguages),
	{projectV1 + "codemetric/clocs/", func(ctx context.Context, c *api.Client, p params) (any, error) {
		return c.LineDirs(ctx, p.project(), "")
	}},
}

func (p params) scan() api.ScanRef { return api.ScanRef{Project: p.project(), ID: p.id("scan")} }

func (p params) issue() api.IssueRef { return api.IssueRef{Project: p.project(), ID: p.id("issue")} }

func numbered[T any](route, name string, f func(*api.Client, context.Context, api.ProjectRef, int64) (T, error)) replay {
	return replay{route, func(ctx context.Context, c *api.Client, p params) (any, error) {
		return f(c, ctx, p.project(), p.id(name))
	}}
}

func numberedList[T any](route, name string, f func(*api.Client, context.Context, api.ProjectRef, int64, api.Window) (T, error)) replay {
	return replay{route, func(ctx context.Context, c *api.Client, p params) (any, error) {
		return f(c, ctx, p.project(), p.id(name), api.Window{})
	}}
}

func ofRevision[T any](route string, f func(*api.Client, context.Context, api.ProjectRef, string) (T, error)) replay {
	return replay{route, func(ctx context.Context, c *api.Client, p params) (any, error) { return f(c, ctx, p.project(), "") }}
}
