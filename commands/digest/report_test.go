package digest

import (
	"context"
	"errors"
	"slices"
	"strings"
	"sync/atomic"
	"tcabot/api"
	"tcabot/api/apitest"
	"tcabot/api/cached"
	"tcabot/api/secret"
	"tcabot/commands/change"
	"tcabot/commands/command"
	"tcabot/commands/gate"
	"tcabot/commands/kit"
	"tcabot/commands/locale"
	"tcabot/commands/screen/screentest"
	"tcabot/commands/subscription"
	"tcabot/commands/target"
	"testing"
	"time"
)

// rig is a TCA whose clock the test has in its hand.
type rig struct {
	*apitest.Server
	sample apitest.Sampled
	clock  *atomic.Int64
	tca    *api.Client
}

func newDigestRig(tb testing.TB, cache api.Cache) rig {
	tb.Helper()
	r := rig{clock: new(atomic.Int64)}
	r.clock.Store(screentest.Then.Unix())
	var err error
	if r.Server, err = apitest.New(apitest.Options{Now: r.now}); err != nil {
		tb.Fatal(err)
	}
	tb.Cleanup(func() { _ = r.Close() })
	r.sample = apitest.Sample(r.Server)
	c, err := api.New(api.Config{URL: r.URL(), Cache: cache})
	if err != nil {
		tb.Fatal(err)
	}
	r.tca = c.As(secret.New(r.sample.Member), "member")
	return r
}

func (r rig) now() time.Time          { return time.Unix(r.clock.Load(), 0).UTC() }
func (r rig) forward(d time.Duration) { r.clock.Add(int64(d / time.Second)) }

// report makes a report and tells how many requests that took.
func (r rig) report(tb testing.TB, d Digest, marks []change.Mark) (Report, int) {
	tb.Helper()
	before := len(r.Requests())
	report, err := NewReport(tb.Context(), r.tca, r.tca.Site(), d, marks, gate.Held{}, r.now(), 0)
	if err != nil {
		tb.Fatal(err)
	}
	return report, len(r.Requests()) - before
}

func branchDigest(p apitest.SampleProject) Digest {
	return Digest{Subscription: subscription.Subscription{Name: p.Repo + "@" + p.Branch, Target: target.Target{Org: p.Org, Team: p.Team, Repo: p.RepoID, Project: p.ProjectID}}}
}

func refOf(p apitest.SampleProject) api.ProjectRef {
	return api.ProjectRef{Repo: api.RepoRef{TeamRef: api.TeamRef{Org: p.Org, Team: p.Team}, ID: p.RepoID}, ID: p.ProjectID}
}

// TestDigestNextDay checks that a report tells exactly the difference between two days' totals, and once told is quiet.
func TestDigestNextDay(t *testing.T) {
	r := newDigestRig(t, nil)
	p := r.sample.Rich
	d := branchDigest(p)
	total := func() api.LintScan {
		l, err := r.tca.IssueReport(t.Context(), refOf(p), 0)
		if err != nil {
			t.Fatal(err)
		}
		return l
	}
	report, _ := r.report(t, d, nil)
	was, marks := total(), report.Marks()
	for day := range 9 { // some of the scans of these days fail, and some have nothing to do
		r.forward(24 * time.Hour)
		report, _ = r.report(t, d, marks)
		now, b := total(), report.branches[0]
		if want := now.Total.ByState.Active - was.Total.ByState.Active; b.OpenChange() != want || b.New-b.Fixed-b.ResolvedChange() != want || b.Reopened() != 0 {
			t.Errorf("day %d: %+d, %d new, %d fixed, %d resolved, %d reopened; the totals say %+d", day, b.OpenChange(), b.New, b.Fixed, b.ResolvedChange(), b.Reopened(), want)
		}
		if change.Sum(b.Opened) != b.New || len(b.issues) != b.New {
			t.Errorf("day %d: %d new, by severity %+v, and %d listed", day, b.New, b.Opened, len(b.issues))
		}
		if now.Scan.ID != was.Scan.ID && report.Quiet() {
			t.Errorf("day %d: there was a good scan, and the report is quiet", day)
		}
		was, marks = now, report.Marks()
		if again, _ := r.report(t, d, marks); !again.Quiet() {
			t.Errorf("day %d: told twice", day)
		}
	}
}

// TestDigestCalls counts what a report asks: of a thousand at the same minute each call counts.
func TestDigestCalls(t *testing.T) {
	r := newDigestRig(t, nil)
	branch := branchDigest(r.sample.Rich)
	repo := branch
	repo.Target.Project = 0
	one, n := r.report(t, branch, nil)
	if n != 4 {
		t.Errorf("first: %d calls, want the branch, its scans, its new issues and the old ones", n)
	}
	many, _ := r.report(t, repo, nil)
	branches := len(many.branches)
	if one, n := r.report(t, branch, one.Marks()); n != 2 || !one.Quiet() {
		t.Errorf("unchanged: %d calls, quiet %v", n, one.Quiet())
	}
	if many, n := r.report(t, repo, many.Marks()); n != 1+branches || branches < 5 || !many.Quiet() {
		t.Errorf("%d branches unchanged: %d calls, quiet %v", branches, n, many.Quiet())
	}
	r.forward(24 * time.Hour)
	bare := branch
	bare.Content.Show = []Part{PartTrend, PartMetrics}
	for _, tt := range []struct {
		name  string
		d     Digest
		marks []change.Mark
		want  func(Report) int
	}{
		{"changed", branch, one.Marks(), func(Report) int { return 4 }},
		{"changed, but nobody wants a list", bare, one.Marks(), func(Report) int { return 2 }},
		{"several", repo, many.Marks(), func(got Report) int {
			n := 1
			for _, b := range got.branches {
				n++
				if b.New > 0 {
					n++
				}
			}
			return n
		}},
		{"long ago", branch, []change.Mark{{Project: r.sample.Rich.ProjectID, Scan: 1}}, func(Report) int { return 4 + 1 }},
	} {
		if report, n := r.report(t, tt.d, tt.marks); n != tt.want(report) || report.Quiet() {
			t.Errorf("%s: %d calls, want %d, quiet %v", tt.name, n, tt.want(report), report.Quiet())
		}
	}
}

// TestDigestTeam looks at all branches of a team, and follows its list.
func TestDigestTeam(t *testing.T) {
	r := newDigestRig(t, nil)
	d := Digest{Subscription: subscription.Subscription{Name: "bigteam", Target: target.Target{Org: r.sample.Org, Team: r.sample.Team}}}
	report, _ := r.report(t, d, nil)
	if len(report.branches) != report.total || report.total < 500 || len(report.lost) > 0 || report.left > 0 {
		t.Fatalf("looked at %d of %d, lost %d, left %d", len(report.branches), report.total, len(report.lost), report.left)
	}
	for _, b := range report.branches {
		if b.Status != api.ProjectActive {
			t.Errorf("%s is not active", target.BranchName(b.TeamBranch))
		}
	}
	marks := report.Marks()
	projects := map[int64]bool{}
	for _, m := range marks {
		projects[m.Project] = true
	}
	if len(projects) != len(marks) {
		t.Errorf("%d marks for %d branches", len(marks), len(projects))
	}
	if again, _ := r.report(t, d, marks); !again.Quiet() {
		t.Error("nothing happened, and the report is not quiet")
	}
	small, _ := r.report(t, Digest{Subscription: subscription.Subscription{Target: target.Target{Org: r.sample.Org, Team: "empty-team"}}}, nil)
	if !small.Quiet() || small.total != 0 || len(small.Marks()) > 0 {
		t.Errorf("a team without branches: %+v", small)
	}
}

// TestDigestHeldGates: a digest without a gate of its own is judged by those that were set for its branches, by what changed
// since its last post, or since a pinned scan; its own comes first.
func TestDigestHeldGates(t *testing.T) {
	r := newDigestRig(t, nil)
	d := branchDigest(r.sample.Rich)
	ref := refOf(r.sample.Rich)
	first, _ := r.report(t, d, nil)
	marks := first.Marks()
	r.forward(24 * time.Hour)
	none := gate.Gate{{What: gate.New}}
	held := gate.Held{Settings: gate.Settings{{Scope: gate.Scope{Target: target.Target{Org: ref.Repo.Org, Team: ref.Repo.Team}}, Terms: gate.Terms{Limits: none}}}}
	report := func(d Digest, held gate.Held) Report {
		got, err := NewReport(t.Context(), r.tca, r.tca.Site(), d, marks, held, r.now(), 0)
		if err != nil {
			t.Fatal(err)
		}
		return got
	}
	got := report(d, held)
	sinceLast := got.branches[0].AllNew
	if len(got.failedLimits) != 1 || got.failedLimits[0].Have != float64(sinceLast) || sinceLast == 0 || got.failedLimits[0].pin != "" {
		t.Errorf("since the last post: %+v, and %d are new", got.failedLimits, sinceLast)
	}
	filtered := d
	filtered.Content.Severity = []api.Severity{api.SeverityFatal}
	if got := report(filtered, held); len(got.failedLimits) != 1 || got.failedLimits[0].Have != float64(sinceLast) {
		t.Errorf("of all severities: %+v", got.failedLimits)
	}
	own := d
	own.Content.Gate = gate.Gate{{What: gate.New, Most: 1e6}}
	if got := report(own, held); len(got.failedLimits) > 0 || !got.gated {
		t.Errorf("by its own gate: %+v", got.failedLimits)
	}
	scans, _, err := change.Recent(t.Context(), r.tca, ref, change.Mark{Scan: 1}, r.now())
	if err != nil {
		t.Fatal(err)
	}
	pinned := scans[len(scans)-1] // older than the scans that a report needs
	state, _ := change.After(scans, pinned.ID)
	held.Settings[0].Against = gate.Against{What: gate.AgainstPin, Pin: "release"}
	held.Pins = gate.Pins{{Ref: ref, Name: "release", Scan: pinned.ID, State: state}}
	want := 0
	for _, c := range scans[:len(scans)-1] {
		if c.Lint != nil {
			want += c.Lint.Opened
		}
	}
	got = report(d, held)
	if len(got.failedLimits) != 1 || got.failedLimits[0].Have != float64(want) || got.failedLimits[0].pin != "release" || want <= sinceLast {
		t.Errorf("since the pinned scan: %+v, want %d", got.failedLimits, want)
	}
	if got.branches[0].AllNew != sinceLast {
		t.Errorf("the numbers are not those since the last post: %d", got.branches[0].AllNew)
	}
	if got := report(d, gate.Held{}); got.gated || len(got.failedLimits) > 0 {
		t.Errorf("without a gate: %+v", got.failedLimits)
	}
}

// TestDigestLost has some branches not answer: the others are told, those keep their marks.
func TestDigestLost(t *testing.T) {
	r := newDigestRig(t, nil)
	rich := r.sample.Rich
	d := branchDigest(rich)
	d.Target.Project = 0
	whole, _ := r.report(t, d, nil)
	r.forward(24 * time.Hour)
	path := "/projects/" + kit.Number(rich.ProjectID) + "/scans/"
	for _, f := range []apitest.Fault{apitest.Down(), apitest.Busy(time.Millisecond), apitest.WebPage(), apitest.Malformed(), apitest.Refused(403, "no")} {
		f.Path = path
		remove := r.Inject(f)
		got, _ := r.report(t, d, whole.Marks())
		remove()
		if len(got.lost) != 1 || got.lost[0].ID != rich.ProjectID || len(got.branches) != len(whole.branches)-1 || got.Quiet() {
			t.Errorf("status %d: lost %v, told %d of %d, quiet %v", f.Status, got.lost, len(got.branches), len(whole.branches), got.Quiet())
		}
		of := func(marks []change.Mark) change.Mark {
			i := slices.IndexFunc(marks, func(m change.Mark) bool { return m.Project == rich.ProjectID })
			if i < 0 {
				t.Fatal("its mark is gone")
			}
			return marks[i]
		}
		if of(got.Marks()) != of(whole.Marks()) {
			t.Error("its mark was moved")
		}
	}
	f := apitest.Down()
	f.Path = "/codelint/issues/"
	defer r.Inject(f)()
	got, _ := r.report(t, branchDigest(rich), whole.Marks())
	if b := got.branches[0]; b.New == 0 || !b.unnamed || got.aged || !slices.Equal(got.missing, []locale.Key{"part.new_issues", "post.part_age"}) {
		t.Errorf("without the lists: %d new, missing %v", got.branches[0].New, got.missing)
	}
}

// TestDigestInTime: when TCA is too slow for all branches, a report covers those that answered and says of how many; the
// others keep their marks, and are in the next report. What is missing is not taken for quiet.
func TestDigestInTime(t *testing.T) {
	r := newDigestRig(t, nil)
	d := Digest{Subscription: subscription.Subscription{Name: "hellotca", Target: target.Target{Org: r.sample.Org, Team: "hellotca"}}}
	whole, _ := r.report(t, d, nil)
	stuck := make(chan struct{})
	defer close(stuck)
	for _, tt := range []struct {
		name     string
		answers  int // before TCA stops answering
		patience time.Duration
		deadline time.Duration // of the context
		fails    bool
	}{
		{"most of them, in its own time", 30, 150 * time.Millisecond, 0, false},
		{"most of them, in half of the context's", 30, 0, 300 * time.Millisecond, false},
		{"none", 0, 50 * time.Millisecond, 0, true},
	} {
		t.Run(tt.name, func(t *testing.T) {
			defer r.Inject(apitest.Fault{Path: "/scans/", Gate: stuck, After: tt.answers})()
			ctx := t.Context()
			if tt.deadline > 0 {
				limited, cancel := context.WithTimeout(ctx, tt.deadline)
				defer cancel()
				ctx = limited
			}
			got, err := NewReport(ctx, r.tca, r.tca.Site(), d, whole.Marks(), gate.Held{}, r.now(), tt.patience)
			if tt.fails {
				if !errors.Is(err, command.ErrDeadline) {
					t.Errorf("got %v", err)
				}
				return
			}
			if err != nil || len(got.branches) == 0 || got.left == 0 || len(got.branches)+got.left != whole.total || len(got.lost) > 0 || got.Quiet() {
				t.Fatalf("%d branches, %d left, %d lost of %d, quiet %v, %v", len(got.branches), got.left, len(got.lost), whole.total, got.Quiet(), err)
			}
			kept := map[int64]change.Mark{}
			for _, m := range got.Marks() {
				kept[m.Project] = m
			}
			for _, m := range whole.Marks() {
				if kept[m.Project] != m {
					t.Errorf("the mark of %d is %+v, was %+v", m.Project, kept[m.Project], m)
				}
			}
			for lang, texts := range map[locale.Lang][]string{
				locale.English: {"Covers only", "of 42 branches", "To answer quickly, this preview covers only some"},
				locale.Chinese: {"42 个", "预览只包含部分分析项目"},
			} {
				d.Language = lang
				shown := previewed(command.Screen{Words: locale.In(lang)}, d, got).Text()
				for _, text := range texts {
					if !strings.Contains(shown, text) {
						t.Errorf("%s: %q is not in\n%s", lang, text, shown)
					}
				}
			}
		})
	}
	if again, _ := r.report(t, d, whole.Marks()); !again.Quiet() || again.left > 0 {
		t.Error("nothing happened, and the report is not quiet")
	}
}

// TestDigestErrors checks which errors a caller can tell apart.
func TestDigestErrors(t *testing.T) {
	r := newDigestRig(t, nil)
	outsider := r.tca.As(secret.New(r.sample.Outsider), "outsider")
	stranger := r.tca.As(secret.New(strings.Repeat("f", 40)), "stranger")
	rich := branchDigest(r.sample.Rich)
	repo := rich
	repo.Target.Project = 0
	gone := rich
	gone.Target.Project = 99_999_999
	down := apitest.Down()
	down.Path = "/scans/"
	refusing := apitest.Refused(401, "no")
	refusing.Path = "/codelint/issues/"
	for _, tt := range []struct {
		name  string
		tca   *api.Client
		d     Digest
		fault *apitest.Fault
		want  error
	}{
		{"inactive", r.tca, branchDigest(r.sample.Left), nil, ErrTargetGone},
		{"archived", r.tca, branchDigest(r.sample.Archived), nil, ErrTargetGone},
		{"no such branch", r.tca, gone, nil, api.ErrNotFound},
		{"no right", outsider, rich, nil, api.ErrForbidden},
		{"no right to the repository", outsider, repo, nil, api.ErrForbidden},
		{"no right to the team", outsider, Digest{Subscription: subscription.Subscription{Target: target.Target{Org: r.sample.Org, Team: r.sample.Team}}}, nil, api.ErrForbidden},
		{"unknown token", stranger, rich, nil, api.ErrUnauthorized},
		{"token refused half-way", r.tca, repo, &refusing, api.ErrUnauthorized},
		{"token refused at the end", r.tca, rich, &refusing, api.ErrUnauthorized},
		{"analysis is down", r.tca, repo, &down, api.ErrUnavailable},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if tt.fault != nil {
				defer r.Inject(*tt.fault)()
			}
			if _, err := NewReport(t.Context(), tt.tca, r.tca.Site(), tt.d, nil, gate.Held{}, r.now(), 0); !errors.Is(err, tt.want) {
				t.Errorf("got %v, want %v", err, tt.want)
			}
		})
	}
	ctx, cancel := context.WithCancelCause(t.Context())
	cancel(command.ErrStopping)
	if _, err := NewReport(ctx, r.tca, r.tca.Site(), rich, nil, gate.Held{}, r.now(), 0); err == nil {
		t.Error("no error although there was no time")
	}
}

// TestDigestNever reports of branches that have nothing, or nothing good, to tell.
func TestDigestNever(t *testing.T) {
	r := newDigestRig(t, nil)
	never, _ := r.report(t, branchDigest(r.sample.Never), nil)
	if !never.Quiet() || len(never.Marks()) > 0 {
		t.Errorf("never scanned: quiet %v, marks %v", never.Quiet(), never.Marks())
	}
	failing, _ := r.report(t, branchDigest(r.sample.Failing), nil)
	if b := failing.branches[0]; failing.Quiet() || b.Failed == 0 || !b.LastFailed || b.Now.Has != (change.MarkParts{}) {
		t.Errorf("only failures: quiet %v, %d failed, %+v", failing.Quiet(), b.Failed, b.Now)
	}
	running, _ := r.report(t, branchDigest(r.sample.Running), nil)
	if b := running.branches[0]; b.UnderWay.ID == 0 || b.Now.Scan >= b.UnderWay.ID {
		t.Errorf("under way %d, told %d", b.UnderWay.ID, b.Now.Scan)
	}
}

func BenchmarkDigestReport(b *testing.B) {
	r := newDigestRig(b, cached.New(cached.Config{TTL: time.Hour}))
	one := branchDigest(r.sample.Rich)
	repo := one
	repo.Target.Project = 0
	team := Digest{Subscription: subscription.Subscription{Target: target.Target{Org: r.sample.Org, Team: r.sample.Team}}}
	for _, bb := range []struct {
		name string
		d    Digest
	}{{"branch", one}, {"repo", repo}, {"team", team}} {
		report, _ := r.report(b, bb.d, nil)
		for _, quiet := range []bool{false, true} {
			var marks []change.Mark
			name := bb.name + "/changed"
			if quiet {
				marks, name = report.Marks(), bb.name+"/unchanged"
			}
			b.Run(name, func(b *testing.B) {
				b.ReportAllocs()
				for b.Loop() {
					if _, err := NewReport(b.Context(), r.tca, r.tca.Site(), bb.d, marks, gate.Held{}, r.now(), 0); err != nil {
						b.Fatal(err)
					}
				}
			})
		}
	}
}
