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

// perProject is where the documented routes of the analysis service begin.
const perProject = "/analysis/api/orgs/{org}/teams/{team}/repos/{repo}/projects/{project}/"

// neverGood are the client's routes that no recorded answer is a success of, each with the reason.
var neverGood = map[string]string{
	perProject + "codelint/crscans/{scan}/issues/":     "the manual has it, the server does not",
	perProject + "codemetric/dupissues/{issue}/state/": "the server makes the change and then fails",
	perProject + "codemetric/dupissues/{issue}/owner/": "the server makes the change and then fails",

	"/main/api/v3/orgs/{org}/teams/{team}/repos/{repo}/copyscheme/": "it was read in the server's code and not recorded",
}

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
	router := newRouter(t, slices.Concat(replays, writing("")))
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
	literal := regexp.MustCompile(`\b(?:get|list|post|put|remove)(?:\[.*\])?\("(/(?:main|analysis)/api/[^"]*)"\)`)
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
	for _, r := range slices.Concat(replays, writing("")) {
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
	for _, r := range slices.Concat(replays, writing("")) {
		if !seen[r.route] {
			mux.Handle(r.pattern(), http.NotFoundHandler()) // panics when two routes are in each other's way
		}
		seen[r.route] = true
	}
}
