package api_test

import (
	"context"
	"errors"
	"net/http"
	"net/url"
	"reflect"
	"strings"
	"tcabot/api"
	"testing"
	"time"
)

var (
	someTeam    = api.TeamRef{Org: "o", Team: "t"}
	someRepo    = api.RepoRef{TeamRef: someTeam, ID: 1}
	someProject = api.ProjectRef{Repo: someRepo, ID: 2}
	someScheme  = api.SchemeRef{Repo: someRepo, ID: 3}
)

// TestQueries: every filter becomes exactly these parameters, and what is zero becomes none.
func TestQueries(t *testing.T) {
	noon := time.Date(2026, 11, 24, 12, 0, 0, 0, time.UTC) // 20:00 in TCA's zone
	then := time.Date(2026, 1, 2, 23, 30, 0, 999, time.FixedZone("", -7*3600))
	long := strings.Repeat("长", 300)
	type ask func(context.Context, *api.Client) error
	tests := []struct {
		name string
		ask  ask
		want url.Values
	}{
		{"no filter", func(ctx context.Context, c *api.Client) error {
			return only(c.Projects(ctx, someRepo, api.ProjectFilter{}, api.Window{}))
		}, url.Values{}},
		{"projects", func(ctx context.Context, c *api.Client) error {
			return only(c.Projects(ctx, someRepo, api.ProjectFilter{
				Branch: "feature/登录-fix&co", Scheme: "默认", SchemeID: 7, Search: "dev", Path: "src/", Status: api.ProjectInactive,
				SchemeStatus: api.SchemeDisused, DefaultScheme: true,
			}, api.Window{}))
		}, url.Values{
			"branch": {"feature/登录-fix&co"}, "scan_scheme__name": {"默认"}, "scan_scheme": {"7"}, "branch_or_scheme": {"dev"},
			"scan_path": {"src/"}, "status": {"2"}, "scan_scheme__status": {"2"}, "scan_scheme__default_flag": {"true"},
		}},
		{"team projects", func(ctx context.Context, c *api.Client) error {
			return only(c.TeamProjects(ctx, someTeam, api.TeamProjectFilter{
				URL: "http://git.example.com/x", Branch: "master", Scheme: "默认", SchemeID: 7, After: noon, Before: then,
			}, api.Window{}))
		}, url.Values{
			"scm_url__exact": {"http://git.example.com/x"}, "branch": {"master"}, "scan_scheme__name": {"默认"}, "scan_scheme_id": {"7"},
			"created_time__gte": {"2026-11-24 20:00:00"}, "created_time__lte": {"2026-01-03 14:30:00"},
		}},
		{"plus sign, spaces and line break", func(ctx context.Context, c *api.Client) error {
			return only(c.Projects(ctx, someRepo, api.ProjectFilter{Branch: " a+b c\n"}, api.Window{}))
		}, url.Values{"branch": {"a+b c"}}},
		{"schemes", func(ctx context.Context, c *api.Client) error {
			return only(c.Schemes(ctx, someRepo, api.SchemeFilter{Name: "安全", Status: api.SchemeActive, Default: true}, api.Window{}))
		}, url.Values{"name": {"安全"}, "status": {"1"}, "default_flag": {"true"}}},
		{"rule by name", func(ctx context.Context, c *api.Client) error {
			return only(c.RuleByName(ctx, someScheme, "pylint", "no-member"))
		}, url.Values{"checktool_name": {"pylint"}, "checkrule_real_name": {"no-member"}}},
		{"jobs", func(ctx context.Context, c *api.Client) error {
			return only(c.Jobs(ctx, someProject, api.JobFilter{
				State: []api.JobState{api.JobWaiting, api.JobInitialised}, CodeFrom: new(-1), CodeTo: new(0), Message: "100%",
				CreatedFrom: "tca_web", Creator: "张伟", After: then, Before: noon,
			}, api.Window{}))
		}, url.Values{
			"state": {"0,5"}, "result_code_gte": {"-1"}, "result_code_lte": {"0"}, "result_msg": {"100%"}, "created_from": {"tca_web"},
			"creator": {"张伟"}, "create_time_gte": {"2026-01-03 14:30:00"}, "create_time_lte": {"2026-11-24 20:00:00"},
		}},
		{"failed jobs", func(ctx context.Context, c *api.Client) error {
			return only(c.Jobs(ctx, someProject, api.JobFilter{CodeFrom: new(100)}, api.Window{}))
		}, url.Values{"result_code_gte": {"100"}}},
		{"jobs with odd codes", func(ctx context.Context, c *api.Client) error {
			return only(c.Jobs(ctx, someProject, api.JobFilter{CodeFrom: new(-5), CodeTo: new(-1)}, api.Window{}))
		}, url.Values{"result_code_gte": {"-5"}, "result_code_lte": {"-1"}}},
		{"repositories", func(ctx context.Context, c *api.Client) error {
			return only(c.Repos(ctx, someTeam, api.RepoFilter{Search: "pay_%", URL: "http://x/y.git", Scope: api.ScopeMine}, api.Window{}))
		}, url.Values{"scm_url_or_name": {"pay_%"}, "scm_url": {"http://x/y.git"}, "scope": {"my"}}},
		{"repositories of an organisation", func(ctx context.Context, c *api.Client) error {
			return only(c.OrgRepos(ctx, "o", api.RepoFilter{Search: long}, api.Window{}))
		}, url.Values{"scm_url_or_name": {long}}},
		{"organisations", func(ctx context.Context, c *api.Client) error {
			return only(c.Orgs(ctx, api.OrgFilter{Name: "示例", Status: api.OrgForbidden, Administered: true}, api.Window{}))
		}, url.Values{"name": {"示例"}, "status": {"99"}, "scope": {"1"}}},
		{"code", func(ctx context.Context, c *api.Client) error {
			return only(c.Code(ctx, someProject, api.CodeRange{Path: " src/支付/订单 .py", From: 1, To: 1, Revision: "46a0"}))
		}, url.Values{"path": {" src/支付/订单 .py"}, "start": {"1"}, "end": {"1"}, "revision": {"46a0"}}},
		{"whole file", func(ctx context.Context, c *api.Client) error {
			return only(c.Code(ctx, someProject, api.CodeRange{Path: long}))
		}, url.Values{"path": {long}}},
		{"teams", func(ctx context.Context, c *api.Client) error {
			return only(c.Teams(ctx, "o", api.TeamFilter{DisplayName: "平台", Status: api.TeamDisabled, Administered: true}))
		}, url.Values{"display_name": {"平台"}, "status": {"2"}, "scope": {"1"}}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var got url.Values
			c := clientOf(t, func(r *http.Request) (*http.Response, error) {
				got = r.URL.Query()
				return reply(200, "application/json", noData), nil
			})
			_ = tt.ask(t.Context(), c) // lists that come whole do not read as a page
			if got.Has("limit") {
				tt.want.Set("limit", "10")
				tt.want.Set("offset", "0")
			}
			if !reflect.DeepEqual(got, tt.want) {
				t.Errorf("got  %v\nwant %v", got, tt.want)
			}
		})
	}
}

// TestNotSent: what the server is known to fail on is refused before it is sent.
func TestNotSent(t *testing.T) {
	tests := []struct {
		name string
		ask  func(context.Context, *api.Client) error
	}{
		{"no tool", func(ctx context.Context, c *api.Client) error { return only(c.RuleByName(ctx, someScheme, " \n", "r")) }},
		{"no rule", func(ctx context.Context, c *api.Client) error { return only(c.RuleByName(ctx, someScheme, "t", "")) }},
		{"no path", code(api.CodeRange{From: 1, To: 2})},
		{"first line alone", code(api.CodeRange{Path: "x", From: 1})},
		{"last line alone", code(api.CodeRange{Path: "x", To: 1})},
		{"line zero", code(api.CodeRange{Path: "x", From: 0, To: 5})},
		{"negative", code(api.CodeRange{Path: "x", From: -3, To: 5})},
		{"backwards", code(api.CodeRange{Path: "x", From: 5, To: 4})},
		{"line break in a path", code(api.CodeRange{Path: "x\ny"})},
		{"endless path", code(api.CodeRange{Path: strings.Repeat("长", 1025)})},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			c := clientOf(t, func(r *http.Request) (*http.Response, error) {
				t.Errorf("sent %s", r.URL)
				return reply(200, "application/json", noData), nil
			})
			if err := tt.ask(t.Context(), c); !errors.Is(err, api.ErrInvalid) {
				t.Errorf("got %v", err)
			}
		})
	}
}

func code(r api.CodeRange) func(context.Context, *api.Client) error {
	return func(ctx context.Context, c *api.Client) error { return only(c.Code(ctx, someProject, r)) }
}

func TestWindows(t *testing.T) {
	tests := []struct {
		w             api.Window
		limit, offset string
	}{
		{api.Window{}, "10", "0"},
		{api.Window{Offset: 20, Limit: 50}, "50", "20"},
		{api.Window{Offset: -1, Limit: -1}, "10", "0"},
		{api.Window{Limit: 5000}, "1000", "0"},
	}
	for _, tt := range tests {
		var q url.Values
		c := clientOf(t, func(r *http.Request) (*http.Response, error) {
			q = r.URL.Query()
			return reply(200, "application/json", noData), nil
		})
		p, err := c.Jobs(t.Context(), someProject, api.JobFilter{}, tt.w)
		if err != nil || q.Get("limit") != tt.limit || q.Get("offset") != tt.offset || p.Offset != max(tt.w.Offset, 0) {
			t.Errorf("%+v: %v %v, page %+v", tt.w, err, q, p)
		}
	}
}
