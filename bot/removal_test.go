package bot_test

import (
	"testing"
	"time"
)

// removed removes the app from the workspace, and waits until the bot has heard of it.
func (w *world) removed(t *testing.T) {
	t.Helper()
	if err := w.slack.Uninstall(deadline(t)); err != nil {
		t.Fatal(err)
	}
	w.until(t, "no token is used any more", func() bool {
		return contains(w.say(t, member, "whoami").PlainText(), "Connect your TCA account to get started")
	})
}

// TestAppReturns: the app is removed and installed again, by mistake or to give it a scope. Meanwhile no token is used and
// nothing is posted; afterwards everybody is connected as before, and digests go on, in a process that ran all the time and in
// one that was started anew.
func TestAppReturns(t *testing.T) {
	t.Parallel()
	for name, restarted := range map[string]bool{"same process": false, "started anew": true} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := newDigestWorld(t, func(w *world) { w.times.Clean = 50 * time.Millisecond })
			w.subscribe(t, member, master)
			w.removed(t)
			w.until(t, "the digest is suspended", func() bool {
				return contains(w.say(t, member, "digest").PlainText(), "suspended: the app was removed from the workspace")
			})
			w.slack.Reinstall()
			if restarted {
				w.restart(t)
			}
			w.until(t, "the account is connected again", func() bool { return contains(w.say(t, member, "whoami").PlainText(), "王芳") })
			w.until(t, "the digest goes on", func() bool { return !contains(w.say(t, member, "digest").PlainText(), "suspended") })
			w.morning()
			w.wait(t, general, 1)
		})
	}
}

// TestAppGoneForGood: some days after the app was removed nothing of the workspace is left, and not before.
func TestAppGoneForGood(t *testing.T) {
	t.Parallel()
	w := newDigestWorld(t, func(w *world) { w.times.Clean = 50 * time.Millisecond })
	w.subscribe(t, member, master)
	w.removed(t)
	w.clock.forward(w.clock.now().Add(6 * 24 * time.Hour))
	calls := w.slack.Calls("auth.test")
	w.until(t, "the removal is looked at twice more", func() bool { return w.slack.Calls("auth.test") > calls+2 })
	want(t, w.say(t, member, "digest"), "suspended: the app was removed from the workspace")
	w.clock.forward(w.clock.now().Add(25 * time.Hour))
	w.logged(t, "deleting all data of the workspace")
	w.until(t, "the digest is gone", func() bool { return !contains(w.say(t, member, "digest").PlainText(), "#1 payments-api") })
	w.slack.Reinstall()
	want(t, w.say(t, member, "whoami"), "Connect your TCA account to get started")
}

// TestForgetMe: whoever wants to be forgotten is shown what that means, and nothing of them is left: no account, no settings, and
// nothing that is posted with their account.
func TestForgetMe(t *testing.T) {
	t.Parallel()
	w := newDigestWorld(t, nil)
	w.subscribe(t, member, master)
	w.say(t, member, "follow "+master+" --yes")
	w.say(t, member, "language zh")
	ask := w.say(t, member, "forget me")
	want(t, ask, "TCA 令牌", "日报：1，关注：1", "/tca logout")
	want(t, w.say(t, member, "whoami"), "王芳") // nothing has happened yet
	done := w.press(t, member, ask, "run/forget")
	want(t, done, "已删除")
	want(t, w.say(t, member, "whoami"), "Connect your TCA account to get started")
	for _, line := range []string{"digest", "follows"} {
		if contains(w.say(t, admin, line).PlainText(), "#1 payments-api") {
			t.Errorf("%s still lists something", line)
		}
	}
	w.login(t, member, w.sample.Member) // and can start anew
	want(t, w.say(t, member, "whoami"), "王芳")
	want(t, w.say(t, member, "forget me"), "This deletes your TCA token")
}
