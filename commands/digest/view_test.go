package digest

import (
	"fmt"
	"slices"
	"strings"
	"tcabot/api"
	"tcabot/api/apitest"
	"tcabot/commands/change"
	"tcabot/commands/change/changetest"
	"tcabot/commands/command"
	"tcabot/commands/gate"
	"tcabot/commands/kit"
	"tcabot/commands/locale"
	"tcabot/commands/people"
	"tcabot/commands/schedule"
	"tcabot/commands/screen/screentest"
	"tcabot/commands/subscription"
	"tcabot/commands/target"
	"testing"
)

// usualHistory is a branch's last scans, the newest of which found three new issues.
func usualHistory() []api.Scan {
	scans := []api.Scan{changetest.Counted(5014, 6, changetest.Open(1, 2), changetest.Open(34, 104, 137, 137), 5, 58)}
	for i := range int64(13) {
		scans = append(scans, changetest.Counted(5013-i, int(30+24*i), changetest.Open(0, 1, 2), changetest.Open(33, 105, 138+int(i*i), 138), 2, 58))
	}
	newest := &scans[0]
	newest.Complexity, newest.Duplicate, newest.Lines = screentest.SomeComplexity(29, 1, 6), screentest.SomeDuplicate(12.34, 1200, 6), screentest.SomeLines(48_212, 6)
	return scans
}

func usualMark() change.Mark {
	m := changetest.Mark(5013, changetest.Open(33, 105, 138, 138), 58)
	m.Complex, m.Duplicated, m.Code, m.Has = 28, 12.5, 48_092, change.MarkParts{Lint: true, Complexity: true, Duplication: true, Lines: true}
	return m
}

// someIssues are new issues of several rules and authors.
func someIssues(n int, scan int64) []api.Issue {
	var all []api.Issue
	for i := range n {
		all = append(all, api.Issue{
			ID: int64(881_000 - i), Severity: api.Severities()[i*2%3], Message: "Possible nil pointer dereference of the response", Author: []string{"zhangwei", "王芳", ""}[i%3],
			Path: "internal/payment/gateway/adapter/http_client.go", Rule: "SA5011", RuleName: []string{"nil-dereference", "unchecked-error"}[i/2%2],
			State: api.IssueActive, ScanOpen: scan,
		})
	}
	return all
}

func newsAt(at target.Branch, b branchNews) branchNews {
	b.Ref = at.Ref
	b.TeamBranch = target.InTeam(at.Project, at.Ref.Repo)
	b.Ref.ID, b.ID = at.Ref.ID, at.Ref.ID
	b.Repo.ID = at.Ref.Repo.ID
	b.changes = b.Changed(true)
	return b
}

// gated checks the gate of a digest.
func gated(b branchNews, g gate.Gate) branchNews {
	b.checked = gate.Checked{Result: g.Check(b.Delta), Held: len(g) > 0}
	return b
}

// digestAt is a digest of one branch and the report of it.
func digestAt(at target.Branch, g gate.Gate, b branchNews) (Digest, Report) {
	d := Digest{
		Subscription: subscription.Subscription{Name: "payments-api@master", Target: target.Target{Org: at.Ref.Repo.Org, Team: at.Ref.Repo.Team, Repo: at.Ref.Repo.ID, Project: at.Ref.ID}, Last: screentest.Moments(24).Time},
		When:         schedule.Schedule{At: schedule.At(9, 30), Days: schedule.Workdays, Zone: screentest.Shanghai},
		Content:      Content{Gate: g},
	}
	r := Report{site: at.Site, at: screentest.Then, total: 1}
	r = r.with(gated(newsAt(at, b), g))
	return d, r
}

func usualDigestReport(at target.Branch) (Digest, Report) {
	scans := usualHistory()
	b := branchNews{Delta: change.Between(scans, true, usualMark(), nil, screentest.Then), issues: someIssues(3, 5014), trend: lintsOf(scans)}
	d, r := digestAt(at, nil, b)
	r.aged, r.old = true, 121
	return d, r
}

// teamDigest is a digest of a team with many branches, some of which changed.
func teamDigestReport(at target.Branch, names []string, changed int) (Digest, Report) {
	d, r := digestAt(at, nil, branchNews{})
	d.Name, d.Target = "Core platform 基础平台部", target.Target{Org: at.Ref.Repo.Org, Team: at.Ref.Repo.Team}
	r.branches, r.total = nil, len(names)
	for i, called := range names {
		one := at
		one.Project.Repo.Name, one.Ref.Repo.ID, one.Ref.ID = called, int64(100+i), int64(10_000+i)
		scans := usualHistory()
		mark := usualMark()
		b := branchNews{Delta: change.Between(scans, true, mark, nil, screentest.Then)}
		switch {
		case i >= changed:
			b.Delta = change.Between(scans[1:], true, mark, nil, screentest.Then)
		case i%5 == 1: // worse
			scans[0] = changetest.Counted(5014, 6, changetest.Open(2+i, 0, 0, 1), changetest.Open(40, 105, 138, 138), 0, 60)
			b.Delta = change.Between(scans, true, mark, nil, screentest.Then)
		case i%5 == 2:
			b.Delta = change.Between(append([]api.Scan{changetest.Ended(5015, 1, 203), changetest.Ended(5014, 7, 203)}, scans[1:]...), true, mark, nil, screentest.Then)
		case i%5 == 3:
			b.Delta = change.Between(scans[:1], true, change.Mark{}, nil, screentest.Then)
		case i%5 == 4: // only metrics
			scans[0] = changetest.Ended(5014, 6, 0)
			scans[0].Complexity, scans[0].Lines = screentest.SomeComplexity(30, 2, 6), screentest.SomeLines(48_000, 6)
			b.Delta = change.Between(scans, true, mark, nil, screentest.Then)
		}
		if b.New > 0 {
			b.issues = someIssues(b.New, 5014)
		}
		r = r.with(gated(newsAt(one, b), d.Content.Gate))
	}
	return d, r
}

func numbered(n int, one string) []string {
	all := make([]string, n)
	for i := range all {
		all[i] = fmt.Sprintf("%s-%02d", one, i)
	}
	return all
}

// digestCase is a report that is shown.
type digestCase struct {
	name   string
	digest Digest
	report Report
}

func digestCases(t *testing.T) []digestCase {
	t.Helper()
	at := screentest.UsualPlace(t)
	var all []digestCase
	add := func(name string, d Digest, r Report) { all = append(all, digestCase{"digest_" + name, d, r}) }
	single := func(name string, g gate.Gate, mark change.Mark, alter func(*Digest, *Report), scans ...api.Scan) {
		b := branchNews{Delta: change.Between(scans, true, mark, nil, screentest.Then), trend: lintsOf(scans)}
		d, r := digestAt(at, g, b)
		if alter != nil {
			alter(&d, &r)
		}
		add(name, d, r)
	}
	d, r := usualDigestReport(at)
	add("changed", d, r)
	limits := gate.Gate{{What: gate.New, Most: 0}, {What: gate.Fatal, Most: 0}, {What: gate.Complex, Most: 20}, {What: gate.Duplication, Most: 5}}
	b := usualOf(r)
	b.UnderWay = changetest.Waiting(5015)
	b.UnderWay.State = api.ScanRunning
	d, r = digestAt(at, limits, b)
	add("gate_broken", d, r)
	single("gate_holds", gate.Gate{{What: gate.Open, Most: 412}, {What: gate.New, Most: 0}}, changetest.Mark(5013, changetest.Open(33, 105, 138, 138), 58), nil, changetest.Counted(5014, 6, changetest.Open(), changetest.Open(33, 105, 138, 136), 2, 58))
	single("gate_unknown", gate.Gate{{What: gate.Open, Most: 500}, {What: gate.Duplication, Most: 5}}, changetest.Mark(5013, changetest.Open(33, 105, 138, 138), 58), nil, changetest.Counted(5014, 6, changetest.Open(), changetest.Open(33, 105, 138, 136), 2, 58))
	single("first", nil, change.Mark{}, func(d *Digest, r *Report) { d.Last, r.aged, r.old = time0, true, 1 }, usualHistory()[0])
	single("first_day", nil, change.Mark{}, func(d *Digest, _ *Report) { d.Last = time0 }, usualHistory()...)
	single("unchanged_broken", limits[2:3], usualMark(), nil, usualHistory()[1:]...)
	single("quiet", gate.Gate{{What: gate.Open, Most: 500}}, usualMark(), nil, usualHistory()[1:]...)
	single("quiet_long_ago", nil, changetest.Mark(5013, changetest.Open(0, 1), 0), nil)
	single("quiet_day", nil, change.Mark{}, func(d *Digest, _ *Report) { d.Last = time0 }, usualHistory()[1:]...)
	single("never", nil, change.Mark{}, nil, changetest.Waiting(5001))
	single("failed", nil, usualMark(), nil, append([]api.Scan{changetest.Waiting(5016), changetest.Ended(5015, 1, 203), changetest.Ended(5014, 7, 211)}, usualHistory()[1:]...)...)
	single("one_of_each", gate.Gate{{What: gate.Complex, Most: 0}}, changetest.Mark(5013, changetest.Open(0, 1), 0), func(_ *Digest, r *Report) {
		r.branches[0].issues, r.aged, r.old = someIssues(1, 5014), true, 1
	}, func() api.Scan {
		c := changetest.Counted(5014, 6, changetest.Open(1), changetest.Open(1), 1, 1)
		c.Complexity, c.Lines = screentest.SomeComplexity(1, 1, 6), screentest.SomeLines(1, 6)
		return c
	}(), changetest.Ended(5013, 30, 0))
	single("pinned", gate.Gate{{What: gate.New}, {What: gate.Open}}, usualMark(), func(_ *Digest, r *Report) {
		b := r.branches[0]
		b.checked.Pin, r.branches, r.failedLimits = "release", nil, nil
		*r = r.with(b)
	}, usualHistory()...)
	single("filtered", nil, usualMark(), func(d *Digest, r *Report) {
		d.Content.Severity, d.Content.Show = []api.Severity{api.SeverityFatal, api.SeverityError}, []Part{PartRules}
		b := &r.branches[0]
		b.issues, b.sampled, b.Cut, b.Finders = someIssues(3, 5014), true, true, []int64{5013, 5014}
		r.missing = []locale.Key{"post.part_age"}
	}, usualHistory()...)

	d, r = teamDigestReport(at, numbered(92, "service"), 14)
	add("team", d, r)
	d.Content.Gate, r.total = gate.Gate{{What: gate.New, Most: 0}, {What: gate.Fatal, Most: 35}}, 240
	teamGate(&d, &r)
	for _, b := range r.branches[:5] {
		r.lost = append(r.lost, b.TeamBranch)
	}
	add("team_lost", d, r)
	d, r = teamDigestReport(at, numbered(4, "service"), 4)
	all0 := r.branches
	r.branches = nil
	for i, b := range all0 { // by gates that were set for them, one of them against a pinned scan
		b = gated(b, gate.Gate{{What: gate.New}, {What: gate.Fatal}})
		if i == 0 {
			b.checked.Pin = "v1.4"
		}
		r = r.with(b)
	}
	add("team_pinned", d, r)
	d, r = teamDigestReport(at, numbered(80, "service"), 0)
	r.branches[3].UnderWay = changetest.Waiting(5015)
	add("team_quiet", d, r)
	d, r = teamDigestReport(at, []string{"orders-api", "orders-api"}, 2)
	r.branches[1].Ref.Repo, r.branches[1].Scheme, r.branches[1].ScanPath = r.branches[0].Ref.Repo, "security", "/internal/支付"
	d.Name, d.Target.Repo = "orders-api", r.branches[0].Ref.Repo.ID
	add("repo", d, r)
	d, r = teamDigestReport(at, []string{"orders-api"}, 1)
	add("team_of_one", d, r)
	d, r = teamDigestReport(at, numbered(5, "service"), 5)
	d.Last = time0
	add("team_small", d, r)
	d, r = teamDigestReport(at, nil, 0)
	add("team_empty", d, r)

	hostile, r := teamDigestReport(at, apitest.Hostile(), 11)
	hostile.Name = "<!channel> *x* <@U1>"
	for i := range r.branches {
		r.branches[i].Branch = apitest.Hostile()[i]
		for j := range r.branches[i].issues {
			one := &r.branches[i].issues[j]
			one.Message, one.Author, one.RuleName, one.Path = apitest.Hostile()[j%11], apitest.Hostile()[(j+1)%11], apitest.Hostile()[(j+2)%11], apitest.Hostile()[(j+3)%11]
		}
	}
	r.lost = []target.TeamBranch{r.branches[0].TeamBranch}
	add("hostile", hostile, r)
	d, r = longestDigest(t, screentest.WorstPlace(t))
	add("longest", d, r)
	d, r = usualDigestReport(at)
	add("mentions", d, r.Mentioning(usualPeople()))
	d, r = longestDigest(t, screentest.WorstPlace(t))
	add("longest_mentions", d, r.Mentioning(everyAuthor(r)))
	longest, r := longestTeam(screentest.WorstPlace(t))
	add("longest_team", longest, r)
	return all
}

// usualPeople has somebody of two names who agreed to be mentioned, and somebody who did not.
func usualPeople() people.People {
	return people.New([]people.Account{
		{User: "U0MEMBER01", Agreed: true, Names: []string{"wangfang", "王芳"}}, {User: "U0OTHER001", Names: []string{"zhangwei"}},
	})
}

// everyAuthor is people who all agreed to be mentioned.
func everyAuthor(r Report) people.People {
	var all []people.Account
	for _, b := range r.branches {
		for _, i := range b.issues {
			all = append(all, people.Account{User: fmt.Sprintf("U%010d", len(all)), Names: []string{i.Author}, Agreed: true})
		}
	}
	return people.New(all)
}

var time0 = Digest{}.Last

func usualOf(r Report) branchNews { return r.branches[0] }

// teamGate evaluates the gate of a digest anew.
func teamGate(d *Digest, r *Report) {
	all := r.branches
	r.branches = nil
	for _, b := range all {
		*r = r.with(gated(b, d.Content.Gate))
	}
}

func longestIssues(n int) []api.Issue {
	all := someIssues(n, 5014)
	for i := range all {
		one := &all[i]
		one.ID, one.Message, one.Author = 9_999_999_999-int64(i), screentest.WorstText, strings.Repeat("作者", 60)+kit.Number(i)
		one.RuleName, one.Path = strings.Repeat("规则", 60)+kit.Number(i), strings.Repeat("目录/", 200)+"x.go"
	}
	return all
}

func longestDigest(t *testing.T, at target.Branch) (Digest, Report) {
	t.Helper()
	many := changetest.Open(9_999_999, 9_999_999, 9_999_999, 9_999_999)
	scans := usualHistory()
	scans[0] = changetest.Counted(9_999_999_999, 1, many, many, 39_999_996, 9_999_999)
	scans[0].Complexity, scans[0].Duplicate, scans[0].Lines = screentest.SomeComplexity(9_999_999, 0, 1), screentest.SomeDuplicate(99.99, 0, 1), screentest.SomeLines(99_999_999, 1)
	b := branchNews{Delta: change.Between(append([]api.Scan{changetest.Ended(9_999_999_999_9, 0, 999)}, scans...), true, usualMark(), nil, screentest.Then), issues: longestIssues(100), sampled: true, trend: lintsOf(scans)}
	d, r := digestAt(at, gate.Gate{{What: gate.New, Most: 0}, {What: gate.Open, Most: 0}, {What: gate.Fatal, Most: 0}, {What: gate.Error, Most: 0}, {What: gate.Warning, Most: 0}, {What: gate.Complex, Most: 0}, {What: gate.Duplication, Most: 0}}, b)
	d.Content.Severity = api.Severities()
	r.aged, r.old, r.missing = true, 9_999_999, []locale.Key{"part.new_issues", "post.part_age"}
	return d, r
}

func longestTeam(at target.Branch) (Digest, Report) {
	d, r := teamDigestReport(at, slices.Repeat([]string{strings.Repeat("名", 128)}, 100), 90)
	d.Name, d.Content.Gate, r.total = strings.Repeat("名", 128), gate.Gate{{What: gate.New, Most: 0}, {What: gate.Fatal, Most: 0}}, 1_000_000
	d.Content.Severity = api.Severities()
	for i := range r.branches {
		b := &r.branches[i]
		b.issues, b.sampled, b.Cut = longestIssues(100), true, true
	}
	teamGate(&d, &r)
	for _, b := range r.branches[:20] {
		r.lost = append(r.lost, b.TeamBranch)
	}
	return d, r
}

// TestDigestViews compares posts, and what goes below them, with their golden files.
func TestDigestViews(t *testing.T) {
	for _, tt := range digestCases(t) {
		for _, lang := range locale.Languages() {
			t.Run(tt.name+"/"+string(lang), func(t *testing.T) {
				s := command.Screen{Words: locale.In(lang), Command: "/tca"}
				post, details := ViewPost(s, tt.digest, tt.report)
				screentest.Golden(t, "post/"+tt.name, s, post)
				if post.Charted() {
					t.Error("a chart in the post, which may be refused")
				}
				if tt.report.Quiet() && details != nil {
					t.Error("nothing changed, and there are details")
				}
				if details != nil {
					screentest.Golden(t, "thread/"+tt.name, s, details)
					screentest.Judge(t, details.Uncharted())
				}
				if both := append(slices.Clone(post), details...); len(both) < len(post)+len(details) {
					t.Error("the parts do not add up")
				} else {
					screentest.Judge(t, both) // as a preview shows it: no two controls are called the same
				}
			})
		}
	}
}

func BenchmarkViewDigest(b *testing.B) {
	at := screentest.UsualPlace(b)
	d, r := usualDigestReport(at)
	b.Run("branch", func(b *testing.B) { benchDigest(b, d, r) })
	d, r = teamDigestReport(at, numbered(92, "service"), 14)
	b.Run("team", func(b *testing.B) { benchDigest(b, d, r) })
}

func benchDigest(b *testing.B, d Digest, r Report) {
	b.Helper()
	screentest.BenchScreen(b, "", func(s command.Screen) kit.Message {
		post, details := ViewPost(s, d, r)
		_, _ = details.Blocks(), details.Text()
		return post
	})
}
