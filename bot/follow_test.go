package bot_test

import (
	"slices"
	"strconv"
	"strings"
	"tcabot/api"
	"tcabot/api/apitest"
	"tcabot/api/secret"
	"tcabot/bot/bottest"
	"tcabot/bot/seal"
	"tcabot/bot/store/storetest"
	"testing"
	"time"
)

// newFollowWorld is a world that looks for ended scans all the time, and a client that may start scans.
func newFollowWorld(tb testing.TB, change func(*world)) (*world, *api.Client) {
	tb.Helper()
	w := newDigestWorld(tb, func(w *world) {
		w.times.Follow, w.times.FollowIdle, w.times.JobPause = 250*time.Millisecond, 250*time.Millisecond, 50*time.Millisecond
		w.times.FollowWait = 500 * time.Millisecond // it is a part of the age of a scan, by a clock that the tests put forward
		if change != nil {
			change(w)
		}
	})
	tca, err := api.New(api.Config{URL: w.tca.URL(), Timeout: 10 * time.Second})
	if err != nil {
		tb.Fatal(err)
	}
	return w, tca.As(secret.New(w.sample.Admin), "admin")
}

func refOf(p apitest.SampleProject) api.ProjectRef {
	return api.ProjectRef{Repo: api.RepoRef{TeamRef: api.TeamRef{Org: p.Org, Team: p.Team}, ID: p.RepoID}, ID: p.ProjectID}
}

// follow follows a target and waits until the first question is answered: what ended before is never posted.
func (w *world) follow(tb testing.TB, user, line string) {
	tb.Helper()
	want(tb, w.say(tb, user, "follow "+line+" --yes"), "this is follow")
	w.asked(tb)
}

// asked waits until questions about what is followed were put from now on, and answered.
func (w *world) asked(tb testing.TB) {
	tb.Helper()
	last := w.questions() + 1 // the next one is answered before the one after it is put
	looked := time.Time{}
	w.until(tb, "followed repositories are asked about", func() bool {
		if time.Since(looked) < 50*time.Millisecond { // counting takes a while
			return false
		}
		looked = time.Now()
		return w.questions() > last
	})
}

// questions counts the requests for a repository or for those of a team.
func (w *world) questions() int {
	return w.tca.CountMatching(func(r apitest.Request) bool {
		return strings.HasSuffix(r.Path, "/repos/") || strings.Contains(r.Path, "/repos/") && strings.Count(r.Path, "/") == 10 && !strings.Contains(r.Path, "projects")
	})
}

// scan has a scan run and end by a plan. The clock goes past its end.
func (w *world) scan(tb testing.TB, tca *api.Client, p apitest.SampleProject, plan apitest.Plan) {
	tb.Helper()
	w.begin(tb, tca, p, plan)
	w.clock.forward(w.clock.now().Add(5 * time.Minute))
}

func (w *world) begin(tb testing.TB, tca *api.Client, p apitest.SampleProject, plan apitest.Plan) {
	tb.Helper()
	w.tca.Plan(p.ProjectID, plan)
	if _, err := tca.StartScan(tb.Context(), refOf(p), api.StartOptions{Force: true}); err != nil {
		tb.Fatal(err)
	}
}

// TestFollow follows a branch: what a scan found is posted once, and later ones go to its thread for an hour.
func TestFollow(t *testing.T) {
	t.Parallel()
	w, tca := newFollowWorld(t, nil)
	w.follow(t, member, "payments-api@master")
	w.scan(t, tca, w.sample.Rich, apitest.Plan{Opens: 4, Severity: 1, Fixes: 2})
	first := w.wait(t, general, 1)[0]
	want(t, first, "4 new issues", "4 fatal", "张伟")
	w.scan(t, tca, w.sample.Rich, apitest.Plan{Fixes: 3}) // nothing new: it is not posted
	w.scan(t, tca, w.sample.Rich, apitest.Plan{Code: 211})
	w.until(t, "the second scan in the thread of the first", func() bool { return len(w.posts(general, first.TS)) == 1 })
	want(t, w.posts(general, first.TS)[0], "scan failed")
	w.clock.forward(w.clock.now().Add(2 * time.Hour))
	w.scan(t, tca, w.sample.Rich, apitest.Plan{Code: 313})
	want(t, w.wait(t, general, 2)[1], "scan failed")
	w.asked(t)
	w.idle(t, "posts")
	if posts, answers := len(w.posts(general, "")), len(w.posts(general, first.TS)); posts != 2 || answers != 1 {
		t.Errorf("%d posts and %d in the thread", posts, answers)
	}
	w.clean(t)
}

// TestFollowGate posts when a gate breaks, naming whose issues broke it, and when it is fixed; not in between.
func TestFollowGate(t *testing.T) {
	t.Parallel()
	w, tca := newFollowWorld(t, nil)
	w.scan(t, tca, w.sample.Rich, apitest.Plan{Fixes: 1}) // before it is followed
	w.follow(t, member, "payments-api@master what:gate gate:new=0")
	for range 2 {
		w.scan(t, tca, w.sample.Rich, apitest.Plan{Opens: 3, Severity: 2})
		w.asked(t)
	}
	w.scan(t, tca, w.sample.Rich, apitest.Plan{Fixes: 1})
	broke := w.wait(t, general, 1)[0]
	want(t, broke, "quality gate broken", "New issues by", "(limit 0)")
	w.until(t, "it is fixed", func() bool { return len(w.posts(general, broke.TS)) > 0 })
	w.asked(t)
	w.idle(t, "posts")
	answers := w.posts(general, broke.TS)
	if len(answers) != 1 || len(w.posts(general, "")) != 1 {
		t.Errorf("%d posts, %d answers", len(w.posts(general, "")), len(answers))
	}
	want(t, answers[0], "quality gate fixed")
	w.clean(t)
}

// TestFollowTeam follows a team: scans of two branches at once, and of a repository that is new, with one question for all.
func TestFollowTeam(t *testing.T) {
	t.Parallel()
	w, tca := newFollowWorld(t, nil)
	w.follow(t, member, "bigteam what:all")
	w.begin(t, tca, w.sample.Rich, apitest.Plan{Opens: 1})
	w.begin(t, tca, w.sample.Slim, apitest.Plan{Fixes: 1})
	w.asked(t)
	w.clock.forward(w.clock.now().Add(5 * time.Minute))
	texts := func() string {
		var all []string
		for _, m := range w.posts(general, "") {
			all = append(all, m.PlainText())
		}
		return strings.Join(all, "\n")
	}
	w.until(t, "both scans are posted", func() bool {
		return strings.Contains(texts(), w.sample.Rich.Repo+"@"+w.sample.Rich.Branch) && strings.Contains(texts(), w.sample.Slim.Repo+"@"+w.sample.Slim.Branch)
	})
	w.clean(t)
}

// TestFollowBesideABrokenBranch has the analysis service fail for one branch of a followed team: the scans of the others are
// posted.
func TestFollowBesideABrokenBranch(t *testing.T) {
	t.Parallel()
	w, tca := newFollowWorld(t, nil)
	w.follow(t, member, "bigteam what:all")
	bad := apitest.Down()
	bad.User = "tca_member"
	bad.Path = "/projects/" + strconv.FormatInt(w.sample.Rich.ProjectID, 10) + "/scans/"
	defer w.tca.Inject(bad)()
	w.begin(t, tca, w.sample.Rich, apitest.Plan{Opens: 1})
	w.begin(t, tca, w.sample.Slim, apitest.Plan{Fixes: 1})
	w.asked(t)
	w.clock.forward(w.clock.now().Add(4 * time.Minute))
	posted := func(p apitest.SampleProject, text string) func() bool {
		return func() bool {
			return slices.ContainsFunc(w.posts(general, ""), func(m bottest.Message) bool {
				return strings.Contains(m.PlainText(), p.Repo+"@"+p.Branch) && strings.Contains(m.PlainText(), text)
			})
		}
	}
	w.until(t, "the scan of the other branch", posted(w.sample.Slim, "scan finished"))
	if posted(w.sample.Rich, "")() {
		t.Error("the scan without figures was not held")
	}
	w.clock.forward(w.clock.now().Add(10 * time.Minute))
	w.until(t, "the one without figures", posted(w.sample.Rich, "no figures"))
}

// TestFollowOutage has TCA out of reach while scans end: they become one post, and none is lost or posted twice.
func TestFollowOutage(t *testing.T) {
	t.Parallel()
	w, tca := newFollowWorld(t, nil)
	w.follow(t, member, "payments-api@master what:all")
	down := apitest.Down()
	down.User = "tca_member"
	mend := w.tca.Inject(down)
	for _, p := range []apitest.Plan{{Opens: 2, Severity: 1}, {Code: 211}, {Fixes: 1}} {
		w.scan(t, tca, w.sample.Rich, p)
	}
	w.clock.forward(w.clock.now().Add(20 * time.Minute))
	w.asked(t)
	if n := len(w.posts(general, "")); n > 0 {
		t.Errorf("%d posts while TCA was down", n)
	}
	mend()
	post := w.wait(t, general, 1)[0]
	want(t, post, "3 scans ended", "scan failed", "2 new issues")
	w.asked(t)
	w.idle(t, "posts")
	if posts, answers := len(w.posts(general, "")), len(w.posts(general, post.TS)); posts != 1 || answers != 0 {
		t.Errorf("%d posts and %d answers", posts, answers)
	}
	w.clean(t)
}

// TestFollowEdited changes the language of a follow while a scan that has ended is not told yet: it is told.
func TestFollowEdited(t *testing.T) {
	t.Parallel()
	w, tca := newFollowWorld(t, nil)
	w.follow(t, member, "payments-api@master what:all")
	down := apitest.Down()
	down.User = "tca_member"
	mend := w.tca.Inject(down)
	w.scan(t, tca, w.sample.Rich, apitest.Plan{Code: 211})
	w.clock.forward(w.clock.now().Add(20 * time.Minute))
	want(t, w.say(t, member, "follows edit 1 language:中文"), "is updated")
	mend()
	want(t, w.wait(t, general, 1)[0], "分析失败")
	w.clean(t)
}

// TestFollowLogout suspends a follow with its owner's login, and posts the backlog once the owner is back.
func TestFollowLogout(t *testing.T) {
	t.Parallel()
	w, tca := newFollowWorld(t, nil)
	w.follow(t, member, "payments-api@master what:all")
	w.say(t, member, "logout")
	notice := w.waitNotice(t, member, general)
	want(t, notice, "This follow is suspended", "has disconnected it", "Take over")
	w.scan(t, tca, w.sample.Rich, apitest.Plan{Opens: 1})
	w.login(t, member, w.sample.Member)
	w.until(t, "what ended meanwhile", func() bool {
		return slices.ContainsFunc(w.posts(general, ""), func(m bottest.Message) bool { return strings.Contains(m.PlainText(), "new issue") })
	})
	w.clean(t)
}

// TestFollowOwn sends what a person follows to their direct message.
func TestFollowOwn(t *testing.T) {
	t.Parallel()
	w, tca := newFollowWorld(t, nil)
	w.follow(t, member, "payments-api@master what:failed --me")
	w.scan(t, tca, w.sample.Rich, apitest.Plan{Code: 211})
	w.until(t, "a direct message", func() bool {
		return slices.ContainsFunc(w.slack.Messages(member, w.slack.DM(member).ID), func(m bottest.Message) bool { return strings.Contains(m.PlainText(), "scan failed") })
	})
	if n := len(w.posts(general, "")); n > 0 {
		t.Errorf("%d posts in the channel", n)
	}
	w.clean(t)
}

// TestFollowTwins has two bots on one database follow the same: each scan is posted once, whichever of them asks.
func TestFollowTwins(t *testing.T) {
	t.Parallel()
	url, key := storetest.PostgresWithTables(t), seal.NewKey().Reveal()
	w, tca := newFollowWorld(t, func(w *world) { w.env["DATABASE_URL"], w.env["TOKEN_ENCRYPTION_KEY"] = url, key })
	twin := *w
	twin.others = 2
	twin.start(t)
	w.follow(t, member, "payments-api@master what:all")
	const scans = 5
	for range scans {
		w.scan(t, tca, w.sample.Rich, apitest.Plan{Code: 211})
		w.clock.forward(w.clock.now().Add(2 * time.Hour))
		w.asked(t)
	}
	// Some may be posted together, or in the thread of an earlier one: that depends on how soon they are posted.
	posted := func() (n int) {
		for _, m := range w.posts(general, "") {
			for _, m := range append(w.posts(general, m.TS), m) {
				n += strings.Count(m.PlainText(), "scan failed")
			}
		}
		return n
	}
	w.until(t, "all scans are posted", func() bool { return posted() >= scans })
	for _, one := range []*world{&twin, w} {
		if err := one.stop(); err != nil {
			t.Error(err)
		}
	}
	if n := posted(); n != scans {
		t.Errorf("%d scans are posted, %d ended", n, scans)
	}
}

// TestFollowAgainPostsNoBacklog removes a follow and adds it again a day later: what ended meanwhile is not posted.
func TestFollowAgainPostsNoBacklog(t *testing.T) {
	t.Parallel()
	w, tca := newFollowWorld(t, nil)
	w.follow(t, member, "payments-api@master")
	w.say(t, member, "unfollow payments-api@master")
	for range 11 {
		w.scan(t, tca, w.sample.Rich, apitest.Plan{Fixes: 1})
	}
	w.clock.forward(w.clock.now().Add(24 * time.Hour))
	w.follow(t, member, "payments-api@master")
	w.asked(t)
	w.idle(t, "posts")
	for _, m := range w.posts(general, "") {
		t.Errorf("it is posted:\n%s", m.PlainText())
	}
}
