package api_test

import (
	"bytes"
	"context"
	"errors"
	"io"
	"net/http"
	"strings"
	"tcabot/api"
	"tcabot/api/secret"
	"testing"
	"time"
)

var (
	aTeam    = api.TeamRef{Org: "o", Team: "t"}
	aRepo    = api.RepoRef{TeamRef: aTeam, ID: 1}
	aProject = api.ProjectRef{Repo: aRepo, ID: 2}
	aScheme  = api.SchemeRef{Repo: aRepo, ID: 3}
	anIssue  = api.IssueRef{Project: aProject, ID: 4}
	aJob     = api.JobRef{Project: aProject, ID: 3}
)

const changed = `{"data":{"id":7,"job":{"id":7},"scan":{"id":8},"msg":"x","detail":"x","status":1},"code":0,"msg":"x"}`

// sends calls the client, and returns how it asked and what it sent.
func sends(t *testing.T, call func(context.Context, *api.Client) error) (asked, body string, err error) {
	t.Helper()
	c := clientOf(t, func(r *http.Request) (*http.Response, error) {
		raw, err := io.ReadAll(r.Body)
		asked, body = r.Method+" "+r.URL.Path, string(bytes.TrimSpace(raw))
		return reply(200, "application/json", changed), err
	})
	err = call(t.Context(), c)
	return asked, body, err
}

// TestWhatWritesSend: every option is sent, whether it is set or not, because TCA rejects null, has defaults of its own and
// clears some of what is missing. Spaces around a text are not.
func TestWhatWritesSend(t *testing.T) {
	many := 5
	basics := api.SchemeBasics{Name: " n ", Languages: []string{"Go"}, Tag: "Codedog_Linux", Default: true, Status: api.SchemeActive, IgnoreEverywhere: true, LargeFiles: true}
	for _, tt := range []struct {
		name string
		call func(context.Context, *api.Client) error
		want string
	}{
		{"start", starts(api.StartOptions{}), `{"incr_scan":true,"force_create":false,"created_from":"slack_bot"}`},
		{"start a full one", starts(api.StartOptions{Full: true}), `{"incr_scan":false,"force_create":false,"created_from":"slack_bot"}`},
		{"force", starts(api.StartOptions{Force: true}), `{"incr_scan":true,"force_create":true,"created_from":"slack_bot"}`},
		{"cancel", cancels(" not needed \n"), `{"remarks":"not needed"}`},
		{"cancel in Chinese", cancels(strings.Repeat("不", api.MaxRemark)), `{"remarks":"` + strings.Repeat("不", api.MaxRemark) + `"}`},

		{"resolve", resolves(api.ResolutionWontFix, api.ScopeRepo, " why \n"), `{"resolution":2,"scope":2,"ignore_reason":"why"}`},
		{"open again", resolves(api.ResolutionNone, api.ScopeBranch, ""), `{"resolution":0,"scope":1}`},
		{"resolve for a long reason", resolves(api.ResolutionFixed, api.ScopeBranch, strings.Repeat("因", api.MaxReason)), `{"resolution":1,"scope":1,"ignore_reason":"` + strings.Repeat("因", api.MaxReason) + `"}`},
		{"assign", assigns(" 王芳 "), `{"author":"王芳","all":false}`},
		{"rate", rates(api.SeverityFatal), `{"severity":1}`},
		{"ignore functions", func(ctx context.Context, c *api.Client) error {
			return c.SetFunctionsStatus(ctx, aProject, []int64{5, 6}, api.FuncIgnored)
		}, `{"ccissue_ids":[5,6],"status":2}`},
		{"assign a function", func(ctx context.Context, c *api.Client) error {
			return only(c.AssignFunction(ctx, api.Function{ID: 5}.Ref(aProject), "a"))
		}, `{"author":"a"}`},
		{"ignore duplicates", func(ctx context.Context, c *api.Client) error {
			return c.SetDuplicateState(ctx, aProject, 9, api.DupIgnorable)
		}, `{"state":2}`},
		{"assign duplicates", func(ctx context.Context, c *api.Client) error { return c.AssignDuplicate(ctx, aProject, 9, "a") }, `{"owner":"a","all":false}`},

		{"add a repository", adds(api.NewRepo{URL: " git@h:a/b.git ", Type: api.ScmGit}), `{"scm_url":"git@h:a/b.git","scm_type":"git","created_from":"slack_bot"}`},
		{"add all of a repository", adds(api.NewRepo{URL: "u", Type: api.ScmSVN, Name: "n", SSHURL: "s", Credential: &api.CredentialRef{Kind: api.AuthPassword, ID: 4}}), `{"scm_url":"u","scm_type":"svn","name":"n","ssh_url":"s","scm_auth":{"auth_type":"password","scm_account":4},"created_from":"slack_bot"}`},
		{"with OAuth", adds(api.NewRepo{URL: "u", Type: api.ScmGit, Credential: &api.CredentialRef{Kind: api.AuthOAuth, ID: 4}}), `{"scm_url":"u","scm_type":"git","scm_auth":{"auth_type":"oauth","scm_oauth":4},"created_from":"slack_bot"}`},
		{"with a key", adds(api.NewRepo{URL: "u", Type: api.ScmGit, Credential: &api.CredentialRef{Kind: api.AuthSSH, ID: 4}}), `{"scm_url":"u","scm_type":"git","scm_auth":{"auth_type":"ssh_token","scm_ssh":4},"created_from":"slack_bot"}`},
		{"rename", renames(" 新 "), `{"name":"新"}`},
		{"add a project", addsProject(api.NewProject{Branch: " b ", Scheme: 3}), `{"branch":"b","scan_scheme_id":3,"created_from":"slack_bot"}`},
		{"add a project with a template", addsProject(api.NewProject{Branch: "b", Template: 3, SchemeName: "n", Path: "/p"}), `{"branch":"b","global_scheme_id":3,"custom_scheme_name":"n","scan_path":"/p","created_from":"slack_bot"}`},
		{"pause a project", setsStatus(api.ProjectInactive), `{"status":2}`},

		{"save a scheme", saves(basics), `{"name":"n","description":"","languages":["Go"],"tag":"Codedog_Linux","default_flag":true,"status":1,"issue_global_ignore":true,"ignore_merged_issue":false,"ignore_submodule_clone":false,"ignore_submodule_issue":false,"lfs_flag":true}`},
		{"save a scheme without languages", saves(api.SchemeBasics{Name: "n", Status: api.SchemeDisused}), `{"name":"n","description":"","languages":[],"default_flag":false,"status":2,"issue_global_ignore":false,"ignore_merged_issue":false,"ignore_submodule_clone":false,"ignore_submodule_issue":false,"lfs_flag":false}`},
		{"save code checks", savesLint(api.LintSettings{Enabled: true, Envs: "A=1\nB=2"}), `{"enabled":true,"envs":"A=1\nB=2","pre_cmd":"","build_cmd":""}`},
		{"save metrics", savesMetrics(api.MetricSettings{MinCCN: 20, MaxBlock: &many, CountingLines: true}), `{"cc_scan_enabled":false,"min_ccn":20,"dup_scan_enabled":false,"dup_block_length_min":0,"dup_block_length_max":5,"dup_min_dup_times":0,"dup_max_dup_times":null,"dup_min_midd_rate":0,"dup_min_high_rate":0,"dup_min_exhi_rate":0,"dup_issue_limit":0,"cloc_scan_enabled":true}`},
		{"add a path", addsDir(api.NewScanDir{Path: " a/* ", Kind: api.PathWildcard, Use: api.ScanInclude}), `{"dir_path":"a/*","path_type":1,"scan_type":1}`},
		{"add paths", func(ctx context.Context, c *api.Client) error {
			return c.AddScanDirs(ctx, aScheme, []api.NewScanDir{{" a ", api.PathRegexp, api.ScanExclude}, anyDir})
		}, `{"scandirs":[{"dir_path":"a","path_type":2,"scan_type":2},{"dir_path":"x","path_type":1,"scan_type":2}]}`},
		{"save a path", func(ctx context.Context, c *api.Client) error { return only(c.SaveScanDir(ctx, aScheme, 5, anyDir)) }, `{"dir_path":"x","path_type":1,"scan_type":2}`},
		{"remove a path", func(ctx context.Context, c *api.Client) error { return c.RemoveScanDir(ctx, aScheme, 5) }, ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if asked, body, err := sends(t, tt.call); asked == "" || body != tt.want || err != nil {
				t.Errorf("sent %s of %s, want %s: %v", body, asked, tt.want, err)
			}
		})
	}
}

// TestSettingsAreSentBack: what is read and saved unchanged is what was read.
func TestSettingsAreSentBack(t *testing.T) {
	limit := 9
	scheme := api.Scheme{Name: "n", Description: "d", Languages: []string{"Go"}, Tag: "t", Default: true, Status: api.SchemeActive, IgnoreEverywhere: true, IgnoreMergedIssues: true, SkipSubmodules: true, SkipSubmoduleIssues: true, LargeFiles: true}
	lint := api.LintConf{Enabled: true, Envs: "e", PreCmd: "p", BuildCmd: "b"}
	metrics := api.MetricConf{Complexity: true, MinCCN: 1, Duplication: true, MinBlock: 2, MaxBlock: &limit, MinTimes: 3, MaxTimes: &limit, MediumRate: 4, HighRate: 5, ExtremeRate: 6, MaxDupIssues: 7, CountingLines: true}
	for call, want := range map[string]struct {
		call func(context.Context, *api.Client) error
		body string
	}{
		"scheme":  {saves(scheme.Basics()), `{"name":"n","description":"d","languages":["Go"],"tag":"t","default_flag":true,"status":1,"issue_global_ignore":true,"ignore_merged_issue":true,"ignore_submodule_clone":true,"ignore_submodule_issue":true,"lfs_flag":true}`},
		"lint":    {savesLint(lint.Settings()), `{"enabled":true,"envs":"e","pre_cmd":"p","build_cmd":"b"}`},
		"metrics": {savesMetrics(metrics.Settings()), `{"cc_scan_enabled":true,"min_ccn":1,"dup_scan_enabled":true,"dup_block_length_min":2,"dup_block_length_max":9,"dup_min_dup_times":3,"dup_max_dup_times":9,"dup_min_midd_rate":4,"dup_min_high_rate":5,"dup_min_exhi_rate":6,"dup_issue_limit":7,"cloc_scan_enabled":true}`},
	} {
		if _, body, err := sends(t, want.call); body != want.body || err != nil {
			t.Errorf("%s: sent %s, want %s: %v", call, body, want.body, err)
		}
	}
}

// forgetful is a cache that notes whose entries were dropped.
type forgetful struct{ dropped []string }

func (*forgetful) Load(ctx context.Context, _ api.Key, _ bool, fetch func(context.Context) (any, error)) (any, time.Time, error) {
	got, err := fetch(ctx)
	return got, time.Now(), err
}

func (f *forgetful) Drop(owner, prefix string) { f.dropped = append(f.dropped, owner+":"+prefix) }

// TestEveryWrite: whatever the answer, a request for a change is sent once, because nobody knows whether TCA acted on the
// first one, and what its owner remembers is dropped. An answer without the thing that was changed is no success.
func TestEveryWrite(t *testing.T) {
	for _, w := range writes {
		_, at := newRouter(t, []replay{w.replay}).find("/server" + strings.TrimSuffix(wildcard.ReplaceAllString(w.route, "1"), "{$}"))
		for _, status := range []int{0, 200, 204, 400, 429, 500, 502, 503, 504} {
			sent, cache := 0, &forgetful{}
			c, err := api.New(api.Config{URL: "http://tca.invalid", Cache: cache, Transport: transport(func(*http.Request) (*http.Response, error) {
				sent++
				if status == 0 {
					return nil, io.ErrUnexpectedEOF
				}
				return reply(status, "application/json", `{"data":{"x":1},"code":0,"msg":"x"}`), nil
			})})
			if err != nil {
				t.Fatal(err)
			}
			got, err := w.call(t.Context(), c.As(secret.New(token), "x"), at)
			if sent != 1 || len(cache.dropped) != 1 || cache.dropped[0] != "x:" {
				t.Errorf("%s %s, %d: sent %d times, dropped %q", w.method, w.route, status, sent, cache.dropped)
			}
			if (status == 200 || status == 204) && got != nil && (!errors.Is(err, api.ErrUnexpected) || !api.MayHaveActed(err)) {
				t.Errorf("%s %s, %d without data: %+v, %v", w.method, w.route, status, got, err)
			}
		}
	}
}

// The makers of calls.

func starts(o api.StartOptions) func(context.Context, *api.Client) error {
	return func(ctx context.Context, c *api.Client) error { return only(c.StartScan(ctx, aProject, o)) }
}

func cancels(remark string) func(context.Context, *api.Client) error {
	return func(ctx context.Context, c *api.Client) error { return c.CancelJob(ctx, aJob, remark) }
}

func resolves(r api.Resolution, s api.Scope, reason string) func(context.Context, *api.Client) error {
	return func(ctx context.Context, c *api.Client) error {
		return only(c.ResolveIssue(ctx, anIssue, r, s, reason))
	}
}

func assigns(author string) func(context.Context, *api.Client) error {
	return func(ctx context.Context, c *api.Client) error { return only(c.AssignIssue(ctx, anIssue, author)) }
}

func rates(s api.Severity) func(context.Context, *api.Client) error {
	return func(ctx context.Context, c *api.Client) error { return only(c.SetIssueSeverity(ctx, anIssue, s)) }
}

func adds(r api.NewRepo) func(context.Context, *api.Client) error {
	return func(ctx context.Context, c *api.Client) error { return only(c.AddRepo(ctx, aTeam, r)) }
}

func renames(name string) func(context.Context, *api.Client) error {
	return func(ctx context.Context, c *api.Client) error { return c.RenameRepo(ctx, aRepo, name) }
}

func addsProject(p api.NewProject) func(context.Context, *api.Client) error {
	return func(ctx context.Context, c *api.Client) error { return only(c.AddProject(ctx, aRepo, p)) }
}

func setsStatus(s api.ProjectStatus) func(context.Context, *api.Client) error {
	return func(ctx context.Context, c *api.Client) error { return c.SetProjectStatus(ctx, aProject, s) }
}

func saves(b api.SchemeBasics) func(context.Context, *api.Client) error {
	return func(ctx context.Context, c *api.Client) error { return only(c.SaveScheme(ctx, aScheme, b)) }
}

func savesLint(l api.LintSettings) func(context.Context, *api.Client) error {
	return func(ctx context.Context, c *api.Client) error { return only(c.SaveLint(ctx, aScheme, l)) }
}

func savesMetrics(m api.MetricSettings) func(context.Context, *api.Client) error {
	return func(ctx context.Context, c *api.Client) error { return only(c.SaveMetrics(ctx, aScheme, m)) }
}

func addsDir(d api.NewScanDir) func(context.Context, *api.Client) error {
	return func(ctx context.Context, c *api.Client) error { return only(c.AddScanDir(ctx, aScheme, d)) }
}
