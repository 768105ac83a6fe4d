package api_test

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"tcabot/api"
	"tcabot/api/secret"
	"testing"
)

// The contract: what a real server was recorded to answer, replayed through the client. The whole set of recordings
// lies beside the repository; a few of them are kept in testdata for those who have only the repository.

const token = "0123456789abcdef0123456789abcdef01234567"

type recording struct {
	Name    string
	Request struct {
		Method, Path, Query string
		TokenOf             string `json:"token_of"`
		Body                json.RawMessage
	}
	Response struct {
		Status      int
		ContentType string `json:"content_type"`
		Body        json.RawMessage
		Headers     map[string]string
	}
}

func (r recording) body() []byte {
	var text string
	if json.Unmarshal(r.Response.Body, &text) == nil {
		return []byte(text)
	}
	return r.Response.Body
}

// good reports whether the recorded answer is one of success.
func (r recording) good() bool {
	switch r.Response.Status {
	case http.StatusOK, http.StatusCreated:
		return r.Response.ContentType == "application/json"
	case http.StatusNoContent:
		return true
	default:
		return false
	}
}

// recordings reads the recorded GETs: those in testdata, and the others where the whole set is at hand, which whole tells.
func recordings(t *testing.T) (all []recording, whole bool) {
	t.Helper()
	return recorded(t, http.MethodGet)
}

// recorded reads the recordings of one method.
func recorded(t *testing.T, method string) (all []recording, whole bool) {
	t.Helper()
	dir := filepath.Join("..", "..", "shared", "tca", "recordings")
	if _, err := os.Stat(dir); err == nil {
		whole = true
	} else {
		t.Log("the whole set of recordings is not here: only the few in testdata are used")
	}
	seen := map[string]bool{}
	for _, in := range []string{filepath.Join("testdata", "recordings"), dir} {
		files, err := filepath.Glob(filepath.Join(in, "*.json"))
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range files {
			r := read(t, f)
			if r.Request.Method == method && !seen[r.Name] {
				all = append(all, r)
			}
			seen[r.Name] = true
		}
	}
	return all, whole
}

func read(t *testing.T, file string) (r recording) {
	t.Helper()
	raw, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(raw, &r); err != nil {
		t.Fatalf("%s: %v", file, err)
	}
	return r
}

// replay says which call of the client asks for a route, written as in the client.
type replay struct {
	route string
	call  func(ctx context.Context, c *api.Client, p params) (any, error)
}

var replays = slices.Concat(mainReplays, analysisReplays)

// pattern is the route as http.ServeMux takes it.
func (r replay) pattern() string { return pattern(r.route) }

func pattern(route string) string {
	return "/server" + strings.TrimPrefix(strings.TrimSuffix(route, "{$}"), "/server") + "{$}"
}

// params are the values in a recorded path.
type params struct{ r *http.Request }

func (p params) text(name string) string { return p.r.PathValue(name) }

func (p params) id(name string) int64 {
	id, _ := strconv.ParseInt(p.r.PathValue(name), 10, 64)
	return id
}

func (p params) org() string { return p.text("org") }

func (p params) team() api.TeamRef { return api.TeamRef{Org: p.text("org"), Team: p.text("team")} }

func (p params) repo() api.RepoRef { return api.RepoRef{TeamRef: p.team(), ID: p.id("repo")} }

func (p params) project() api.ProjectRef { return api.ProjectRef{Repo: p.repo(), ID: p.id("project")} }

func (p params) scheme() api.SchemeRef { return api.SchemeRef{Repo: p.repo(), ID: p.id("scheme")} }

func (p params) job() api.JobRef { return api.JobRef{Project: p.project(), ID: p.id("job")} }

// router finds the replays of a recorded path.
type router struct {
	mux    *http.ServeMux
	routes []replay
	at     params
}

func newRouter(t *testing.T, replays []replay) *router {
	t.Helper()
	r := &router{mux: http.NewServeMux()}
	byPattern := map[string][]replay{}
	for _, one := range replays {
		byPattern[one.pattern()] = append(byPattern[one.pattern()], one)
	}
	for pattern, same := range byPattern {
		r.mux.HandleFunc(pattern, func(_ http.ResponseWriter, q *http.Request) { r.routes, r.at = same, params{q} })
	}
	return r
}

// find returns the replays of a path, whatever the method. It gives none for a path with an ID that is no number: the client
// cannot ask for it.
func (r *router) find(path string) ([]replay, params) {
	r.routes = nil
	q, err := http.NewRequest(http.MethodGet, path, nil)
	if err != nil {
		return nil, params{}
	}
	r.mux.ServeHTTP(httptest.NewRecorder(), q)
	if r.routes == nil {
		return nil, params{}
	}
	for _, m := range wildcard.FindAllStringSubmatch(r.routes[0].route, -1) {
		if _, err := strconv.ParseInt(q.PathValue(m[1]), 10, 64); err != nil && m[1] != "org" && m[1] != "team" {
			return nil, params{}
		}
	}
	return r.routes, r.at
}

var wildcard = regexp.MustCompile(`\{(\w+)\}`)

// TestRecordings replays every recorded GET whose route the client has.
func TestRecordings(t *testing.T) {
	all, whole := recordings(t)
	var current recording
	var asked []string
	srv := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		asked = append(asked, r.URL.Path)
		for k, v := range current.Response.Headers {
			w.Header().Set(k, v)
		}
		w.Header().Set("Content-Type", current.Response.ContentType)
		w.WriteHeader(current.Response.Status)
		_, _ = w.Write(current.body())
	}))
	defer srv.Close()
	anonymous, err := api.New(api.Config{URL: srv.URL})
	if err != nil {
		t.Fatal(err)
	}
	c := anonymous.As(secret.New(token), "x")
	router, tags := newRouter(t, replays), tags{}
	good, bad := map[string]int{}, 0
	for _, current = range all {
		routes, at := router.find(current.Request.Path)
		for _, route := range routes {
			t.Run(current.Name, func(t *testing.T) {
				asked = nil
				got, err := route.call(t.Context(), c, at)
				if path := at.r.URL.Path; len(asked) == 0 || asked[0] != path {
					t.Errorf("asked for %q, want %q", asked, path)
				}
				if !current.good() {
					bad++
					refused(t, current, err)
					return
				}
				good[route.route]++
				if err != nil {
					t.Fatal(err)
				}
				compare(t, tags, current, got)
			})
		}
	}
	t.Logf("replayed %d good and %d bad answers on %d routes", sum(good), bad, len(good))
	if sum(good) < 8 || bad < 8 {
		t.Error("these are too few")
	}
	if !whole {
		t.Skip("whether every field and every route occurs cannot be told without the whole set")
	}
	tags.check(t)
	for _, r := range replays {
		if _, never := neverGood[r.route]; never == (good[r.route] > 0) {
			t.Errorf("%s: %d good answers, listed as never answered well: %t", r.route, good[r.route], never)
		}
	}
}

// refused finds whether a failed answer is an error of the right kind that keeps nothing of a broken server's page.
func refused(t *testing.T, r recording, err error) {
	t.Helper()
	if want := kind(r.Response.Status); !errors.Is(err, want) {
		t.Errorf("status %d gives %v, want %v", r.Response.Status, err, want)
	}
	e, ok := errors.AsType[*api.Error](err)
	if ok && r.Response.Status >= 500 && (e.Msg != "" || e.Code != 0 || e.Fields != nil) {
		t.Errorf("keeps something of a %d: %+v", r.Response.Status, e)
	}
	if ok && r.Response.Status == 400 && r.Response.ContentType == "application/json" && (e.Msg == "" || e.Code == 0) {
		t.Errorf("lost the words of a 400: %+v", e)
	}
}

func kind(status int) error {
	switch {
	case status == 401:
		return api.ErrUnauthorized
	case status == 403:
		return api.ErrForbidden
	case status == 404:
		return api.ErrNotFound
	case status >= 500:
		return api.ErrUnavailable
	case status >= 400:
		return api.ErrInvalid
	default:
		return api.ErrUnexpected
	}
}

func sum(counts map[string]int) (n int) {
	for _, c := range counts {
		n += c
	}
	return n
}
