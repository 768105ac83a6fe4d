package bot_test

import (
	"tcabot/bot/bottest"
	"testing"
)

func TestJourney(t *testing.T) {
	t.Parallel()
	w := newWorld(t, nil)
	prompt := w.say(t, member, "repos bigteam")
	want(t, prompt, "Connect your TCA account to get started", "[Connect TCA]")

	if _, err := w.slack.Click(deadline(t), member, prompt.Ref(), "connect/open"); err != nil {
		t.Fatal(err)
	}
	v, err := w.slack.WaitView(deadline(t), member, func(v bottest.View) bool { return v.CallbackID == "login" })
	if err != nil {
		t.Fatal(err)
	}
	for _, wrong := range []struct{ name, token, want string }{
		{"shape", "hello", "has 40 characters"},
		{"unknown", "ffffffffffffffffffffffffffffffffffffffff", "doesn't recognise this token"},
	} {
		if _, err := w.slack.Submit(deadline(t), member, v.ID, map[string]string{"token": wrong.token}); err != nil {
			t.Fatal(err)
		}
		got, _ := w.slack.View(member)
		if got.ID != v.ID || !contains(got.Errors["token"], wrong.want) {
			t.Errorf("%s: view %q says %q, want %q", wrong.name, got.CallbackID, got.Errors["token"], wrong.want)
		}
	}
	if _, err := w.slack.Submit(deadline(t), member, v.ID, map[string]string{"token": w.sample.Member}); err != nil {
		t.Fatal(err)
	}
	page, err := w.slack.WaitMessage(deadline(t), member, general, func(m bottest.Message) bool { return m.Has("run/next") })
	if err != nil {
		t.Fatal(err)
	}
	if page.TS != prompt.TS {
		t.Error("the answer is not in the place of the invitation")
	}
	want(t, page, "Repositories of Core platform 基础平台部", "1–10 of 137", "page 1 of 14")

	last := w.press(t, member, page, "run/last")
	want(t, last, "131–137 of 137")
	want(t, w.press(t, member, last, "run/previous"), "121–130 of 137")
	w.clean(t)
}

func TestShare(t *testing.T) {
	t.Parallel()
	w := newWorld(t, nil)
	w.login(t, member, w.sample.Member)
	w.login(t, outsider, w.sample.Outsider)
	shared := w.share(t, member, w.say(t, member, "repos bigteam"))
	want(t, shared, "1–10 of 137", "Shared by @"+member)
	refused := w.press(t, outsider, shared, "run/next")
	want(t, refused, "you don't have access")
	if refused.For != outsider {
		t.Error("the refusal is not private")
	}
	still, _ := w.slack.WaitMessage(deadline(t), admin, general, func(m bottest.Message) bool { return m.TS == shared.TS })
	want(t, still, "1–10 of 137")
	// Without an account: a private invitation.
	invited := w.press(t, admin, shared, "run/next")
	want(t, invited, "请先连接你的 TCA 账号")
	// The sharer turns it for everybody.
	turned := w.press(t, member, shared, "run/next")
	if turned.TS != shared.TS || turned.For != "" {
		t.Error("the shared page was not turned in its place")
	}
	want(t, turned, "11–20 of 137", "Shared by @"+member)
	w.clean(t)
}
