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
	"strconv"
	"strings"
	"tcabot/api"
	"tcabot/api/secret"
	"testing"
)

type recording struct {
	Name    string
	Request struct {
		Method, Path, Query string
		TokenOf             string `json:"token_of"`
	}
	Response struct {
		Status      int
		ContentType string `json:"content_type"`
		Body        json.RawMessage
		Headers     map[string]string
	}
}

const token = "0123456789abcdef0123456789abcdef01234567"

func (r recording) body() []byte {
	var text string
	if json.Unmarshal(r.Response.Body, &text) == nil {
		return []byte(text)
	}
	return r.Response.Body
}

var routes = []struct {
	path *regexp.Regexp
	call func(context.Context, *api.Client, []string) (got any, err error)
}{
	{regexp.MustCompile(`^/server/main/api/v3/authen/userinfo/$`), func(ctx context.Context, c *api.Client, _ []string) (any, error) { return c.Me(ctx) }},
	{regexp.MustCompile(`^/server/main/api/v3/orgs/$`), func(ctx context.Context, c *api.Client, _ []string) (any, error) {
		return c.Orgs(ctx, api.OrgFilter{}, api.Window{})
	}},
	{regexp.MustCompile(`^/server/main/api/v3/orgs/([^/]+)/teams/$`), func(ctx context.Context, c *api.Client, a []string) (any, error) {
		return c.Teams(ctx, a[0], api.TeamFilter{})
	}},
	{regexp.MustCompile(`^/server/main/api/v3/orgs/([^/]+)/repos/$`), func(ctx context.Context, c *api.Client, a []string) (any, error) {
		return c.OrgRepos(ctx, a[0], api.RepoFilter{}, api.Window{})
	}},
	{regexp.MustCompile(`^/server/main/api/orgs/([^/]+)/teams/([^/]+)/repos/$`), func(ctx context.Context, c *api.Client, a []string) (any, error) {
		return c.Repos(ctx, api.TeamRef{Org: a[0], Team: a[1]}, api.RepoFilter{}, api.Window{})
	}},
	{regexp.MustCompile(`^/server/main/api/orgs/([^/]+)/teams/([^/]+)/repos/(\d+)/$`), func(ctx context.Context, c *api.Client, a []string) (any, error) {
		return c.Repo(ctx, repoRef(a))
	}},
	{regexp.MustCompile(`^/server/main/api/orgs/([^/]+)/teams/([^/]+)/repos/(\d+)/branches/$`), func(ctx context.Context, c *api.Client, a []string) (any, error) {
		return c.Branches(ctx, repoRef(a), api.Window{})
	}},
	{regexp.MustCompile(`^/server/main/api/v3/orgs/([^/]+)/teams/([^/]+)/repos/(\d+)/branchnames/$`), func(ctx context.Context, c *api.Client, a []string) (any, error) {
		return c.BranchNames(ctx, repoRef(a), "", api.Window{})
	}},
}

func repoRef(a []string) api.RepoRef {
	id, _ := strconv.ParseInt(a[2], 10, 64)
	return api.RepoRef{TeamRef: api.TeamRef{Org: a[0], Team: a[1]}, ID: id}
}

// TestRecordings replays what a real server answered on our routes through the client.
func TestRecordings(t *testing.T) {
	dir := filepath.Join("..", "..", "shared", "tca", "recordings")
	if _, err := os.Stat(dir); err != nil {
		dir = filepath.Join("testdata", "recordings")
	}
	files, err := filepath.Glob(filepath.Join(dir, "*.json"))
	if err != nil {
		t.Fatal(err)
	}
	good, bad := 0, 0
	for _, f := range files {
		raw, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		var r recording
		if json.Unmarshal(raw, &r) != nil || r.Request.Method != http.MethodGet {
			continue
		}
		for _, route := range routes {
			m := route.path.FindStringSubmatch(r.Request.Path)
			if m == nil {
				continue
			}
			t.Run(r.Name, func(t *testing.T) {
				srv := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
					for k, v := range r.Response.Headers {
						w.Header().Set(k, v)
					}
					w.Header().Set("Content-Type", r.Response.ContentType)
					w.WriteHeader(r.Response.Status)
					_, _ = w.Write(r.body())
				}))
				defer srv.Close()
				c, err := api.New(api.Config{URL: srv.URL})
				if err != nil {
					t.Fatal(err)
				}
				got, err := route.call(t.Context(), c.As(secret.New(token), "x"), m[1:])
				if r.Response.Status == http.StatusOK && r.Response.ContentType == "application/json" {
					good++
					if err != nil {
						t.Fatal(err)
					}
					compare(t, r, got)
					return
				}
				bad++
				if want := kind(r.Response.Status); !errors.Is(err, want) {
					t.Errorf("status %d gives %v, want %v", r.Response.Status, err, want)
				}
				if e, ok := errors.AsType[*api.Error](err); ok && r.Response.Status >= 500 && e.Msg != "" {
					t.Errorf("keeps something of a %d: %q", r.Response.Status, e.Msg)
				}
			})
		}
	}
	if good < 8 || bad < 8 {
		t.Fatalf("replayed %d good and %d bad answers: too few", good, bad)
	}
	t.Logf("replayed %d good and %d bad answers", good, bad)
}

// compare finds whether names, IDs and counts came through.
func compare(t *testing.T, r recording, got any) {
	t.Helper()
	var env struct{ Data json.RawMessage }
	if err := json.Unmarshal(r.body(), &env); err != nil {
		t.Fatal(err)
	}
	var page struct {
		Count   int
		Results []struct {
			ID           int64
			Name, Branch string
			Created      string `json:"created_time"`
		}
	}
	_ = json.Unmarshal(env.Data, &page)
	switch got := got.(type) {
	case api.Page[api.Repo]:
		if got.Total != page.Count || len(got.Items) != len(page.Results) {
			t.Fatalf("%d of %d, want %d of %d", len(got.Items), got.Total, len(page.Results), page.Count)
		}
		for i, p := range got.Items {
			if p.ID != page.Results[i].ID || p.Name != page.Results[i].Name || p.Created.IsZero() || p.Team.Org == "" || p.Creator.Username == "" {
				t.Errorf("repository %d: %+v", i, p)
			}
		}
	case api.Page[api.Branch]:
		for i, b := range got.Items {
			if b.Name != page.Results[i].Branch || got.Total != page.Count {
				t.Errorf("branch %d: %+v", i, b)
			}
		}
	case api.Page[string]:
		if got.Total != page.Count || len(got.Items) != len(page.Results) {
			t.Errorf("%d of %d names", len(got.Items), got.Total)
		}
	case api.Page[api.Org]:
		for _, o := range got.Items {
			if o.SID == "" || o.Name == "" || o.Status == 0 {
				t.Errorf("organisation %+v", o)
			}
		}
	case api.Page[api.Team]:
		for _, team := range got.Items {
			if team.Name == "" || team.Org.SID == "" || team.Status == 0 {
				t.Errorf("team %+v", team)
			}
		}
	case api.Repo:
		if got.ID == 0 || got.Name == "" || got.Created.IsZero() {
			t.Errorf("repository %+v", got)
		}
	case api.Me:
		if got.Username == "" || got.Nickname == "" {
			t.Errorf("me %+v", got)
		}
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

func FuzzAnswer(f *testing.F) {
	f.Add(200, "application/json", `{"data":{"count":1,"results":[{"id":1,"name":"x","created_time":"2026-11-23 22:00:11.2+00:00"}]},"code":0}`)
	f.Add(400, "application/json", `{"code":1000,"msg":"cd_error x","invalid_fields":[{"field":"a","message":"b"},{"field":"a","message":["b"]}]}`)
	f.Add(500, "text/plain", "Traceback "+token)
	f.Add(404, "text/html", "<html>"+token)
	f.Fuzz(func(t *testing.T, status int, contentType, body string) {
		c, err := api.New(api.Config{URL: "http://tca.invalid", Transport: transport(func(*http.Request) (*http.Response, error) {
			rec := httptest.NewRecorder()
			rec.Header().Set("Content-Type", contentType)
			rec.WriteHeader(200 + abs(status)%400)
			_, _ = rec.WriteString(body)
			resp := rec.Result()
			if resp.StatusCode == 429 || resp.StatusCode >= 502 && resp.StatusCode <= 504 {
				resp.StatusCode = 500 // these are tried again, after a pause
			}
			return resp, nil
		})})
		if err != nil {
			t.Fatal(err)
		}
		_, err = c.As(secret.New(token), "x").Repos(t.Context(), api.TeamRef{Org: "o", Team: "t"}, api.RepoFilter{}, api.Window{})
		if e, ok := errors.AsType[*api.Error](err); ok && (strings.Contains(e.Error()+e.Msg, token) || len([]rune(e.Msg)) > 300) {
			t.Errorf("%v: %q", e, e.Msg)
		}
	})
}

func abs(n int) int { return max(n, -n, 0) }

type transport func(*http.Request) (*http.Response, error)

func (f transport) RoundTrip(r *http.Request) (*http.Response, error) { return f(r) }

func BenchmarkDecodePage(b *testing.B) {
	item := `{"id":1,"name":"payments-api","scm_url":"http://git.example.com/x/y","branch_count":2,"created_time":"2026-11-23 22:00:11.282806+00:00","recent_active":{"id":1,"branch_name":"master","active_time":"2026-11-23T21:57:35.440456Z","code_line_num":5},"creator":{"username":"a","nickname":"b"},"project_team":{"name":"t","display_name":"T","org_sid":"o"}}`
	body := `{"code":0,"data":{"count":137,"results":[` + strings.TrimSuffix(strings.Repeat(item+",", 10), ",") + `]}}`
	c, err := api.New(api.Config{URL: "http://tca.invalid", Transport: transport(func(*http.Request) (*http.Response, error) {
		rec := httptest.NewRecorder()
		rec.Header().Set("Content-Type", "application/json")
		_, _ = rec.WriteString(body)
		return rec.Result(), nil
	})})
	if err != nil {
		b.Fatal(err)
	}
	b.ReportAllocs()
	for b.Loop() {
		if _, err := c.Repos(b.Context(), api.TeamRef{Org: "o", Team: "t"}, api.RepoFilter{}, api.Window{}); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/10, "ns/row")
}
