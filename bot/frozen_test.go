package bot_test

import (
	"tcabot/bot/bottest"
	"tcabot/bot/seal"
	"tcabot/bot/store/storetest"
	"tcabot/bot/surface"
	"testing"
	"time"
)

// TestFrozenDatabase has PostgreSQL hang, with its connections open: every envelope is acknowledged in time, every question
// answered, and the database named as the reason, not TCA.
func TestFrozenDatabase(t *testing.T) {
	t.Parallel()
	f := storetest.Freezable(t)
	w := newWorld(t, func(w *world) {
		w.env["DATABASE_URL"], w.env["TOKEN_ENCRYPTION_KEY"] = f.URL, seal.NewKey().Reveal()
		w.times.Shutdown.Drain, w.times.Shutdown.Last = time.Second, 5*time.Second
	})
	w.login(t, member, w.sample.Member)
	w.times.Surface, w.times.Query, w.times.Profile = surface.Defaults(), 800*time.Millisecond, 0 // a busy machine may not end the login
	w.restart(t)
	page := w.say(t, member, "repos bigteam")
	if _, err := w.slack.Click(deadline(t), member, w.say(t, member, "login").Ref(), "connect/open"); err != nil {
		t.Fatal(err)
	}
	form, err := w.slack.WaitView(deadline(t), member, func(v bottest.View) bool { return v.CallbackID == "login" })
	if err != nil {
		t.Fatal(err)
	}
	thaw := f.Freeze()
	const blame = "My database isn't responding"
	for _, line := range []string{"whoami", "repos bigteam", "login", "logout", "language en", "use", "digest", "digest now 1", "export repos bigteam"} {
		began := time.Now()
		want(t, w.say(t, member, line), blame)
		if took := time.Since(began); took > 8*time.Second {
			t.Errorf("%s was answered after %v", line, took)
		}
	}
	want(t, w.say(t, admin, "whoami"), "机器人的数据库没有响应")
	want(t, w.press(t, member, page, "run/next"), blame)
	began := time.Now()
	if _, err := w.slack.Submit(deadline(t), member, form.ID, map[string]string{"token": w.sample.Member}); err != nil {
		t.Fatal(err)
	}
	if got, _ := w.slack.View(member); got.ID != form.ID || !contains(got.Errors["token"], "couldn't save it") || time.Since(began) > 3*time.Second {
		t.Errorf("the form of a token says %q after %v", got.Errors["token"], time.Since(began))
	}
	thaw()
	want(t, w.say(t, member, "whoami"), "tca_member")
	w.clean(t)
}
