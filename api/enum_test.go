package api_test

import (
	"encoding/json"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"tcabot/api"
	"testing"
)

type word interface {
	Valid() bool
	fmt.Stringer
}

func values[T word](all ...T) (words []word) {
	for _, v := range all {
		words = append(words, v)
	}
	return words
}

// TestWords: an enumeration's values are valid and have different lower-case words; what is not one of them is neither.
func TestWords(t *testing.T) {
	tests := []struct {
		want    string
		all     []word
		unknown word
	}{
		{"active inactive archiving uncleaned archived", values(api.ProjectStatuses()...), api.ProjectStatus(6)},
		{"active disused", values(api.SchemeStatuses()...), api.SchemeStatus(0)},
		{"system custom", values(api.SchemeSystem, api.SchemeCustom), api.SchemeType(3)},
		{"include exclude nothing", values(api.ScanInclude, api.ScanExclude, api.ScanNothing), api.ScanDirType(-1)},
		{"wildcard regexp", values(api.PathWildcard, api.PathRegexp), api.PathType(0)},
		{"custom official", values(api.PackageCustom, api.PackageOfficial), api.PackageType(9)},
		{"no own official", values(api.RuleNotChosen, api.RuleChosen, api.RuleChosenOfficial), api.RuleChoice(3)},
		{"enabled blocked", values(api.RuleEnabled, api.RuleBlocked), api.RuleState(0)},
		{"running trial suspended disabled", values(api.ToolRunning, api.ToolTrial, api.ToolSuspended, api.ToolDisabled), api.ToolStatus(4)},
		{"waiting initialising initialised running storing closed", values(api.JobStates()...), api.JobState(6)},
		{
			"waiting running closed creating acknowledging",
			values(api.TaskWaiting, api.TaskRunning, api.TaskClosed, api.TaskCreating, api.TaskAcknowledging), api.TaskState(5),
		},
		{"good server node user unknown", values(api.FamilyGood, api.FamilyServer, api.FamilyNode, api.FamilyUser, api.FamilyUnknown), api.Family(9)},
		{"active inactive expired forbidden", values(api.OrgActive, api.OrgInactive, api.OrgExpired, api.OrgForbidden), api.OrgStatus(4)},
		{"normal vip supervip", values(api.OrgNormal, api.OrgVIP, api.OrgSuperVIP), api.OrgLevel(0)},
		{"active disabled", values(api.TeamActive, api.TeamDisabled), api.TeamStatus(3)},
		{
			"tgit tgitsaas coding github gitee gitlab other",
			values(api.PlatformTGit, api.PlatformTGitSaaS, api.PlatformCoding, api.PlatformGitHub, api.PlatformGitee, api.PlatformGitLab, api.PlatformOther),
			api.ScmPlatform(8),
		},
		{"disabled active offline", values(api.NodeDisabled, api.NodeActive, api.NodeOffline), api.NodeEnabled(3)},
		{"free busy", values(api.NodeFree, api.NodeBusy), api.NodeState(2)},
	}
	for _, tt := range tests {
		t.Run(fmt.Sprintf("%T", tt.unknown), func(t *testing.T) {
			var words []string
			for _, v := range tt.all {
				words = append(words, v.String())
				if !v.Valid() {
					t.Errorf("%d is not valid", v)
				}
			}
			if got := strings.Join(words, " "); got != tt.want {
				t.Errorf("got %s, want %s", got, tt.want)
			}
			if tt.unknown.Valid() || tt.unknown.String() != "unknown" {
				t.Errorf("%d is %s", tt.unknown, tt.unknown)
			}
		})
	}
	for _, s := range append(api.RepoScopes(), "related_me", "") {
		if want := s != "related_me" && s != ""; s.Valid() != want {
			t.Errorf("scope %q is valid: %t", s, s.Valid())
		}
	}
	if !api.AuthSSH.Valid() || api.AuthType("key").Valid() {
		t.Error("ways to sign in")
	}
}

func TestResultCodes(t *testing.T) {
	tests := []struct {
		code   api.ResultCode
		slug   string
		family api.Family
		ok     bool
	}{
		{0, "success", api.FamilyGood, true},
		{1, "nothing_to_scan", api.FamilyGood, true},
		{2, "redirected", api.FamilyGood, true},
		{50, "success", api.FamilyGood, true},
		{99, "success", api.FamilyGood, true},
		{100, "server_error", api.FamilyServer, false},
		{112, "code_host_missing", api.FamilyServer, false},
		{150, "server_other", api.FamilyServer, false},
		{199, "scan_timed_out", api.FamilyServer, false},
		{203, "code_fetch", api.FamilyNode, false},
		{250, "node_other", api.FamilyNode, false},
		{299, "other_task_failed", api.FamilyNode, false},
		{300, "cancelled_or_config", api.FamilyUser, false},
		{301, "cancelled", api.FamilyUser, false},
		{313, "scheme_no_node", api.FamilyUser, false},
		{399, "user_other", api.FamilyUser, false},
		{400, "unknown", api.FamilyUnknown, false},
		{1000, "unknown", api.FamilyUnknown, false},
		{-1, "unknown", api.FamilyUnknown, false},
	}
	for _, tt := range tests {
		if tt.code.Slug() != tt.slug || tt.code.Family() != tt.family || tt.code.OK() != tt.ok {
			t.Errorf("%d: %s, %s, %t", tt.code, tt.code.Slug(), tt.code.Family(), tt.code.OK())
		}
	}
	all := api.ResultSlugs()
	used := map[string]bool{}
	for c := api.ResultCode(-2); c < 1600; c++ {
		used[c.Slug()] = true
		if !slices.Contains(all, c.Slug()) {
			t.Errorf("%d: %s is not listed", c, c.Slug())
		}
	}
	shape := regexp.MustCompile(`^[a-z]+(_[a-z]+)*$`)
	for i, slug := range all {
		if !used[slug] || !shape.MatchString(slug) || slices.Contains(all[:i], slug) {
			t.Errorf("%s: used: %t, listed before: %t", slug, used[slug], slices.Contains(all[:i], slug))
		}
	}
}

// TestStopped: what was cancelled, or not needed, is no failure, and no success either.
func TestStopped(t *testing.T) {
	var stopped []api.ResultCode
	for c := api.ResultCode(-2); c < 1600; c++ {
		if c.Stopped() {
			stopped = append(stopped, c)
		}
		if c.Stopped() && c.OK() {
			t.Errorf("%d is a success, too", c)
		}
	}
	if want := []api.ResultCode{225, 299, 301}; !slices.Equal(stopped, want) {
		t.Errorf("stopped: %v, want %v", stopped, want)
	}
}

// TestDone: success is a closed job or task with a code from 0 to 99.
func TestDone(t *testing.T) {
	tests := []struct {
		name, job string
		done, ok  bool
	}{
		{"waiting", `{"state":0,"result_code":null}`, false, false},
		{"running", `{"state":1,"result_code":null}`, false, false},
		{"storing with a code", `{"state":3,"result_code":0}`, false, false},
		{"good", `{"state":2,"result_code":0}`, true, true},
		{"nothing to scan", `{"state":2,"result_code":1}`, true, true},
		{"the last good", `{"state":2,"result_code":99}`, true, true},
		{"failed", `{"state":2,"result_code":100}`, true, false},
		{"unknown", `{"state":2,"result_code":-1}`, true, false},
		{"without a code", `{"state":2,"result_code":null}`, true, false},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var job api.Job
			var detail api.JobDetail
			var task api.Task
			var timed api.TaskV3
			for _, v := range []any{&job, &detail, &task, &timed} {
				if err := json.Unmarshal([]byte(tt.job), v); err != nil {
					t.Fatal(err)
				}
				over := v.(interface{ Done() bool }).Done()
				well := v.(interface{ OK() bool }).OK()
				if over != tt.done || well != tt.ok {
					t.Errorf("%T: done %t, ok %t", v, over, well)
				}
			}
		})
	}
}

func TestJobDetail(t *testing.T) {
	tests := []struct {
		name, job string
		redirect  int64
		closed    string
	}{
		{"usual", `{"state":2,"result_code":0,"result_msg":"success","end_time":"2026-10-25T07:21:38Z"}`, 0, "07:21:38"},
		{"redirected", `{"state":2,"result_code":2,"result_msg":"{\"job_id\": 1, \"scan_id\": 5001}"}`, 1, "00:00:00"},
		{"redirected, nobody knows where", `{"state":2,"result_code":2,"result_msg":"elsewhere"}`, 0, "00:00:00"},
		{"JSON of another code", `{"state":2,"result_code":0,"result_msg":"{\"job_id\": 1}"}`, 0, "00:00:00"},
		{"no code", `{"state":0,"result_code":null,"result_msg":null}`, 0, "00:00:00"},
		{"negative", `{"state":2,"result_code":2,"result_msg":"{\"job_id\": -1}"}`, 0, "00:00:00"},
		{"cancelled", `{"state":2,"result_code":301,"end_time":null,"expire_time":"2026-10-25T08:00:00Z"}`, 0, "08:00:00"},
		{"both", `{"state":2,"result_code":301,"end_time":"2026-10-25T07:00:00Z","expire_time":"2026-10-25T08:00:00Z"}`, 0, "07:00:00"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var job api.JobDetail
			if err := json.Unmarshal([]byte(tt.job), &job); err != nil {
				t.Fatal(err)
			}
			if job.Redirect() != tt.redirect || job.Closed().Format("15:04:05") != tt.closed {
				t.Errorf("redirected to %d, closed at %v", job.Redirect(), job.Closed())
			}
		})
	}
}

func TestLanguageName(t *testing.T) {
	for name, want := range map[string]string{
		"cpp": "C/C++", "Go": "Go", "go": "Go", "JS": "JavaScript", "oc": "Objective-C", "zig": "zig", "": "", "C/C++ Header": "C/C++ Header",
	} {
		if got := api.LanguageName(name); got != want {
			t.Errorf("%q: got %q, want %q", name, got, want)
		}
	}
}

// TestLanguageNamesAreTheServers: the names are those that the server was recorded to give.
func TestLanguageNamesAreTheServers(t *testing.T) {
	all, _ := recordings(t)
	for _, r := range all {
		if r.Name != "v3-languages" {
			continue
		}
		var env struct {
			Data struct{ Results []api.Language }
		}
		if err := json.Unmarshal(r.body(), &env); err != nil || len(env.Data.Results) < 30 {
			t.Fatalf("%v, %d languages", err, len(env.Data.Results))
		}
		for _, l := range env.Data.Results {
			if api.LanguageName(l.Name) != l.DisplayName {
				t.Errorf("%s: %s, the server says %s", l.Name, api.LanguageName(l.Name), l.DisplayName)
			}
		}
		return
	}
	t.Error("no recording of the languages")
}
