package bot_test

import (
	"strconv"
	"strings"
	"tcabot/api"
	"tcabot/api/apitest"
	"tcabot/api/secret"
	"tcabot/bot/bottest"
	"testing"
	"time"
)

// TestCancelWithTheMaximumOfWatches cancels a job that does not stop at once, while the person watches as many scans as they may:
// the answer says that TCA was asked to.
func TestCancelWithTheMaximumOfWatches(t *testing.T) {
	t.Parallel()
	w := newWatchWorld(t, func(w *world) { w.times.Watch.Cancel = 50 * time.Millisecond })
	tca, err := api.New(api.Config{URL: w.tca.URL(), Timeout: 10 * time.Second})
	if err != nil {
		t.Fatal(err)
	}
	tca = tca.As(secret.New(w.sample.Admin), "admin")
	var jobs []string
	for range 21 {
		w.tca.Plan(w.sample.Rich.ProjectID, apitest.Plan{IgnoresCancel: true, Running: time.Hour})
		started, err := tca.StartScan(t.Context(), refOf(w.sample.Rich), api.StartOptions{Force: true})
		if err != nil {
			t.Fatal(err)
		}
		jobs = append(jobs, strconv.FormatInt(started.JobID, 10))
	}
	for _, j := range jobs[:20] {
		want(t, w.say(t, admin, "watch "+j+" payments-api@master"), j)
	}
	m := w.say(t, admin, "cancel "+jobs[20]+" payments-api@master because:\"wrong branch\"")
	if n := w.tca.Count("/cancel/"); n != 1 {
		t.Errorf("TCA was asked %d times to cancel", n)
	}
	want(t, m, "取消请求")
}

// TestCancelThatTCADidNotConfirm loses the request to cancel a job: nobody may say that TCA accepted it.
func TestCancelThatTCADidNotConfirm(t *testing.T) {
	t.Parallel()
	w := newWatchWorld(t, func(w *world) { w.times.Watch.Cancel = 50 * time.Millisecond }) // it is waited for in vain
	started := w.scans(t, apitest.Plan{Running: time.Hour})
	job := jobNumber.FindString(started.PlainText())
	w.later(20 * time.Second)
	defer w.tca.Inject(apitest.Fault{Path: "/cancel/", Drop: true})()
	m := w.say(t, member, "cancel "+job+" payments-api@master because:\"wrong branch\"")
	want(t, m, "hasn't confirmed")
	told := w.sees(t, member, direct(member), "hasn't confirmed the request")
	for _, m := range []bottest.Message{m, told} {
		if strings.Contains(m.PlainText(), "accepted") {
			t.Errorf("it says\n%s", m.PlainText())
		}
	}
}
