package apitest

import (
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"
)

// recording is what a real server answered once.
type recording struct {
	Name, Note string
	Request    struct {
		Method, Path, Query string
		TokenOf             string `json:"token_of"`
		Headers             map[string]string
		Body                any
	}
	Response struct {
		Status      int
		ContentType string `json:"content_type"`
		Body        any
		Headers     map[string]string
	}

	route string // the pattern, of a served or an unserved route; "" when there is none
}

// recordedIn are the folders with recordings: those that the repository has, and the whole set, where it is at hand.
var recordedIn = []string{"../testdata/recordings", "../../../shared/tca/recordings"}

// recordings are all that were made of GET, read once.
func recordings(t *testing.T) []recording {
	t.Helper()
	return recorded(t, http.MethodGet)
}

// recorded are those of one method.
func recorded(t *testing.T, method string) []recording {
	t.Helper()
	all, err := readRecordings()
	if err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(filepath.FromSlash(recordedIn[1])); err != nil {
		t.Skipf("the whole set of recordings is not in %s: the fake's answers are compared with nothing", recordedIn[1])
	}
	return slices.DeleteFunc(slices.Clone(all), func(r recording) bool { return r.Request.Method != method })
}

var readRecordings = sync.OnceValues(func() ([]recording, error) {
	var files []string
	for _, in := range recordedIn {
		found, err := filepath.Glob(filepath.Join(filepath.FromSlash(in), "*.json"))
		if err != nil {
			return nil, err
		}
		files = append(files, found...)
	}
	var all []recording
	seen := map[string]bool{}
	for _, f := range files {
		if seen[filepath.Base(f)] {
			continue // of both
		}
		seen[filepath.Base(f)] = true
		raw, err := os.ReadFile(f)
		if err != nil {
			return nil, err
		}
		var r recording
		if err := json.Unmarshal(raw, &r); err != nil {
			return nil, fmt.Errorf("%s: %w", f, err)
		}
		r.route = routeOf(r.Request.Path)
		all = append(all, r)
	}
	return all, nil
})

// routeOf finds the pattern of a path.
func routeOf(path string) string {
	path = slashes.ReplaceAllString(path, "/")
	best := ""
	for pattern, expr := range patterns() {
		if expr.MatchString(path) && (best == "" || strings.Count(pattern, "{") < strings.Count(best, "{")) {
			best = pattern
		}
	}
	return best
}

var patterns = sync.OnceValue(func() map[string]*regexp.Regexp {
	all := make(map[string]*regexp.Regexp)
	for _, rt := range routes() {
		all[rt.path] = expression(rt.path)
	}
	for route := range unserved {
		all[route] = expression(route)
	}
	return all
})

var placeOfName, placeOfNumber = regexp.MustCompile(`\\\{(org|team)\\\}`), regexp.MustCompile(`\\\{\w+\\\}`)

// expression matches the paths of a route.
func expression(route string) *regexp.Regexp {
	names := placeOfName.ReplaceAllString(regexp.QuoteMeta(route), `[^/]+`)
	return regexp.MustCompile("^" + placeOfNumber.ReplaceAllString(names, `\d+`) + "$")
}

// shape is what answers have in common: which kinds a value had, which keys an object, and what a list held.
type shape struct {
	kinds   map[string]bool
	objects int
	keys    map[string]*shape
	times   map[string]int
	item    *shape
}

func kindOf(v any) string {
	switch v.(type) {
	case nil:
		return "null"
	case bool:
		return "bool"
	case float64:
		return "number"
	case string:
		return "string"
	case []any:
		return "list"
	}
	return "object"
}

func (s *shape) learn(v any) *shape {
	if s == nil {
		s = &shape{kinds: map[string]bool{}, keys: map[string]*shape{}, times: map[string]int{}}
	}
	s.kinds[kindOf(v)] = true
	switch v := v.(type) {
	case map[string]any:
		s.objects++
		for k, x := range v {
			s.keys[k] = s.keys[k].learn(x)
			s.times[k]++
		}
	case []any:
		for _, x := range v {
			s.item = s.item.learn(x)
		}
	}
	return s
}

// leaves collects the kinds that a key's value had anywhere.
func (s *shape) leaves(into map[string]map[string]bool) {
	if s == nil {
		return
	}
	s.item.leaves(into)
	for k, x := range s.keys {
		if into[k] == nil {
			into[k] = map[string]bool{}
		}
		maps.Copy(into[k], x.kinds)
		x.leaves(into)
	}
}

// countObject tells whether an object has only the keys that occurred.
func countObject(path string) bool {
	last := path[strings.LastIndex(path, ".")+1:]
	if strings.HasSuffix(last, "_detail") || strings.HasSuffix(last, "_summary") && last != "default_summary" && last != "custom_summary" {
		return true
	}
	parent := strings.TrimSuffix(path, "."+last)
	return strings.Contains(path, "_detail.") || strings.Contains(path, "n_summary.") || strings.Contains(path, "l_summary.") ||
		strings.HasSuffix(parent, "codelint[]") || strings.HasSuffix(path, "codelint[]") || strings.HasSuffix(path, "codemetric[]")
}

// differ lists how a value is unlike everything recorded. kin are kinds that the same keys had on related routes.
func (s *shape) differ(v any, path string, kin map[string]map[string]bool) []string {
	if s == nil {
		return []string{path + ": nothing of the kind was recorded"}
	}
	kind := kindOf(v)
	key := strings.TrimSuffix(path[strings.LastIndex(path, ".")+1:], "[]")
	if !s.kinds[kind] {
		if kin[key][kind] {
			return nil
		}
		return []string{fmt.Sprintf("%s: %s, recorded were %v", path, kind, slices.Sorted(maps.Keys(s.kinds)))}
	}
	var all []string
	switch v := v.(type) {
	case map[string]any:
		for k, x := range v {
			if s.keys[k] == nil {
				if !countObject(path) {
					all = append(all, path+"."+k+": a key that was never recorded")
				}
				continue
			}
			all = append(all, s.keys[k].differ(x, path+"."+k, kin)...)
		}
		for k := range s.keys {
			if _, ok := v[k]; !ok && s.times[k] == s.objects && !countObject(path) {
				all = append(all, path+"."+k+": missing")
			}
		}
	case []any:
		for _, x := range v {
			all = append(all, s.item.differ(x, path+"[]", kin)...)
		}
	}
	return all
}

// answer is what the fake says.
type answer struct {
	status int
	kind   string // of the content
	header http.Header
	text   string
	body   any
}

func (a answer) data() any {
	o, _ := a.body.(map[string]any)
	return o["data"]
}

// results are the items of a page.
func (a answer) results() []map[string]any {
	o, _ := a.data().(map[string]any)
	list, _ := o["results"].([]any)
	var all []map[string]any
	for _, x := range list {
		m, _ := x.(map[string]any)
		all = append(all, m)
	}
	return all
}

func (a answer) count() int {
	o, _ := a.data().(map[string]any)
	n, _ := o["count"].(float64)
	return int(n)
}

// get asks the fake, and follows nothing.
func get(t *testing.T, s *Server, token, path string, header ...string) answer {
	t.Helper()
	return send(t, s, http.MethodGet, token, path, "", header...)
}

// post sends JSON.
func post(t *testing.T, s *Server, token, path, body string) answer {
	t.Helper()
	return send(t, s, http.MethodPost, token, path, body, "Content-Type", jsonType)
}

func send(t *testing.T, s *Server, method, token, path, body string, header ...string) answer {
	t.Helper()
	req, err := http.NewRequestWithContext(t.Context(), method, s.URL()+path, strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	req.Header.Set("Accept", "application/json")
	if token != "" {
		req.Header.Set("Authorization", "Token "+token)
	}
	for i := 0; i < len(header); i += 2 {
		req.Header.Set(header[i], header[i+1])
	}
	resp, err := http.DefaultTransport.RoundTrip(req)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = resp.Body.Close() }()
	raw, err := io.ReadAll(resp.Body)
	if err != nil {
		t.Fatal(err)
	}
	kind, _, _ := strings.Cut(resp.Header.Get("Content-Type"), ";")
	a := answer{status: resp.StatusCode, kind: kind, header: resp.Header, text: string(raw)}
	if kind == jsonType {
		if err := json.Unmarshal(raw, &a.body); err != nil {
			t.Fatalf("%s: %v", path, err)
		}
	}
	return a
}

func serve(tb testing.TB, o Options) *Server {
	tb.Helper()
	s, err := New(o)
	if err != nil {
		tb.Fatal(err)
	}
	tb.Cleanup(func() {
		if err := s.Close(); err != nil {
			tb.Error(err)
		}
	})
	return s
}
