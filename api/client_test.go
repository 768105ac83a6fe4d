package api_test

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"net/http/httptest"
	"strings"
	"tcabot/api"
	"tcabot/api/secret"
	"testing"
)

// transport answers requests without a network.
type transport func(*http.Request) (*http.Response, error)

func (f transport) RoundTrip(r *http.Request) (*http.Response, error) { return f(r) }

// reply makes an answer.
func reply(status int, contentType, body string) *http.Response {
	rec := httptest.NewRecorder()
	rec.Header().Set("Content-Type", contentType)
	rec.WriteHeader(status)
	_, _ = rec.WriteString(body)
	return rec.Result()
}

func clientOf(tb testing.TB, f transport) *api.Client {
	tb.Helper()
	c, err := api.New(api.Config{URL: "http://tca.invalid", Transport: f})
	if err != nil {
		tb.Fatal(err)
	}
	return c.As(secret.New(token), "x")
}

// noData is an envelope that every call can read: an empty page, and an object without fields.
const noData = `{"data":{"count":0,"results":[]},"code":0,"msg":"x","status_code":200}`

// TestPathValues sends hostile values through every kind of path and looks where they would arrive.
func TestPathValues(t *testing.T) {
	tests := []struct {
		name, value string
		sent        bool
	}{
		{"usual", "K9fQ2mXz7Lp", true},
		{"empty", "", false},
		{"dot", ".", false},
		{"two dots", "..", false},
		{"slash", "a/b", false},
		{"climbing", "../../v3/authen/userinfo/token", false},
		{"leading slash", "/", false},
		{"escaped already", "%2e%2e%2fx", true},
		{"query", "a?limit=1", true},
		{"fragment", "a#b", true},
		{"semicolon", "a;b=c", true},
		{"space and plus", "a +b", true},
		{"Chinese", "项目", true},
		{"three dots", "...", true},
		{"line break", "a\r\nHost: evil", true},
	}
	calls := []struct {
		pattern string
		call    func(context.Context, *api.Client, string) error
	}{
		{orgV3, func(ctx context.Context, c *api.Client, v string) error { return only(c.Org(ctx, v)) }},
		{orgV3 + "teams/", func(ctx context.Context, c *api.Client, v string) error {
			return only(c.Teams(ctx, v, api.TeamFilter{}))
		}},
		{teamV3 + "memberconf/", func(ctx context.Context, c *api.Client, v string) error {
			return only(c.TeamMembers(ctx, api.TeamRef{Org: "o", Team: v}))
		}},
		{repoV1 + "projects/{project}/jobs/{job}/detail/", func(ctx context.Context, c *api.Client, v string) error {
			return only(c.Job(ctx, api.JobRef{Project: api.ProjectRef{Repo: api.RepoRef{TeamRef: api.TeamRef{Org: v, Team: v}}}}))
		}},
	}
	for _, tt := range tests {
		for _, call := range calls {
			t.Run(tt.name+call.pattern, func(t *testing.T) {
				mux := http.NewServeMux()
				for _, r := range mainReplays {
					mux.HandleFunc("GET "+r.pattern(), func(_ http.ResponseWriter, q *http.Request) {
						if r.route != call.pattern {
							t.Errorf("%q arrives at %s", q.URL, r.route)
						}
						if team, org := q.PathValue("team"), q.PathValue("org"); team != tt.value && org != tt.value {
							t.Errorf("arrives as %q and %q", org, team)
						}
					})
				}
				asked := 0
				c := clientOf(t, func(r *http.Request) (*http.Response, error) {
					asked++
					mux.ServeHTTP(httptest.NewRecorder(), r)
					return reply(200, "application/json", noData), nil
				})
				err := call.call(t.Context(), c, tt.value)
				if tt.sent != (asked == 1) {
					t.Errorf("%d requests, want it sent: %t", asked, tt.sent)
				}
				if !tt.sent && !errors.Is(err, api.ErrNotFound) {
					t.Errorf("got %v, want %v", err, api.ErrNotFound)
				}
			})
		}
	}
}

// only drops what a call returned: these tests want its error.
func only[T any](_ T, err error) error { return err }

func TestRedirectsAreRefused(t *testing.T) {
	for _, status := range []int{301, 302, 303, 307, 308} {
		hosts := map[string]int{}
		elsewhere := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, _ *http.Request) { hosts["elsewhere"]++ }))
		srv := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			hosts["tca"]++
			http.Redirect(w, r, elsewhere.URL, status)
		}))
		c, err := api.New(api.Config{URL: srv.URL})
		if err != nil {
			t.Fatal(err)
		}
		_, err = c.As(secret.New(token), "x").Me(t.Context())
		if !errors.Is(err, api.ErrUnexpected) || hosts["elsewhere"] != 0 || hosts["tca"] != 1 {
			t.Errorf("%d: %v, requests %v", status, err, hosts)
		}
		srv.Close()
		elsewhere.Close()
	}
}

func TestWhatIsSent(t *testing.T) {
	var got *http.Request
	answer := transport(func(r *http.Request) (*http.Response, error) {
		got = r
		return reply(200, "application/json; charset=utf-8", noData), nil
	})
	c, err := api.New(api.Config{URL: "https://tca.invalid/tca/server/", Transport: answer, UserAgent: "tcabot/1"})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := c.As(secret.New(token), "x").Me(t.Context()); err != nil {
		t.Fatal(err)
	}
	if want := "https://tca.invalid/tca/server/main/api/v3/authen/userinfo/"; got.URL.String() != want {
		t.Errorf("asked for %s, want %s", got.URL, want)
	}
	for key, want := range map[string]string{
		"Authorization": "Token " + token, "Accept": "application/json", "User-Agent": "tcabot/1", "Content-Type": "",
	} {
		if v := got.Header.Get(key); v != want {
			t.Errorf("%s: %q, want %q", key, v, want)
		}
	}
	if _, err := c.Me(t.Context()); err != nil || got.Header.Get("Authorization") != "" {
		t.Errorf("without a token: %v, %q", err, got.Header)
	}
}

func TestConfig(t *testing.T) {
	for _, url := range []string{
		"", "tca.example.com", "ftp://x", "https://", "http://u:p@x", "http://x?a=b", "http://x#y", "://", "http://x\x7f",
	} {
		if _, err := api.New(api.Config{URL: url}); err == nil || strings.Contains(err.Error(), "u:p") {
			t.Errorf("%q: %v", url, err)
		}
	}
}

// TestAnswersThatAreNone: what is not the API's JSON is an error, whatever its status, and nothing of it is kept.
func TestAnswersThatAreNone(t *testing.T) {
	tests := []struct {
		name, contentType, body string
		status                  int
		want                    error
	}{
		{"web page", "text/html", "<html>" + token, 200, api.ErrUnexpected},
		{"text", "text/plain", "Weclome to TCA", 200, api.ErrUnexpected},
		{"no type", "", noData, 200, api.ErrUnexpected},
		{"cut short", "application/json", noData[:40], 200, api.ErrUnexpected},
		{"no envelope", "application/json", `{"count":0,"results":[]}`, 200, api.ErrUnexpected},
		{"no data", "application/json", `{"code":0,"msg":"ok"}`, 200, api.ErrUnexpected},
		{"other shape", "application/json", `{"code":0,"data":{"count":"many"}}`, 200, api.ErrUnexpected},
		{"list for object", "application/json", `{"code":0,"data":[1]}`, 200, api.ErrUnexpected},
		{"null for a list", "application/json", `{"code":0,"data":null}`, 200, api.ErrUnexpected},
		{"null for a list, with spaces", "application/json", `{"code":0,"data": null }`, 200, api.ErrUnexpected},
		{"a list without anything", "application/json", `{"code":0,"data":{}}`, 200, api.ErrUnexpected},
		{"a sentence for a list", "application/json", `{"code":0,"data":{"detail":"x"}}`, 200, api.ErrUnexpected},
		{"a list without a count", "application/json", `{"code":0,"data":{"results":[]}}`, 200, api.ErrUnexpected},
		{"a list without results", "application/json", `{"code":0,"data":{"count":0,"results":null}}`, 200, api.ErrUnexpected},
		{"failed with 200", "application/json", `{"code":1000,"msg":"no","data":null}`, 200, api.ErrInvalid},
		{"too big", "application/json", `{"code":0,"data":"` + strings.Repeat("x", 9<<20) + `"}`, 200, api.ErrUnexpected},
		{"debug page", "text/plain", "Traceback\nAuthorization: Token " + token, 500, api.ErrUnavailable},
		{"JSON of a 500", "application/json", `{"code":100,"msg":"` + token + `"}`, 500, api.ErrUnavailable},
		{"page of a proxy", "text/html", "<html>403</html>", 403, api.ErrForbidden},
		{"HTML of a 404", "text/html", "<html>404</html>", 404, api.ErrNotFound},
		{"conflict", "application/json", `{"code":1000,"msg":"x"}`, 409, api.ErrConflict},
		{"teapot", "application/json", `{"code":1000,"msg":"x"}`, 418, api.ErrInvalid},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			c := clientOf(t, func(*http.Request) (*http.Response, error) { return reply(tt.status, tt.contentType, tt.body), nil })
			_, err := c.Repos(t.Context(), api.TeamRef{Org: "o", Team: "t"}, api.RepoFilter{}, api.Window{})
			if !errors.Is(err, tt.want) {
				t.Fatalf("got %v, want %v", err, tt.want)
			}
			e, ok := errors.AsType[*api.Error](err)
			if !ok || e.Status != tt.status {
				t.Fatalf("got %#v", err)
			}
			text, _ := json.Marshal(e)
			if strings.Contains(e.Error()+string(text), token) || tt.status >= 500 && e.Msg != "" {
				t.Errorf("keeps too much: %s", text)
			}
		})
	}
}

// TestNullIsNoObject: null is not an object, a list that comes whole or a directory without anything in it.
func TestNullIsNoObject(t *testing.T) {
	for _, tt := range []struct {
		name, body string
		call       func(context.Context, *api.Client) error
	}{
		{"object", `{"code":0,"data":null}`, func(ctx context.Context, c *api.Client) error { return only(c.Me(ctx)) }},
		{"whole list", `{"code":0,"data":null}`, func(ctx context.Context, c *api.Client) error {
			return only(c.Teams(ctx, "o", api.TeamFilter{}))
		}},
		{"directory", `{"code":0,"data":null}`, func(ctx context.Context, c *api.Client) error { return only(c.LineDirs(ctx, someProject, "")) }},
		{"directory without lists", `{"code":0,"data":{"detail":"x"}}`, func(ctx context.Context, c *api.Client) error {
			return only(c.LineDirs(ctx, someProject, ""))
		}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			c := clientOf(t, func(*http.Request) (*http.Response, error) { return reply(200, "application/json", tt.body), nil })
			if err := tt.call(t.Context(), c); !errors.Is(err, api.ErrUnexpected) {
				t.Errorf("got %v", err)
			}
		})
	}
}
