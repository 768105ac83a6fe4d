package api_test

import (
	"context"
	"errors"
	"strings"
	"tcabot/api"
	"testing"
)

// TestArguments: what TCA is known to reject, to fail on or to misunderstand is not sent, and the error names the field as
// TCA would.
func TestArguments(t *testing.T) {
	long := func(n int) string { return strings.Repeat("长", n+1) }
	negative := -1
	url := func(u string) api.NewRepo { return api.NewRepo{URL: u, Type: api.ScmGit} }
	with := func(k api.CredentialRef) api.NewRepo {
		return api.NewRepo{URL: "u", Type: api.ScmGit, Credential: &k}
	}
	functions := func(ids []int64, s api.FuncStatus) func(context.Context, *api.Client) error {
		return func(ctx context.Context, c *api.Client) error { return c.SetFunctionsStatus(ctx, aProject, ids, s) }
	}
	assignFunction := func(author string) func(context.Context, *api.Client) error {
		return func(ctx context.Context, c *api.Client) error {
			return only(c.AssignFunction(ctx, api.FunctionRef{Project: aProject, ID: 1}, author))
		}
	}
	owner := func(name string) func(context.Context, *api.Client) error {
		return func(ctx context.Context, c *api.Client) error { return c.AssignDuplicate(ctx, aProject, 1, name) }
	}
	dirs := func(all ...api.NewScanDir) func(context.Context, *api.Client) error {
		return func(ctx context.Context, c *api.Client) error { return c.AddScanDirs(ctx, aScheme, all) }
	}
	saveDir := func(d api.NewScanDir) func(context.Context, *api.Client) error {
		return func(ctx context.Context, c *api.Client) error { return only(c.SaveScanDir(ctx, aScheme, 1, d)) }
	}
	metrics := func(change func(*api.MetricSettings)) func(context.Context, *api.Client) error {
		var m api.MetricSettings
		change(&m)
		return savesMetrics(m)
	}
	for _, tt := range []struct {
		field string
		call  func(context.Context, *api.Client) error
	}{
		{"remarks", cancels(" \t\n")},
		{"remarks", cancels(strings.Repeat("x", api.MaxRemark+1))},
		{"remarks", cancels("a\x00b")},

		{"resolution", resolves(9, api.ScopeBranch, "")},
		{"resolution", resolves(-1, api.ScopeBranch, "")},
		{"scope", resolves(api.ResolutionFixed, 0, "")},
		{"scope", resolves(api.ResolutionFixed, 3, "")},
		{"ignore_reason", resolves(api.ResolutionFixed, api.ScopeBranch, long(api.MaxReason))},
		{"ignore_reason", resolves(api.ResolutionFixed, api.ScopeBranch, "a\x00b")},
		{"author", assigns(" \n")},
		{"author", assigns(long(api.MaxAuthor))},
		{"author", assigns("a\xffb")},
		{"severity", rates(0)},
		{"severity", rates(5)},

		{"ccissue_ids", functions(nil, api.FuncIgnored)},
		{"status", functions([]int64{1}, 0)},
		{"status", functions([]int64{1}, 3)},
		{"author", assignFunction("")},
		{"author", assignFunction(long(api.MaxAuthor))},
		{"owner", owner("")},
		{"owner", owner(long(api.MaxAuthor))},
		{"state", func(ctx context.Context, c *api.Client) error { return c.SetDuplicateState(ctx, aProject, 1, 0) }},
		{"state", func(ctx context.Context, c *api.Client) error { return c.SetDuplicateState(ctx, aProject, 1, 4) }},

		{"scm_url", adds(url(" "))},
		{"scm_url", adds(url(long(api.MaxURL)))},
		{"scm_type", adds(api.NewRepo{URL: "u"})},
		{"scm_type", adds(api.NewRepo{URL: "u", Type: "hg"})},
		{"name", adds(api.NewRepo{URL: "u", Type: api.ScmGit, Name: long(api.MaxName)})},
		{"ssh_url", adds(api.NewRepo{URL: "u", Type: api.ScmGit, SSHURL: long(api.MaxSSHURL)})},
		{"scm_auth.auth_type", adds(with(api.CredentialRef{ID: 1}))},
		{"scm_auth", adds(with(api.CredentialRef{Kind: api.AuthOAuth}))},
		{"name", renames("")},
		{"name", renames(long(api.MaxName))},

		{"branch", addsProject(api.NewProject{Scheme: 1})},
		{"branch", addsProject(api.NewProject{Branch: long(api.MaxBranch), Scheme: 1})},
		{"scan_scheme_id", addsProject(api.NewProject{Branch: "b"})},
		{"scan_scheme_id", addsProject(api.NewProject{Branch: "b", Scheme: -1})},
		{"scan_scheme_id", addsProject(api.NewProject{Branch: "b", Template: -1})},
		{"global_scheme_id", addsProject(api.NewProject{Branch: "b", Scheme: 1, Template: 2})},
		{"custom_scheme_name", addsProject(api.NewProject{Branch: "b", Scheme: 1, SchemeName: "n"})},
		{"custom_scheme_name", addsProject(api.NewProject{Branch: "b", Template: 1, SchemeName: long(api.MaxName)})},
		{"scan_path", addsProject(api.NewProject{Branch: "b", Scheme: 1, Path: long(api.MaxPath)})},
		{"status", setsStatus(0)},
		{"status", setsStatus(api.ProjectArchived)},

		{"name", saves(api.SchemeBasics{Status: api.SchemeActive})},
		{"name", saves(api.SchemeBasics{Name: long(api.MaxName), Status: api.SchemeActive})},
		{"status", saves(api.SchemeBasics{Name: "n"})},
		{"languages", saves(api.SchemeBasics{Name: "n", Status: api.SchemeActive, Languages: []string{"Go", ""}})},
		{"description", saves(api.SchemeBasics{Name: "n", Status: api.SchemeActive, Description: "a\x00b"})},
		{"pre_cmd", savesLint(api.LintSettings{PreCmd: long(api.MaxPreCommand)})},
		{"envs", savesLint(api.LintSettings{Envs: "a\x00b"})},
		{"build_cmd", savesLint(api.LintSettings{BuildCmd: "a\xff"})},
		{"min_ccn", metrics(func(m *api.MetricSettings) { m.MinCCN = -5 })},
		{"dup_block_length_min", metrics(func(m *api.MetricSettings) { m.MinBlock = -1 })},
		{"dup_block_length_max", metrics(func(m *api.MetricSettings) { m.MaxBlock = &negative })},
		{"dup_min_dup_times", metrics(func(m *api.MetricSettings) { m.MinTimes = -1 })},
		{"dup_max_dup_times", metrics(func(m *api.MetricSettings) { m.MaxTimes = &negative })},
		{"dup_min_midd_rate", metrics(func(m *api.MetricSettings) { m.MediumRate = -1 })},
		{"dup_min_high_rate", metrics(func(m *api.MetricSettings) { m.HighRate = -1 })},
		{"dup_min_exhi_rate", metrics(func(m *api.MetricSettings) { m.ExtremeRate = -1 })},
		{"dup_issue_limit", metrics(func(m *api.MetricSettings) { m.MaxDupIssues = -1 })},

		{"dir_path", addsDir(api.NewScanDir{Path: " ", Kind: api.PathWildcard, Use: api.ScanInclude})},
		{"dir_path", saveDir(api.NewScanDir{Path: long(api.MaxPath), Kind: api.PathWildcard, Use: api.ScanInclude})},
		{"path_type", addsDir(api.NewScanDir{Path: "x", Use: api.ScanInclude})},
		{"scan_type", saveDir(api.NewScanDir{Path: "x", Kind: api.PathWildcard, Use: api.ScanNothing})},
		{"scandirs", dirs()},
		{"scandirs", dirs(make([]api.NewScanDir, api.MaxBulk+1)...)},
		{"dir_path", dirs(anyDir, api.NewScanDir{Kind: api.PathWildcard, Use: api.ScanInclude})},
	} {
		asked, _, err := sends(t, tt.call)
		e, ok := errors.AsType[*api.Error](err)
		if !ok || asked != "" || !errors.Is(err, api.ErrInvalid) || api.MayHaveActed(err) || e.Status != 0 {
			t.Errorf("%s: sent %q and got %v", tt.field, asked, err)
			continue
		}
		if len(e.Fields) == 0 || e.Fields[0].Field != tt.field || e.Fields[0].Message == "" || !strings.HasPrefix(e.Msg, tt.field) {
			t.Errorf("want the field %s: %+v", tt.field, e)
		}
	}
}

// TestResolves agrees with what the server was recorded to do.
func TestResolves(t *testing.T) {
	for r, want := range map[api.Resolution]bool{
		api.ResolutionNone: false, api.ResolutionFixed: true, api.ResolutionWontFix: true, api.ResolutionFalsePositive: true, api.ResolutionDuplicate: true,
		api.ResolutionPathFiltered: false, api.ResolutionRuleRemoved: false, api.ResolutionHistorical: true, api.ResolutionIgnored: false,
	} {
		if r.Resolves() != want {
			t.Errorf("%s: %t", r, r.Resolves())
		}
	}
	for _, s := range api.Scopes() {
		if !s.Valid() || s.String() == "unknown" {
			t.Errorf("scope %d is %s", s, s)
		}
	}
}
