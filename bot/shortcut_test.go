package bot_test

import (
	"strings"
	"tcabot/bot/bottest"
	"testing"
)

// lookedUp runs the shortcut of a message and returns its answer.
func (w *world) lookedUp(tb testing.TB, user string, m bottest.Message) bottest.Message {
	tb.Helper()
	d, err := w.slack.MessageShortcut(deadline(tb), user, m.Ref(), "lookup")
	if err != nil {
		tb.Fatal(err)
	}
	return w.answerTo(tb, user, d)
}

// TestLookUp: what a message names is shown to whoever asks, alone, also in a channel that the bot is not in; the buttons use
// their own access.
func TestLookUp(t *testing.T) {
	t.Parallel()
	w := newWorld(t, func(w *world) {
		w.slack.AddChannel(bottest.Channel{ID: "C0OTHER001", Name: "other", Private: true, Members: []string{member, admin, outsider}})
	})
	w.login(t, member, w.sample.Member)
	w.login(t, admin, w.sample.Admin)
	w.login(t, outsider, w.sample.Outsider)
	w.slack.AddUser(bottest.User{ID: "U0NOBODY01", Name: "nobody", Locale: "en-US"})
	w.slack.Join(general, "U0NOBODY01")
	m, _, err := w.slack.Say(deadline(t), admin, general, "", "Broken: <"+w.masterPage()+"|this branch>, payments-api@master, #881000, <mailto:wang@corp|wang@corp> &amp; `main.go:12`")
	if err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct {
		user     string
		says     []string
		overview string // a part of what the first button shows
	}{
		{member, []string{"names 4 things", "Overview: payments-api@master", "Issue 881000", "Issues in main.go:12"}, "Overview of"},
		{admin, []string{"4 项", "分支概览：payments-api@master"}, "分支概览"},
		{outsider, []string{"names 4 things"}, "can't find"},
		{"U0NOBODY01", []string{"Connect your TCA account"}, ""},
	} {
		got := w.lookedUp(t, tt.user, m)
		want(t, got, tt.says...)
		if got.For != tt.user || strings.Contains(got.PlainText(), "wang@corp") {
			t.Errorf("%s: for %q: %s", tt.user, got.For, got.PlainText())
		}
		if tt.overview != "" {
			want(t, w.press(t, tt.user, got, "run/found_0"), tt.overview)
		}
	}
	here, _, err := w.slack.Say(deadline(t), admin, "C0OTHER001", "", "nothing at all")
	if err != nil {
		t.Fatal(err)
	}
	d, err := w.slack.MessageShortcut(deadline(t), member, here.Ref(), "lookup")
	if err != nil {
		t.Fatal(err)
	}
	none, err := w.slack.WaitMessage(deadline(t), member, "C0OTHER001", func(m bottest.Message) bool { return m.EnvelopeID == d.EnvelopeID && !isProgress(m) })
	if err != nil {
		t.Fatal(err)
	}
	if want(t, none, "found no TCA link", "Find in TCA"); none.For != member {
		t.Errorf("for %q", none.For)
	}
	w.clean(t)
}

// TestLookUpTellsNoToken: what looks like a token is in no button.
func TestLookUpTellsNoToken(t *testing.T) {
	t.Parallel()
	w := newWorld(t, nil)
	w.login(t, member, w.sample.Member)
	m, _, err := w.slack.Say(deadline(t), admin, general, "", "payments-api@0123456789abcdef0123456789abcdef01234567 and #881000")
	if err != nil {
		t.Fatal(err)
	}
	if got := w.lookedUp(t, member, m); strings.Contains(string(got.Blocks), "0123456789abcdef") || !strings.Contains(got.PlainText(), "Issue 881000") {
		t.Errorf("it says %s", got.Blocks)
	}
	w.clean(t)
}

// TestLookUpInThread: the answer is in the thread of the message.
func TestLookUpInThread(t *testing.T) {
	t.Parallel()
	w := newWorld(t, nil)
	w.login(t, member, w.sample.Member)
	head, _, err := w.slack.Say(deadline(t), admin, general, "", "hello")
	if err != nil {
		t.Fatal(err)
	}
	m, _, err := w.slack.Say(deadline(t), admin, general, head.TS, "#881000")
	if err != nil {
		t.Fatal(err)
	}
	if got := w.lookedUp(t, member, m); got.Thread != head.TS {
		t.Errorf("in thread %q, want %q", got.Thread, head.TS)
	}
	w.clean(t)
}

// finder runs the global shortcut and returns the form that it opens.
func (w *world) finder(tb testing.TB, user, callback string) bottest.View {
	tb.Helper()
	if _, err := w.slack.Shortcut(deadline(tb), user, "find"); err != nil {
		tb.Fatal(err)
	}
	v, err := w.slack.WaitView(deadline(tb), user, func(v bottest.View) bool { return v.CallbackID == callback })
	if err != nil {
		tb.Fatal(err)
	}
	return v
}

// TestFinder: the shortcut of Slack's menu finds with the person's own access, and answers in their direct message.
func TestFinder(t *testing.T) {
	t.Parallel()
	w := newWorld(t, nil)
	w.login(t, member, w.sample.Member)
	w.login(t, outsider, w.sample.Outsider)
	v := w.finder(t, member, "fill")
	options, _, err := w.slack.SuggestView(deadline(t), member, v.ID, "target", "payments-api@mas")
	if err != nil || len(options) == 0 {
		t.Fatalf("suggests %v, %v", options, err)
	}
	submit := func(user string, v bottest.View, values map[string]string, part string) {
		t.Helper()
		if _, err := w.slack.Submit(deadline(t), user, v.ID, values); err != nil {
			t.Fatal(err)
		}
		after, err := w.slack.WaitView(deadline(t), user, func(v bottest.View) bool { return v.CallbackID == "done" })
		if err != nil {
			t.Fatal(err)
		}
		if !strings.Contains(after.PlainText(), "direct message") {
			t.Errorf("the form says %s", after.PlainText())
		}
		w.slack.CloseView(user, after.ID)
		m, err := w.slack.WaitMessage(deadline(t), user, w.slack.DM(user).ID, func(m bottest.Message) bool { return strings.Contains(m.PlainText(), part) })
		if err != nil {
			t.Fatal(err)
		}
		if strings.Contains(m.PlainText(), "couldn't") {
			t.Errorf("says why it is there: %s", m.PlainText())
		}
	}
	submit(member, v, map[string]string{"target": options[0].Value, "show": "issues"}, "Issues of payments-api")
	theirs := w.finder(t, outsider, "fill")
	none, _, err := w.slack.SuggestView(deadline(t), outsider, theirs.ID, "target", "payments-api")
	if err != nil || len(none) != 0 {
		t.Errorf("suggests %v to an outsider, %v", none, err)
	}
	own, _, err := w.slack.SuggestView(deadline(t), outsider, theirs.ID, "target", "mobile")
	if err != nil || len(own) == 0 {
		t.Fatalf("suggests %v, %v", own, err)
	}
	submit(outsider, theirs, map[string]string{"target": own[0].Value}, "Mobile")
	w.clean(t)
}

// TestFinderGoesDown: the finder begins with the person's default and goes from a team to a branch. Choosing something clears what
// was below it, and what is offered to be shown fits what was chosen.
func TestFinderGoesDown(t *testing.T) {
	t.Parallel()
	w := newWorld(t, nil)
	w.login(t, member, w.sample.Member)
	want(t, w.ask(t, member, general, "use payments-api"), "payments-api")
	v := w.finder(t, member, "fill")
	text := string(v.Raw)
	for _, part := range []string{"Search by name", "Core platform 基础平台部", "payments-api"} {
		if !strings.Contains(text, part) {
			t.Errorf("the form says %s, without %s", text, part)
		}
	}
	suggested := func(field, typed, label string) string {
		t.Helper()
		options, _, err := w.slack.SuggestView(deadline(t), member, v.ID, field, typed)
		if err != nil {
			t.Fatal(err)
		}
		for _, o := range options {
			if strings.Contains(o.Text, label) {
				return o.Value
			}
		}
		t.Fatalf("%s suggests %v, without %s", field, options, label)
		return ""
	}
	choose := func(field, value string, done func(text string) bool) {
		before := v.Metadata
		t.Helper()
		if _, err := w.slack.ClickViewWith(deadline(t), member, v.ID, field, value); err != nil {
			t.Fatal(err)
		}
		var err error
		if v, err = w.slack.WaitView(deadline(t), member, func(now bottest.View) bool { return now.ID == v.ID && now.Metadata != before && done(string(now.Raw)) }); err != nil {
			t.Fatalf("after %s: %v", field, err)
		}
	}
	if value := suggested("branch", "", "master"); !strings.Contains(value, "/") {
		t.Errorf("a branch of the default repository is %q", value)
	}
	choose("team", suggested("team", "你好", "你好 TCA"), func(text string) bool { return !strings.Contains(text, "payments-api") })
	options, _, err := w.slack.SuggestView(deadline(t), member, v.ID, "repo", "payments")
	if err != nil || len(options) != 0 {
		t.Errorf("in another team, repositories are %v, %v", options, err)
	}
	choose("team", suggested("team", "Core", "Core platform"), func(text string) bool { return !strings.Contains(text, "Analysed branches") })
	choose("repo", suggested("repo", "payments-api", "payments-api"), func(text string) bool {
		return strings.Contains(text, "payments-api") && strings.Contains(text, "Analysed branches")
	})
	choose("branch", suggested("branch", "mas", "master"), func(text string) bool {
		return strings.Contains(text, "master") && !strings.Contains(text, "Analysed branches")
	})
	if _, err := w.slack.Submit(deadline(t), member, v.ID, map[string]string{"show": "complexity"}); err != nil {
		t.Fatal(err)
	}
	if _, err := w.slack.WaitMessage(deadline(t), member, w.slack.DM(member).ID, func(m bottest.Message) bool {
		return strings.Contains(m.PlainText(), "payments-api") && strings.Contains(m.PlainText(), "omplex")
	}); err != nil {
		t.Fatal(err)
	}
	w.clean(t)
}

// TestFinderBeforeLogin: who is not connected is asked to, and then finds.
func TestFinderBeforeLogin(t *testing.T) {
	t.Parallel()
	w := newWorld(t, nil)
	v := w.finder(t, member, "login")
	if _, err := w.slack.Submit(deadline(t), member, v.ID, map[string]string{"token": w.sample.Member}); err != nil {
		t.Fatal(err)
	}
	if _, err := w.slack.WaitMessage(deadline(t), member, w.slack.DM(member).ID, func(m bottest.Message) bool {
		return strings.Contains(m.PlainText(), "Search by name, ID or link")
	}); err != nil {
		t.Fatal(err)
	}
	w.clean(t)
}
