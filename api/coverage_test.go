package api_test

import (
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// neverGood are the client's routes that no recorded answer is a success of, each with the reason.
var neverGood = map[string]string{
	"/main/api/orgs/{org}/teams/":      "the manual has it, the server does not",
	"/main/api/authen/scmallaccounts/": "the server answers 500",

	perProject + "codelint/scans/{scan}/issues/":                    "the manual has it, the server does not",
	perProject + "codelint/crscans/{scan}/issues/":                  "the manual has it, the server does not",
	perProject + "codemetric/scans/{scan}/ccfiles/":                 "the manual has it, the server does not",
	perProject + "codemetric/scans/{scan}/ccfiles/{file}/ccissues/": "the manual has it, the server does not",
	perProject + "codemetric/scans/{scan}/ccissues/":                "the manual has it, the server does not",
}

// notInClient are the recorded GET routes that the client leaves out, each with the reason.
var notInClient = map[string]string{
	"/nothing/here":                              webPage,
	"/api/orgs/{org}/teams/{team}/repos/":        webPage,
	"/server/nope/":                              webPage,
	"/server/main/":                              "a greeting",
	"/server/main/healthcheck/":                  health,
	"/server/analysis/":                          "a greeting",
	"/server/analysis/healthcheck/":              health,
	"/server/main/api/nope/":                     absent,
	"/server/main/api/conf/languages/":           "twin of the newer languages",
	"/server/main/api/conf/toolnames/":           "refuses personal tokens",
	"/server/main/api/v3/authen/userinfo":        noSlash,
	"/server/main/api/v3/orgs/{org}/schemes/":    "twin of the older list of templates",
	"/server/main/api/v3/authen/userinfo/token/": "hands out the person's token, and replaces it when written to",

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
	serverRepoV1 + "projects/{id}/scans/create/":       notRead,
	serverTeamV3 + "repos/":                            twin,
	serverRepoV3:                                       twin,
	serverRepoV3 + "projects/":                         twin,
	serverRepoV3 + "projects/{id}/":                    twin,
	serverRepoV3 + "projects/{id}/jobs/":               absent,
	serverRepoV3 + "projects/{id}/jobs/{id}/cancel/":   notRead,
	serverRepoV3 + "schemes/":                          twin,
	serverTeamV1 + "repos/99999999999999999999/":       "an ID beyond all numbers",

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
	webPage  = "the web page answers, not the API"
	health   = "for monitoring the server"
	absent   = "does not exist"
	twin     = "twin of the older route"
	noSlash  = "answered by a redirect to nowhere"
	forNodes = "for scanning nodes"
	notRead  = "only written to"

	serverTeamV1 = "/server/main/api/orgs/{org}/teams/{team}/"
	serverTeamV3 = "/server/main/api/v3/orgs/{org}/teams/{team}/"
	serverRepoV1 = serverTeamV1 + "repos/{id}/"
	serverRepoV3 = serverTeamV3 + "repos/{id}/"

	perProject = "/analysis/api/orgs/{org}/teams/{team}/repos/{repo}/projects/{project}/"

	serverProjectV1 = "/server/analysis/api/orgs/{org}/teams/{team}/repos/{id}/projects/{id}/"
	serverProjectV3 = "/server/analysis/api/v3/orgs/{org}/teams/{team}/repos/{id}/projects/{id}/"
)

var (
	orgOf   = regexp.MustCompile(`/orgs/[^/]+`)
	teamOf  = regexp.MustCompile(`/teams/[^/]+`)
	numbers = regexp.MustCompile(`/\d{1,18}(/|$)`)
)

func normal(path string) string {
	path = orgOf.ReplaceAllString(path, "/orgs/{org}")
	path = teamOf.ReplaceAllString(path, "/teams/{team}")
	return numbers.ReplaceAllString(numbers.ReplaceAllString(path, "/{id}$1"), "/{id}$1")
}

// TestEveryRecordedRoute: what a server was seen to offer is in the client or is left out for a reason.
func TestEveryRecordedRoute(t *testing.T) {
	all, whole := recordings(t)
	if !whole {
		t.Skip("needs the whole set of recordings")
	}
	router := newRouter(t)
	seen := map[string]bool{}
	for _, r := range all {
		route := normal(r.Request.Path)
		seen[route] = true
		found, _ := router.find(r.Request.Path)
		if _, left := notInClient[route]; left == (len(found) > 0) {
			t.Errorf("%s (%s): left out: %t, but %d calls of the client ask for it", route, r.Name, left, len(found))
		}
	}
	for route, reason := range notInClient {
		if !seen[route] {
			t.Errorf("%s is left out (%s) but was never recorded", route, reason)
		}
	}
}

// TestEveryRouteIsReplayed: the client's source has no route that the replays do not ask for.
func TestEveryRouteIsReplayed(t *testing.T) {
	files, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	literal := regexp.MustCompile(`\b(?:get|list)\[.*\]\("(/(?:main|analysis)/api/[^"]*)"\)`)
	var routes []string
	for _, f := range files {
		if strings.HasSuffix(f, "_test.go") {
			continue
		}
		source, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range literal.FindAllStringSubmatch(string(source), -1) {
			routes = append(routes, m[1])
		}
	}
	if len(routes) < len(mainReplays) {
		t.Fatalf("only %d routes found in the source", len(routes))
	}
	var asked []string
	for _, r := range replays {
		asked = append(asked, strings.TrimPrefix(r.route, "/server"))
	}
	for _, route := range routes {
		if !slices.Contains(asked, route) {
			t.Errorf("no replay asks for %s", route)
		}
	}
	for _, route := range asked {
		if !slices.Contains(routes, route) {
			t.Errorf("a replay asks for %s, which is not in the source", route)
		}
	}
}

// TestRoutesArePatterns: a fake server can serve every route as it is written.
func TestRoutesArePatterns(t *testing.T) {
	defer func() {
		if r := recover(); r != nil {
			t.Error(r)
		}
	}()
	mux := http.NewServeMux()
	seen := map[string]bool{}
	for _, r := range replays {
		if !seen[r.route] {
			mux.Handle("GET "+r.pattern(), http.NotFoundHandler()) // panics when two routes are in each other's way
		}
		seen[r.route] = true
	}
}
