package apitest

import (
	"net/http"
	"strings"
)

// server makes the answer to a request.
type server = func(*call) (any, *refusal)

// route is one route of the server: a ServeMux pattern, the methods it allows, and what serves GET, or POST or PUT where that
// alone is allowed. What serves the other methods is in changes.
type route struct {
	path  string
	allow string // a key of the map in methods
	serve server
}

// served returns what serves a method on the route, nil when the fake does not.
func (rt route) served(method string) server {
	own := map[string]string{"P": http.MethodPost, "W": http.MethodPut}[rt.allow]
	switch {
	case own == method, own == "" && (method == http.MethodGet || method == http.MethodHead):
		return rt.serve
	default:
		return changes[method+" "+rt.path]
	}
}

func (rt route) analysis() bool { return strings.HasPrefix(rt.path, "/server/analysis/") }

// methods returns the Allow header of the real server.
func (rt route) methods() string {
	text, ok := map[string]string{
		"R":  "GET, HEAD, OPTIONS",
		"C":  "GET, POST, HEAD, OPTIONS",
		"U":  "GET, PUT, PATCH, HEAD, OPTIONS",
		"UD": "GET, PUT, PATCH, DELETE, HEAD, OPTIONS",
		"T":  "GET, PUT, HEAD, OPTIONS",
		"D":  "GET, DELETE, HEAD, OPTIONS",
		"P":  "POST, OPTIONS",
		"W":  "PUT, OPTIONS",
	}[rt.allow]
	if !ok {
		return "GET, HEAD, OPTIONS"
	}
	return text
}

const (
	mainV1     = "/server/main/api/orgs/{org}/teams/{team}/"
	mainV3     = "/server/main/api/v3/orgs/{org}/teams/{team}/"
	project1   = mainV1 + "repos/{repo}/projects/{project}/"
	project3   = mainV3 + "repos/{repo}/projects/{project}/"
	scheme1    = mainV1 + "repos/{repo}/schemes/{scheme}/"
	scheme3    = mainV3 + "repos/{repo}/schemes/{scheme}/"
	analysis1  = "/server/analysis/api/orgs/{org}/teams/{team}/repos/{repo}/projects/{project}/"
	analysis3  = "/server/analysis/api/v3/orgs/{org}/teams/{team}/repos/{repo}/projects/{project}/"
	lint1      = analysis1 + "codelint/"
	lint3      = analysis3 + "codelint/"
	metric1    = analysis1 + "codemetric/"
	metric3    = analysis3 + "codemetric/"
	overviews1 = analysis1 + "overview/"
	overviews3 = analysis3 + "overview/"
)

// routes returns all routes.
func routes() []route {
	var all []route
	for _, part := range [][]route{userRoutes(), orgRoutes(), repoRoutes(), schemeRoutes(), jobRoutes(), scanRoutes(), issueRoutes(), metricRoutes()} {
		all = append(all, part...)
	}
	return all
}

func userRoutes() []route {
	const authen = "/server/main/api/v3/authen/"
	return []route{
		{authen + "userinfo/", "U", (*call).userinfo},
		{authen + "scmaccounts/", "C", (*call).accounts},
		{authen + "scmsshinfos/", "C", (*call).sshKeys},
		{authen + "scmauthinfos/", "R", (*call).oauths},
		{authen + "oauthsettings/", "R", (*call).oauthSettings},
		{"/server/main/api/v3/languages/", "R", (*call).listLanguages},
		{"/server/main/api/v3/tags/", "C", (*call).listTags},
		{"/server/main/api/v3/labels/", "R", (*call).listLabels},
		{"/server/main/api/conf/languages/", "R", (*call).listLanguages},
		{"/server/main/api/conf/toolnames/", "R", (*call).superOnly},
	}
}

func orgRoutes() []route {
	const orgs = "/server/main/api/v3/orgs/"
	return []route{
		{orgs, "C", (*call).listOrgs},
		{orgs + "{org}/", "U", (*call).getOrg},
		{orgs + "{org}/memberconf/", "C", (*call).orgMembers},
		{orgs + "{org}/schemes/", "C", (*call).orgSchemes},
		{orgs + "{org}/nodes/", "C", (*call).listNodes},
		{orgs + "{org}/checktools/", "C", (*call).listTools},
		{orgs + "{org}/checktools/{tool}/rules/", "C", (*call).toolRules},
		{orgs + "{org}/repos/", "R", (*call).listOrgRepos},
		{orgs + "{org}/teams/", "C", (*call).listTeams},
		{mainV3 + "labels/", "C", (*call).teamLabels},
		{mainV3 + "memberconf/", "C", (*call).teamMembers},
		{"/server/main/api/orgs/{org}/schemes/", "R", (*call).orgSchemes},
	}
}

func repoRoutes() []route {
	return []route{
		{mainV1 + "repos/", "C", (*call).listRepos},
		{mainV1 + "repos/{repo}/", "UD", (*call).getRepo},
		{mainV1 + "repos/{repo}/branches/", "R", (*call).listBranches},
		{mainV1 + "repos/{repo}/projects/", "C", (*call).listProjects},
		{mainV1 + "repos/defaultpaths/", "R", (*call).nodeOnly},
		{mainV1 + "projects/", "C", (*call).teamProjects},
		{project1, "UD", (*call).getProject},
		{project1 + "scheme/", "R", (*call).projectScheme},
		{mainV3 + "repos/", "C", (*call).listReposV3},
		{mainV3 + "repos/{repo}/", "UD", (*call).getRepo},
		{mainV3 + "repos/{repo}/memberconf/", "C", (*call).repoMembers},
		{mainV3 + "repos/{repo}/copyscheme/", "P", (*call).copyScheme},
		{mainV3 + "repos/{repo}/projects/", "C", (*call).listProjects},
		{project3, "UD", (*call).getProject},
		{project3 + "codefile/", "R", (*call).codeFile},
	}
}

func schemeRoutes() []route {
	return []route{
		{mainV1 + "repos/{repo}/schemes/", "R", (*call).listSchemes},
		{scheme1 + "basicconf/", "U", ofScheme((*call).basicConf)},
		{scheme1 + "lintconf/", "U", ofScheme((*call).lintConf)},
		{scheme1 + "metricconf/", "U", ofScheme((*call).metricConf)},
		{scheme1 + "scandirs/", "C", ofScheme((*call).listScanDirs)},
		{scheme1 + "scandirs/{dir}/", "UD", ofScheme((*call).getScanDir)},
		{scheme3 + "scandirs/bulkcreate/", "P", changesScheme((*call).addScanDirs)},
		{mainV3 + "repos/{repo}/schemes/", "R", (*call).listSchemes},
		{scheme3, "U", ofScheme((*call).basicConf)},
		{scheme3 + "branchs/", "R", ofScheme((*call).schemeBranches)},
		{scheme3 + "defaultpaths/", "C", ofScheme((*call).defaultPaths)},
		{scheme3 + "checkprofile/", "R", ofScheme((*call).getProfile)},
		{scheme3 + "checkprofile/checkpackages/", "C", ofScheme((*call).chosenPackages)},
		{scheme3 + "checkprofile/rules/", "R", ofScheme((*call).noRules)},
		{scheme3 + "allcheckpackages/", "R", ofScheme((*call).allPackages)},
		{scheme3 + "allrules/", "R", ofScheme((*call).allRules)},
		{scheme3 + "allrules/byname/", "R", ofScheme((*call).ruleByName)},
		{scheme3 + "allrules/{rule}/", "R", ofScheme((*call).getRule)},
	}
}

func jobRoutes() []route {
	return []route{
		{project1 + "jobs/", "R", (*call).listJobs},
		{project1 + "jobs/{job}/detail/", "R", (*call).getJob},
		{project1 + "jobs/{job}/tasks/", "R", (*call).nodeOnly},
		{project1 + "jobs/{job}/codeline/", "U", (*call).nodeOnly},
		{project1 + "scans/create/", "P", ofManager((*call).startScan)},
		{project3 + "jobs/{job}/", "R", (*call).getJobV3},
		{project3 + "jobs/{job}/tasks/{task}/", "R", (*call).getTask},
		{project3 + "jobs/{job}/cancel/", "P", (*call).cancelJob},
		{project3 + "scans/", "P", ofManager((*call).startScan)},
	}
}

func scanRoutes() []route {
	return []route{
		{overviews1, "R", (*call).overview},
		{overviews1 + "latestscan/", "R", (*call).latestScan},
		{overviews1 + "lintscans/", "R", (*call).lintScans},
		{overviews1 + "cycscans/", "R", (*call).cycScans},
		{overviews1 + "dupscans/", "R", (*call).dupScans},
		{overviews1 + "clocscans/", "R", (*call).clocScans},
		{analysis1 + "scans/", "C", (*call).internalOnly},
		{analysis1 + "scans/{scan}/", "U", (*call).internalOnly},
		{overviews3 + "lintscans/latest/", "R", (*call).severitiesNow},
		{overviews3 + "mine/", "R", (*call).mine},
		{overviews3 + "checktoolscans/", "R", (*call).toolScans},
		{analysis3 + "scans/", "R", (*call).scans},
		{analysis3 + "scans/latest/", "R", (*call).newestScan},
		{analysis3 + "scans/{scan}/", "R", (*call).getScan},
	}
}

func issueRoutes() []route {
	return []route{
		{lint1 + "issues/", "R", (*call).listIssues},
		{lint1 + "issues/{issue}/", "R", (*call).getIssue},
		{lint1 + "issues/summary/", "R", (*call).issueSummary},
		{lint1 + "issues/report/", "R", (*call).issueReport},
		{lint3 + "issues/", "R", (*call).orderedIssues},
		{lint3 + "issues/{issue}/", "R", (*call).getIssue},
		{lint3 + "issues/authors/", "R", (*call).issueAuthors},
		{lint3 + "issues/checkrules/", "R", (*call).issueRules},
		{lint3 + "issues/{issue}/comments/", "C", (*call).issueComments},
		{lint3 + "issues/{issue}/resolution/", "W", ofIssue((*call).resolveIssue)},
		{lint3 + "issues/{issue}/author/", "W", ofIssue((*call).assignIssue)},
		{lint3 + "issues/{issue}/severity/", "W", ofIssue((*call).rateIssue)},
		{lint3 + "issues/resolution/", "W", (*call).resolveIssues},
		{lint3 + "issues/author/", "W", (*call).assignIssues},
	}
}

func metricRoutes() []route {
	return []route{
		{metric1 + "ccfiles/", "R", (*call).listCCFiles},
		{metric1 + "ccfiles/{file}/ccissues/", "R", (*call).functionsOfFile},
		{metric1 + "ccissues/", "R", (*call).listFunctions},
		{metric1 + "ccissues/history/", "R", (*call).functionHistory},
		{metric1 + "ccissues/{function}/", "R", (*call).getFunction},
		{metric3 + "ccfiles/{file}/", "R", (*call).getCCFile},
		{metric1 + "dupfiles/", "R", (*call).listDups},
		{metric1 + "dupfiles/{file}/", "R", (*call).getDup},
		{metric1 + "dupfiles/{file}/blocks/", "R", (*call).listBlocks},
		{metric1 + "dupfiles/{file}/blocks/{block}/", "R", (*call).getBlock},
		{metric1 + "dupfiles/{file}/blocks/{block}/related/", "R", (*call).listRelated},
		{metric1 + "dupfiles/{file}/history/", "R", (*call).dupHistory},
		{metric1 + "dupissues/{issue}/comments/", "R", (*call).dupComments},
		{metric1 + "dupissues/{issue}/state/", "W", (*call).setDupState},
		{metric1 + "dupissues/{issue}/owner/", "W", (*call).assignDup},
		{metric1 + "ccissues/{function}/author/", "W", (*call).assignFunction},
		{metric3 + "ccissues/status/", "W", (*call).setFunctionsStatus},
		{metric1 + "clocfiles/", "R", (*call).listClocFiles},
		{metric1 + "clocfiles/{file}/", "R", (*call).getClocFile},
		{metric1 + "cloclangs/", "R", (*call).listClocLangs},
		{metric1 + "clocs/", "R", (*call).clocs},
	}
}
