package bot_test

import (
	"strings"
	"tcabot/api/apitest"
	"tcabot/bot/bottest"
	"testing"
	"time"
)

// TestWatchSaysThatTheVerdictIsMissing has the job end while the analysis service rejects every question about its result: the
// message says that TCA does not answer, instead of showing a running scan.
func TestWatchSaysThatTheVerdictIsMissing(t *testing.T) {
	t.Parallel()
	w := newWatchWorld(t, nil)
	w.scans(t, apitest.Plan{Opens: 3})
	w.sees(t, admin, direct(admin), "payments-api@master")
	down := apitest.Down()
	down.Path = "/server/analysis/"
	defer w.tca.Inject(down)()
	w.later(5 * time.Minute)
	w.until(t, "a look in vain", func() bool { return strings.Contains(w.log.String(), "cannot look at a watched job") })
	for range 10 {
		w.later(time.Minute)
		before := strings.Count(w.log.String(), "cannot look at a watched job")
		w.until(t, "another look", func() bool { return strings.Count(w.log.String(), "cannot look at a watched job") > before })
	}
	w.sees(t, admin, direct(admin), "TCA 没有响应")
}

// TestWatchOutlivesOneRefusalAfterAnOutage has a single 404 follow an outage: it is no reason to end the watch.
func TestWatchOutlivesOneRefusalAfterAnOutage(t *testing.T) {
	t.Parallel()
	w := newWatchWorld(t, nil)
	w.scans(t, apitest.Plan{Opens: 3, Running: time.Hour})
	w.sees(t, admin, direct(admin), "payments-api@master")
	mend := w.tca.Inject(apitest.Down())
	w.until(t, "a look in vain", func() bool { return strings.Contains(w.log.String(), "cannot look at a watched job") })
	w.later(5 * time.Minute)
	w.sees(t, admin, direct(admin), "TCA 没有响应")
	once := apitest.Fault{Path: "/detail/", Times: 1, Status: 404, ContentType: "application/json", Body: `{"data":null,"code":-1,"msg":"Not found.","status_code":404}`}
	w.tca.Inject(once)
	mend()
	w.later(2 * time.Hour)
	w.ends(t, admin, direct(admin), "新增问题 3 个")
}

// TestWatchAsksOnceMoreBeforeItExpires has the bot look again only a day later: the scan had ended long before.
func TestWatchAsksOnceMoreBeforeItExpires(t *testing.T) {
	t.Parallel()
	w := newWatchWorld(t, nil)
	w.scans(t, apitest.Plan{Opens: 3})
	w.sees(t, admin, direct(admin), "payments-api@master")
	w.later(25 * time.Hour)
	w.ends(t, admin, direct(admin), "新增问题 3 个")
}

// TestWatchOfAResultThatIsNeverStored ends without figures: the message says that they are missing.
func TestWatchOfAResultThatIsNeverStored(t *testing.T) {
	t.Parallel()
	w := newWatchWorld(t, nil)
	w.scans(t, apitest.Plan{Opens: 3})
	w.sees(t, admin, direct(admin), "payments-api@master")
	defer w.tca.Inject(apitest.Fault{Path: "/scans/", Status: 200, ContentType: "application/json", Body: `{"data":{"count":0,"next":null,"previous":null,"results":[]},"code":0,"msg":"请求成功","status_code":200}`})()
	w.later(2 * time.Minute)
	w.until(t, "a minute of waiting for the result", func() bool {
		w.later(10 * time.Second)
		_, replies := w.watched(admin, direct(admin))
		return len(replies) > 0
	})
	if m := w.ends(t, admin, direct(admin), "尚未入库").PlainText(); strings.Contains(m, "✅") {
		t.Errorf("it says\n%s", m)
	}
}

// TestReplyRepeatsTheVerdict has the reply fail while the message shows the verdict: when it is sent at last, it says the same,
// whatever TCA answers by then.
func TestReplyRepeatsTheVerdict(t *testing.T) {
	t.Parallel()
	w := newWatchWorld(t, nil)
	w.scans(t, apitest.Plan{Opens: 3})
	w.sees(t, admin, direct(admin), "payments-api@master")
	mend := w.slack.Inject(bottest.Fault{Method: "chat.postMessage", Error: "ratelimited"})
	w.later(2 * time.Minute)
	w.sees(t, admin, direct(admin), "新增问题 3 个")
	defer w.tca.Inject(apitest.Down())()
	w.later(7 * time.Hour)
	mend()
	w.ends(t, admin, direct(admin), "新增问题 3 个")
	_, replies := w.watched(admin, direct(admin))
	want(t, replies[0], "新增问题 3 个")
}

// TestWatchOfJobsThatReplaceEachOther ends: it does not follow two jobs of which each says that the other one replaced it.
func TestWatchOfJobsThatReplaceEachOther(t *testing.T) {
	t.Parallel()
	w := newWatchWorld(t, nil)
	w.scans(t, apitest.Plan{Running: time.Hour})
	one := strings.TrimPrefix(jobNumber.FindString(w.sees(t, admin, direct(admin), "任务 #").PlainText()), "#")
	other := "999"
	for job, to := range map[string]string{one: other, other: one} {
		w.tca.Inject(apitest.Fault{
			Path: "/jobs/" + job + "/detail/", Status: 200, ContentType: "application/json",
			Body: `{"data":{"id":` + job + `,"state":2,"result_code":2,"result_msg":"{\"job_id\": ` + to + `}"},"code":0,"msg":"请求成功","status_code":200}`,
		})
	}
	w.until(t, "the end", func() bool { _, replies := w.watched(admin, direct(admin)); return len(replies) == 1 })
	w.idle(t, "watches")
	if n := w.tca.Count("/jobs/" + other + "/detail/"); n != 2 {
		t.Errorf("TCA was asked %d times about the other job", n)
	}
}
