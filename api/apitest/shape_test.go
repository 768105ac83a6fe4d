package apitest

import (
	"fmt"
	"maps"
	"net/http"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// notReplayed are recordings the fake does not answer for, with the reason.
var notReplayed = map[string]string{
	"analysis-down-":          "a service was down; Inject does that",
	"db-":                     "a database was down or just back; Inject does that",
	"debugoff-":               "debug mode was off; every shipped configuration has it on",
	"proxy-":                  "a service was down or hung; Inject does that",
	"job-tasks-node-identity": "a scanning node's own header",
	"userinfo-token":          "a page that shows the token; nothing of ours asks for it",
	"temp-token-main":         "a made-up token of another service",
	"v3-issues-download-csv":  "a file, not an answer",
	"project-delete-then":     "the fake deletes nothing",
	"repo-delete-then":        "the fake deletes nothing",
	"repo-detail-noauth":      "a repository of its own",
	"session-":                "another service",
	"auth-header-codedog-bad": "another scheme of sign-in",
	"issues-idor-other-repo":  "a team that is open to somebody else; what it shows is in issues-idor-member-foreign, too",
}

// unserved are routes that a real server has and the fake does not, each with the reason. A recording of one of them is
// not replayed; what it shows of the fields that other routes have, too, is still learned.
var unserved = map[string]string{
	"/server/main/api/v3/authen/userinfo/token/": "shows the token",
	analysis3 + "codelint/issues/download/":      "a file",
	"/server/main/":                              "served without a route",
	"/server/main/api/authen/scmallaccounts/":    unused,
	"/server/main/api/v3/authen/scmauthinfo/":    unused,
	"/server/main/api/v3/orgs/{org}/status/":     unused,
	mainV3:                                       unused,
	mainV1 + "repos/schemeinfo/":                 unused,
	mainV3 + "repos/{repo}/auth/":                unused,
	mainV3 + "repos/{repo}/branchnames/":         unused,
	mainV3 + "repos/{repo}/branch/projects/":     unused,
	analysis3:                                    unused,
}

const unused = "the client does not ask for it"

// kin are routes that show the same records: a field that may be null in one may be in the other.
var kin = map[string][]string{
	metric1 + "ccfiles/{file}/":                         {metric1 + "ccfiles/"},
	metric1 + "ccfiles/{file}/ccissues/":                {metric1 + "ccissues/", metric1 + "ccfiles/"},
	metric1 + "ccissues/{function}/":                    {metric1 + "ccissues/", metric1 + "ccfiles/"},
	metric1 + "ccissues/history/":                       {metric1 + "ccissues/", metric1 + "ccfiles/"},
	metric1 + "ccissues/":                               {metric1 + "ccfiles/"},
	metric1 + "dupfiles/{file}/":                        {metric1 + "dupfiles/"},
	metric1 + "dupfiles/{file}/blocks/":                 {metric1 + "dupfiles/"},
	metric1 + "dupfiles/{file}/history/":                {metric1 + "dupfiles/"},
	metric1 + "dupfiles/{file}/blocks/{block}/":         {metric1 + "dupfiles/"},
	metric1 + "dupfiles/{file}/blocks/{block}/related/": {metric1 + "dupfiles/"},
	metric1 + "clocfiles/{file}/":                       {metric1 + "clocfiles/"},
	metric1 + "clocs/":                                  {metric1 + "clocfiles/"},
	lint1 + "issues/{issue}/":                           {lint1 + "issues/"},
	mainV1 + "repos/{repo}/":                            {mainV1 + "repos/"},
	project1:                                            {mainV1 + "repos/"},
	overviews1 + "lintscans/":                           {overviews1},
	overviews1 + "clocscans/":                           {overviews1},
	analysis1 + "scans/{scan}/":                         {analysis1 + "scans/", overviews1},
	analysis1 + "scans/latest/":                         {analysis1 + "scans/", analysis1 + "scans/{scan}/", overviews1},
	analysis1 + "scans/":                                {overviews1, analysis1 + "scans/{scan}/"},
	overviews1 + "latestscan/":                          {overviews1},
	overviews1:                                          {analysis1 + "scans/"},
	overviews1 + "checktoolscans/":                      {overviews1 + "cycscans/", overviews1},
	project1 + "jobs/{job}/tasks/{task}/":               {project1 + "jobs/{job}/"},
	"/server/main/api/orgs/{org}/":                      {"/server/main/api/orgs/"},
}

// anywhere are kinds that a key may have on every route, with the reason.
var anywhere = map[string][]string{
	"avatar":   {"null"},           // a user has the same fields everywhere, and both were recorded
	"next":     {"null", "string"}, // so do pages
	"previous": {"null", "string"},
}

// twin is a route without its version.
func twin(route string) string { return strings.Replace(route, "/api/v3/", "/api/", 1) }

// learned is what was recorded of each route's good answers.
func learned(all []recording) (shapes map[string]*shape, related map[string]map[string]map[string]bool) {
	shapes = make(map[string]*shape)
	for _, r := range all {
		body, ok := r.Response.Body.(map[string]any)
		if ok && r.route != "" && r.Response.Status == http.StatusOK {
			shapes[twin(r.route)] = shapes[twin(r.route)].learn(body["data"])
		}
	}
	related = make(map[string]map[string]map[string]bool)
	for route := range shapes {
		related[route] = make(map[string]map[string]bool)
		for key, kinds := range anywhere {
			related[route][key] = make(map[string]bool)
			for _, kind := range kinds {
				related[route][key][kind] = true
			}
		}
	}
	for route, others := range kin {
		for _, other := range others {
			if related[twin(route)] != nil {
				shapes[twin(other)].leaves(related[twin(route)])
			}
		}
	}
	return shapes, related
}

// excused reports whether a recording is one that the fake need not answer for.
func excused(r recording) bool {
	for prefix := range notReplayed {
		if strings.HasPrefix(r.Name, prefix) {
			return true
		}
	}
	return unserved[r.route] != ""
}

// TestRoutesServed finds routes that answered a real client and that the fake lacks without a reason.
func TestRoutesServed(t *testing.T) {
	t.Parallel()
	for _, r := range recordings(t) {
		if r.route != "" || r.Response.Status != http.StatusOK || r.Response.ContentType != jsonType {
			continue
		}
		t.Errorf("%s: no route for %s", r.Name, r.Request.Path)
	}
	for _, rt := range routes() {
		if reason := unserved[rt.path]; reason != "" {
			t.Errorf("%s is served, although %s", rt.path, reason)
		}
	}
}

// TestReplay asks the fake what a real server was asked, of the sample's own things, and compares everything but the
// values.
func TestReplay(t *testing.T) {
	t.Parallel()
	all := recordings(t)
	shapes, related := learned(all)
	w := newReplay(t)
	replayed := 0
	for _, r := range all {
		if excused(r) {
			continue
		}
		t.Run(r.Name, func(t *testing.T) {
			replayed++
			var header []string
			for k, v := range r.Request.Headers {
				header = append(header, k, tokenLike.ReplaceAllString(v, w.sample.Admin))
			}
			path := w.path(r)
			got := get(t, w.s, w.tokens[r.Request.TokenOf], path, header...)
			if got.status != r.Response.Status {
				t.Fatalf("%s gives %d, want %d: %.300s", path, got.status, r.Response.Status, got.text)
			}
			want, _, _ := strings.Cut(r.Response.ContentType, ";")
			if strings.Contains(r.Note, "debug mode off") {
				want = got.kind
			}
			if got.kind != want {
				t.Errorf("%s is %s, want %s", path, got.kind, want)
			}
			for _, name := range []string{"Allow", "WWW-Authenticate"} {
				if want := r.Response.Headers[name]; want != "" && got.header.Get(name) != want {
					t.Errorf("%s: %s is %q, want %q", path, name, got.header.Get(name), want)
				}
			}
			if (r.Response.Headers["Location"] != "") != strings.HasPrefix(got.header.Get("Location"), "/api/") {
				t.Errorf("%s leads to %q, want like %q", path, got.header.Get("Location"), r.Response.Headers["Location"])
			}
			if body, ok := r.Response.Body.(map[string]any); ok {
				compareBodies(t, got, body, shapes[twin(r.route)], related[twin(r.route)])
			}
		})
	}
	t.Logf("replayed %d recordings", replayed)
	if replayed < 400 {
		t.Errorf("replayed %d recordings: too few", replayed)
	}
}

var tokenLike = regexp.MustCompile(`\b[0-9a-f]{40}\b`)

var numbers = regexp.MustCompile(`\d+`)

func compareBodies(t *testing.T, got answer, want map[string]any, s *shape, kin map[string]map[string]bool) {
	t.Helper()
	body, _ := got.body.(map[string]any)
	if a, b := slices.Sorted(maps.Keys(body)), slices.Sorted(maps.Keys(want)); !slices.Equal(a, b) {
		t.Fatalf("envelope has %v, want %v", a, b)
	}
	if got.status == http.StatusOK || got.status == http.StatusCreated {
		if s == nil {
			return // served without a route
		}
		a, _ := got.data().(map[string]any)
		b, _ := want["data"].(map[string]any)
		for _, link := range []string{"next", "previous"} {
			if a[link] != nil && b[link] != nil && linkForm(a[link]) != linkForm(b[link]) {
				t.Errorf("%s is %v, want like %v", link, a[link], b[link])
			}
		}
		for _, problem := range s.differ(got.data(), "data", kin) {
			t.Error(problem)
		}
		return
	}
	for _, key := range []string{"status_code", "code", "invalid_fields", "msg"} {
		a, b := numbers.ReplaceAllString(fmt.Sprint(body[key]), "#"), numbers.ReplaceAllString(fmt.Sprint(want[key]), "#")
		if a != b {
			t.Errorf("%s is %s, want %s", key, a, b)
		}
	}
}

// linkForm is the host of a link and the names of its parameters in their order.
func linkForm(link any) string {
	text, _ := link.(string)
	address, query, _ := strings.Cut(text, "?")
	names := regexp.MustCompile(`=[^&]*`).ReplaceAllString(query, "")
	return strings.Join(strings.SplitN(address, "/", 5)[:4], "/") + "?" + names
}
