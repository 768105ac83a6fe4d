package api_test

// notInClient are the recorded GET routes that the client does not have, each with the reason: either nobody needs the
// route, or the client had it once and no command used it. What a server was seen to answer there stays in the recordings,
// so that a route comes back with one declaration and one line fewer here.
var notInClient = map[string]string{
	"/nothing/here":                              webPage,
	"/api/orgs/{org}/teams/{team}/repos/":        webPage,
	"/server/nope/":                              webPage,
	"/server/main/":                              "a greeting",
	"/server/main/healthcheck/":                  "Health asks for it: it has no envelope, so it is no endpoint like the others",
	"/server/analysis/":                          "a greeting",
	"/server/analysis/healthcheck/":              health,
	"/server/main/api/nope/":                     absent,
	"/server/main/api/conf/languages/":           "twin of the newer languages",
	"/server/main/api/conf/toolnames/":           "refuses personal tokens",
	"/server/main/api/v3/authen/userinfo":        noSlash,
	"/server/main/api/v3/orgs/{org}/schemes/":    "twin of the older list of templates",
	"/server/main/api/authen/scmallaccounts/":    "always fails with a 500: ScmAccounts, ScmSSHKeys and ScmAuths list the parts",
	"/server/main/api/v3/authen/scmauthinfo/":    "says no more than ScmAuths",
	"/server/main/api/orgs/{org}/teams/":         manualOnly,
	"/server/main/api/v3/orgs/{org}/status/":     "says no more than Org",
	"/server/main/api/v3/authen/userinfo/token/": "hands out the person's token, and replaces it when written to",

	serverTeamV3:                                       "says no more than Teams",
	serverTeamV1 + "repos/schemeinfo/":                 "Schemes finds a scheme by its name, too",
	serverRepoV3 + "auth/":                             "says no more than Repo",
	serverRepoV3 + "branchnames/":                      "says no more than Branches",
	serverRepoV3 + "branch/projects/":                  "Projects filters by branch, too, and knows the paths",
	serverTeamV1 + "repos":                             noSlash,
	serverTeamV1 + "repos/abc/":                        "an ID of letters",
	serverTeamV1 + "repos/%3Flimit=1":                  "a broken path",
	serverTeamV1 + "repos/defaultpaths/":               "refuses personal tokens; the newer one does not",
	"/server/main/api//orgs/{org}/teams/{team}/repos/": "a broken path",
	serverRepoV1 + "schemes/{id}/":                     absent,
	serverRepoV1 + "projects/{id}/jobs/{id}/":          absent,
	serverRepoV1 + "projects/{id}/jobs/{id}/detail//":  "a broken path",
	serverRepoV1 + "projects/{id}/jobs/{id}/tasks/":    forNodes,
	serverRepoV1 + "projects/{id}/jobs/{id}/codeline/": forNodes,
	serverRepoV3:                                 twin,
	serverRepoV3 + "projects/":                   twin,
	serverRepoV3 + "projects/{id}/":              twin,
	serverRepoV3 + "projects/{id}/jobs/":         absent,
	serverRepoV3 + "schemes/":                    twin,
	serverTeamV1 + "repos/99999999999999999999/": "an ID beyond all numbers",

	serverProjectV1 + "codelint/scans/{id}/issues/":                  manualOnly,
	serverProjectV1 + "codemetric/scans/{id}/ccfiles/":               manualOnly,
	serverProjectV1 + "codemetric/scans/{id}/ccfiles/{id}/ccissues/": manualOnly,
	serverProjectV1 + "codemetric/scans/{id}/ccissues/":              manualOnly,
	serverProjectV3:                                       "says less than Project",
	serverProjectV1 + "nope/":                             absent,
	serverProjectV1 + "codelint/issues":                   noSlash,
	serverProjectV1 + "codemetric/ccfiles/{id}/":          "does not exist; the newer one does",
	serverProjectV1 + "scans/":                            "refuses personal tokens",
	serverProjectV1 + "scans/{id}/":                       "refuses personal tokens",
	serverProjectV3 + "codemetric/ccfiles/{id}/comments/": absent,
	serverProjectV3 + "codelint/issues/{id}/":             twin,
	serverProjectV3 + "codelint/issues/download/":         "a spreadsheet of what the lists tell",
	serverRepoV3 + "schemes/{id}/":                        twin,
}

const (
	webPage    = "the web page answers, not the API"
	health     = "for monitoring the server"
	absent     = "does not exist"
	manualOnly = "the manual has it, no server that was measured does (404)"
	twin       = "twin of the older route"
	noSlash    = "answered by a redirect to nowhere"
	forNodes   = "for scanning nodes"

	serverTeamV1 = "/server/main/api/orgs/{org}/teams/{team}/"
	serverTeamV3 = "/server/main/api/v3/orgs/{org}/teams/{team}/"
	serverRepoV1 = serverTeamV1 + "repos/{id}/"
	serverRepoV3 = serverTeamV3 + "repos/{id}/"

	serverProjectV1 = "/server/analysis/api/orgs/{org}/teams/{team}/repos/{id}/projects/{id}/"
	serverProjectV3 = "/server/analysis/api/v3/orgs/{org}/teams/{team}/repos/{id}/projects/{id}/"
)
