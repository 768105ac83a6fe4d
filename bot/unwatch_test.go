package bot_test

import (
	"strings"
	"tcabot/api/apitest"
	"testing"
	"time"
)

// TestWatchAgainAfterUnwatch changes one's mind before the bot has looked again.
func TestWatchAgainAfterUnwatch(t *testing.T) {
	t.Parallel()
	w := newWatchWorld(t, func(w *world) { w.times.Watch.Poll = 3 * time.Second })
	started := w.scans(t, apitest.Plan{Opens: 3, Running: time.Hour})
	w.sees(t, admin, direct(admin), "payments-api@master")
	job := jobNumber.FindString(started.PlainText())
	w.press(t, admin, started, "run/unwatch")
	want(t, w.say(t, admin, "watch "+job+" payments-api@master"), "payments-api@master")
	w.later(2 * time.Hour)
	w.until(t, "the verdict", func() bool {
		all, _ := w.watched(admin, direct(admin))
		for _, m := range all {
			if strings.Contains(m.PlainText(), "新增问题 3 个") {
				return true
			}
		}
		return false
	})
}

// TestWatchesElsewhereCanBeStopped has a person ask, in one channel, what they watch in another one: the limit counts those, so
// the list that its error offers has to show them.
func TestWatchesElsewhereCanBeStopped(t *testing.T) {
	t.Parallel()
	w := newWatchWorld(t, nil)
	w.tca.Plan(w.sample.Rich.ProjectID, apitest.Plan{Running: time.Hour})
	w.press(t, admin, w.say(t, admin, "scan payments-api@master"), "run/start_here")
	job := jobNumber.FindString(w.sees(t, admin, general, "payments-api@master").PlainText())
	w.idle(t, "posts")
	want(t, w.ask(t, admin, w.slack.DM(admin).ID, "watch"), "payments-api@master")
	want(t, w.ask(t, admin, w.slack.DM(admin).ID, "unwatch "+job), "已取消跟踪")
	w.sees(t, admin, general, "取消了跟踪")
}

// TestAdministratorStopsAWatch names who stopped it, not whose it was.
func TestAdministratorStopsAWatch(t *testing.T) {
	t.Parallel()
	w := newWatchWorld(t, func(w *world) { w.env["ADMIN_USERS"] = member })
	w.tca.Plan(w.sample.Rich.ProjectID, apitest.Plan{Running: time.Hour})
	w.press(t, admin, w.say(t, admin, "scan payments-api@master"), "run/start_here")
	m := w.sees(t, admin, general, "payments-api@master")
	w.press(t, member, m, "run/watch_stop")
	ended := w.sees(t, admin, general, "取消了跟踪")
	if strings.Contains(ended.PlainText(), admin) {
		t.Errorf("it says that the owner stopped it:\n%s", ended.PlainText())
	}
}
