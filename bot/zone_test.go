package bot_test

import (
	"tcabot/bot/bottest"
	"testing"
)

// TestDigestAsksForTheZone: nobody gets a digest by a clock that they did not choose.
func TestDigestAsksForTheZone(t *testing.T) {
	t.Parallel()
	for _, zone := range []string{"", "Mars/Olympus", "Local"} {
		t.Run("zone "+zone, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t, func(w *world) {
				w.slack.AddUser(bottest.User{ID: member, Name: "wangfang", Locale: "en-US", TZ: zone})
				w.slack.AddUser(bottest.User{ID: admin, Name: "zhangwei", Locale: "zh-CN", TZ: zone})
			})
			w.login(t, member, w.sample.Member)
			w.login(t, admin, w.sample.Admin)
			want(t, w.say(t, member, "digest add "+master+" --yes"), "Slack doesn't tell me your time zone", "zone:Asia/Shanghai")
			want(t, w.say(t, admin, "digest add "+master+" --yes"), "Slack 没有提供你的时区")
			v, d := w.form(t, member, w.say(t, member, "digest add"), "fill/new", "Time zone")
			if _, err := w.slack.Submit(deadline(t), member, v.ID, map[string]string{"target": master, "at": "08:15", "days": "mon,tue"}); err == nil {
				want(t, w.answerTo(t, member, d), "Slack doesn't tell me your time zone")
			}
			want(t, w.say(t, member, "digest add "+master+" zone:Asia/Shanghai --yes"), "(Asia/Shanghai)")
		})
	}
}
