package bot_test

import (
	"strings"
	"tcabot/api/apitest"
	"tcabot/bot/bottest"
	"testing"
	"time"
)

// TestWatchBeforeAGuest has a guest join the channel of a watch where guests may not read along: from the next edit on, the
// message there says nothing of the scan, and the verdict, with files and authors, is not posted there.
func TestWatchBeforeAGuest(t *testing.T) {
	t.Parallel()
	const guest = "U0GUEST001"
	w := newWatchWorld(t, func(w *world) {
		w.env["DIGEST_GUESTS"] = "false"
		w.slack.AddUser(bottest.User{ID: guest, Name: "guest", Locale: "en-US", Restricted: true})
	})
	w.tca.Plan(w.sample.Rich.ProjectID, apitest.Plan{Opens: 3, Severity: 1})
	w.press(t, admin, w.say(t, admin, "scan payments-api@master"), "run/start_here")
	w.sees(t, admin, general, "payments-api@master")
	happens(t)(w.slack.Invite(deadline(t), member, general, guest))
	w.later(20 * time.Second)
	w.sees(t, guest, general, "结果将通过私信发送")
	w.sees(t, admin, direct(admin), "分析进行中")
	w.later(10 * time.Minute)
	w.ends(t, admin, direct(admin), "新增问题 3 个")
	all, _ := w.watched(guest, general)
	for _, m := range all {
		if strings.Contains(m.PlainText(), "新增问题 3 个") {
			t.Errorf("the guest reads\n%s", m.PlainText())
		}
	}
}
