package api_test

import (
	"context"
	"errors"
	"io"
	"net/http"
	"net/url"
	"strings"
	"tcabot/api"
	"tcabot/api/secret"
	"testing"
	"time"
)

// canned answers every request with one body and keeps the last one asked.
type canned struct {
	body  string
	asked *http.Request
}

func (c *canned) RoundTrip(r *http.Request) (*http.Response, error) {
	c.asked = r
	return &http.Response{
		StatusCode: http.StatusOK, Header: http.Header{"Content-Type": {"application/json"}},
		Body: io.NopCloser(strings.NewReader(c.body)), Request: r,
	}, nil
}

func (c *canned) client(tb testing.TB) *api.Client {
	tb.Helper()
	client, err := api.New(api.Config{URL: "http://tca.invalid", Transport: c})
	if err != nil {
		tb.Fatal(err)
	}
	return client.As(secret.New(strings.Repeat("a", 40)), "x")
}

var project = api.ProjectRef{Repo: api.RepoRef{TeamRef: api.TeamRef{Org: "o", Team: "t"}, ID: 1}, ID: 7}

// TestAnalysisQueries finds whether each filter is asked exactly as TCA understands it.
func TestAnalysisQueries(t *testing.T) {
	const v1, v3 = "/server/analysis/api/orgs/o/teams/t/repos/1/projects/7/", "/server/analysis/api/v3/orgs/o/teams/t/repos/1/projects/7/"
	after, before := time.Date(2026, 11, 1, 16, 0, 0, 0, time.UTC), time.Date(2026, 11, 5, 0, 0, 0, 0, time.UTC)
	issues := func(f api.IssueFilter) func(context.Context, *api.Client) error {
		return func(ctx context.Context, c *api.Client) error { return second(c.Issues(ctx, project, f, api.Window{})) }
	}
	files := func(f api.ComplexFileFilter) func(context.Context, *api.Client) error {
		return func(ctx context.Context, c *api.Client) error {
			return second(c.ComplexFiles(ctx, project, f, api.Window{}))
		}
	}
	duplicates := func(f api.DuplicateFileFilter) func(context.Context, *api.Client) error {
		return func(ctx context.Context, c *api.Client) error {
			return second(c.DuplicateFiles(ctx, project, f, api.Window{}))
		}
	}
	for _, tt := range []struct {
		name string
		call func(context.Context, *api.Client) error
		path string
		want url.Values // without limit and offset
	}{
		{"no issue filter", issues(api.IssueFilter{}), v1 + "codelint/issues/", url.Values{}},
		{"every issue filter", issues(api.IssueFilter{
			State: []api.IssueState{api.IssueActive, api.IssueResolved}, Severity: []api.Severity{api.SeverityFatal, api.SeverityInfo},
			Resolution: []api.Resolution{api.ResolutionNone, api.ResolutionIgnored}, Author: " 张伟\n", Rule: "real", RuleName: "shown",
			Tool: "pylint", Path: "a&b", Packages: []int64{15, 46}, ScanOpen: 5022, ScanFix: 5023, After: after, Before: before,
		}), v1 + "codelint/issues/", url.Values{
			"state": {"1,2"}, "severity": {"1,4"}, "resolution": {"0,8"}, "author": {"张伟"}, "checkrule_real_name": {"real"},
			"checkrule_display_name": {"shown"}, "checktool_name": {"pylint"}, "file_path": {"a&b"}, "checkpackage": {"15,46"},
			"scan_open": {"5022"}, "scan_fix": {"5023"}, "ci_time_gte": {"2026-11-02 00:00:00"}, "ci_time_lte": {"2026-11-05 08:00:00"},
		}},
		{
			"ordered issues", issues(api.IssueFilter{Order: []api.Order{api.OrderSeverity, api.OrderTime.Desc(), api.OrderPath, api.OrderID}}),
			v3 + "codelint/issues/",
			url.Values{"ordering": {"severity,-ci_time,file_path,id"}},
		},
		{"an order that is none", issues(api.IssueFilter{Order: []api.Order{99, 0, -99}}), v3 + "codelint/issues/", url.Values{}},
		{"summary by scan", func(ctx context.Context, c *api.Client) error {
			return second(c.IssueSummary(ctx, project, api.ScanPick{ID: 5, Revision: "abc"}))
		}, v1 + "codelint/issues/summary/", url.Values{"scan_id": {"5"}}},
		{"summary by revision", func(ctx context.Context, c *api.Client) error {
			return second(c.IssueSummary(ctx, project, api.ScanPick{Revision: "abc"}))
		}, v1 + "codelint/issues/summary/", url.Values{"scan_revision": {"abc"}}},
		{
			"report", func(ctx context.Context, c *api.Client) error { return second(c.IssueReport(ctx, project, 0)) },
			v1 + "codelint/issues/report/",
			url.Values{},
		},
		{
			"report of a scan", func(ctx context.Context, c *api.Client) error { return second(c.IssueReport(ctx, project, 5003)) },
			v1 + "codelint/issues/report/",
			url.Values{"scan_id": {"5003"}},
		},
		{
			"overview of a revision", func(ctx context.Context, c *api.Client) error { return second(c.Overview(ctx, project, "abc")) },
			v1 + "overview/",
			url.Values{"scan_revision": {"abc"}},
		},
		{
			"latest scan of a revision", func(ctx context.Context, c *api.Client) error { return second(c.LatestScan(ctx, project, "abc")) },
			v1 + "overview/latestscan/",
			url.Values{"scan_revision": {"abc"}},
		},
		{"history of a time", func(ctx context.Context, c *api.Client) error {
			return second(c.LintScans(ctx, project, api.TimeRange{After: after, Before: before}, api.Window{}))
		}, v1 + "overview/lintscans/", url.Values{"scan_time_after": {"2026-11-02 00:00:00"}, "scan_time_before": {"2026-11-05 08:00:00"}}},
		{"history of all time", func(ctx context.Context, c *api.Client) error {
			return second(c.LineScans(ctx, project, api.TimeRange{}, api.Window{}))
		}, v1 + "overview/clocscans/", url.Values{}},
		{"no complex file filter", files(api.ComplexFileFilter{}), v1 + "codemetric/ccfiles/", url.Values{"ordering": {"id"}}},
		{"every complex file filter", files(api.ComplexFileFilter{
			State: []api.FileState{api.FileActive, api.FileClosed}, Change: []api.ChangeType{api.ChangeNone, api.ChangeModified},
			Author: "a", LastModifier: "b", MainModifier: "c", Path: "d", ScanOpen: 1, ScanClose: 2, Worse: true, After: after, Before: before,
			SumFrom: new(0), SumTo: new(9), AvgFrom: new(1), AvgTo: new(2), CountFrom: new(3), CountTo: new(4),
			Order: []api.Order{api.OrderSum.Desc(), api.OrderAverage, api.OrderCount},
		}), v1 + "codemetric/ccfiles/", url.Values{
			"state": {"1,3"}, "change_type": {"0,3"}, "author": {"a"}, "last_modifier": {"b"}, "most_weight_modifier": {"c"},
			"file_path": {"d"}, "scan_open": {"1"}, "scan_close": {"2"}, "worse": {"true"}, "ci_time_gte": {"2026-11-02 00:00:00"},
			"ci_time_lte": {"2026-11-05 08:00:00"}, "over_cc_sum_gte": {"0"}, "over_cc_sum_lte": {"9"}, "over_cc_avg_gte": {"1"},
			"over_cc_avg_lte": {"2"}, "over_cc_func_count_gte": {"3"}, "over_cc_func_count_lte": {"4"},
			"ordering": {"-over_cc_sum,over_cc_avg,over_cc_func_count,id"},
		}},
		{"every function filter", func(ctx context.Context, c *api.Client) error {
			return second(c.Functions(ctx, project, api.FunctionFilter{
				Status: []api.FuncStatus{api.FuncAttention, api.FuncIgnored}, Change: []api.ChangeType{api.ChangeAdded},
				Author: "a", LastModifier: "b", Path: "c", From: new(20), To: new(60),
			}, api.Window{}))
		}, v1 + "codemetric/ccissues/", url.Values{
			"status": {"1,2"}, "change_type": {"1"}, "author": {"a"}, "last_modifier": {"b"}, "file_path": {"c"}, "ccn_gte": {"20"}, "ccn_lte": {"60"},
		}},
		{"functions of a file", func(ctx context.Context, c *api.Client) error {
			return second(c.FileFunctions(ctx, project, 9, api.Window{}))
		}, v1 + "codemetric/ccfiles/9/ccissues/", url.Values{"ordering": {"-ccn,id"}}},
		{"function history", func(ctx context.Context, c *api.Client) error {
			return second(c.FunctionHistory(ctx, project, 5022, api.Window{}))
		}, v1 + "codemetric/ccissues/history/", url.Values{"scan_id": {"5022"}}},
		{"no duplicate filter", duplicates(api.DuplicateFileFilter{}), v1 + "codemetric/dupfiles/", url.Values{"ordering": {"-id"}}},
		{"every duplicate filter", duplicates(api.DuplicateFileFilter{
			State: []api.DupState{api.DupActive, api.DupIgnorable}, Owner: "a", Change: api.FileChanges(), LastModifier: "b", Path: "c",
			RateFrom: new(0.0), RateTo: new(12.5), Order: []api.Order{api.OrderRate.Desc()},
		}), v1 + "codemetric/dupfiles/", url.Values{
			"issue_state": {"1,2"}, "issue_owner": {"a"}, "change_type": {"add,mod,del"}, "last_modifier": {"b"}, "file_path": {"c"},
			"duplicate_rate_gte": {"0"}, "duplicate_rate_lte": {"12.5"}, "ordering": {"-duplicate_rate,-id"},
		}},
		{"counted files", func(ctx context.Context, c *api.Client) error {
			return second(c.LineFiles(ctx, project, api.LineFileFilter{Change: []api.FileChange{api.FileDeleted}, Path: "web/"}, api.Window{}))
		}, v1 + "codemetric/clocfiles/", url.Values{"change_type": {"del"}, "file_path": {"web/"}}},
		{
			"directory with a percent sign", func(ctx context.Context, c *api.Client) error { return second(c.LineDirs(ctx, project, "a%41/b c")) },
			v1 + "codemetric/clocs/",
			url.Values{"path": {"a%2541/b c"}},
		},
		{
			"directory at the top", func(ctx context.Context, c *api.Client) error { return second(c.LineDirs(ctx, project, "")) },
			v1 + "codemetric/clocs/",
			url.Values{},
		},
	} {
		t.Run(tt.name, func(t *testing.T) {
			answer := &canned{body: `{"code":0,"data":{"count":0,"results":[],"dirs":{"count":0,"results":[]},"files":{"count":0,"results":[]}}}`}
			if err := tt.call(t.Context(), answer.client(t)); err != nil {
				t.Fatal(err)
			}
			got := answer.asked.URL.Query()
			got.Del("limit")
			got.Del("offset")
			if answer.asked.URL.Path != tt.path || got.Encode() != tt.want.Encode() {
				t.Errorf("got %s %v, want %s %v", answer.asked.URL.Path, got, tt.path, tt.want)
			}
		})
	}
}

func second[T any](_ T, err error) error { return err }

func TestSummaryNeedsAScan(t *testing.T) {
	for _, pick := range []api.ScanPick{{}, {Revision: " \n"}, {ID: -1}} {
		answer := &canned{body: `{"code":0,"data":{}}`}
		_, err := answer.client(t).IssueSummary(t.Context(), project, pick)
		if !errors.Is(err, api.ErrInvalid) || answer.asked != nil {
			t.Errorf("%+v gives %v after asking %v, want %v after nothing", pick, err, answer.asked, api.ErrInvalid)
		}
	}
}

func TestNewestScan(t *testing.T) {
	for _, tt := range []struct {
		name, body string
		want       bool
	}{
		{"one", `{"code":0,"data":{"id":5023,"state":2}}`, true},
		{"never scanned", `{"code":0,"data":{"job_gid":null,"state":null,"current_revision":""}}`, false},
	} {
		scan, ok, err := (&canned{body: tt.body}).client(t).NewestScan(t.Context(), project)
		if err != nil || ok != tt.want || (scan.ID != 0) != tt.want {
			t.Errorf("%s: got %d, %v, %v, want %v", tt.name, scan.ID, ok, err, tt.want)
		}
	}
	if _, ok, err := (&canned{body: `{"code":1,"msg":"x"}`}).client(t).NewestScan(t.Context(), project); ok || err == nil {
		t.Errorf("a refusal gives %v, %v", ok, err)
	}
}

func TestTraceIsInOrder(t *testing.T) {
	body := `{"code":0,"data":{"id":1,"issue_details":[{"line":3,"column":null,"issue_refers":[{"seq":2},{"seq":0},{"seq":1}]}]}}`
	issue, err := (&canned{body: body}).client(t).Issue(t.Context(), api.IssueRef{Project: project, ID: 1})
	if err != nil {
		t.Fatal(err)
	}
	for i, step := range issue.Places[0].Trace {
		if step.Number != i {
			t.Errorf("step %d is number %d", i, step.Number)
		}
	}
	if issue.Places[0].Column != nil || issue.Ref(project) != (api.IssueRef{Project: project, ID: 1}) {
		t.Errorf("got %+v", issue)
	}
}
