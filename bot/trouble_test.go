package bot_test

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"tcabot/api/apitest"
	"tcabot/bot/bottest"
	"testing"
	"time"
)

// TestTrouble breaks TCA in every known way, in both languages.
func TestTrouble(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name   string
		fault  apitest.Fault
		en, zh string
		action string // the next step
	}{
		{"slow", apitest.Slow(20 * time.Second), "didn't respond in time", "没有及时响应", "run/again"},
		{"down", apitest.Down(), "can't reach TCA", "无法连接", "run/again"},
		{"cut", apitest.Fault{Drop: true}, "can't reach TCA", "无法连接", "run/again"},
		{"web page", apitest.WebPage(), "couldn't read", "无法识别", "run/again"},
		{"malformed", apitest.Malformed(), "couldn't read", "无法识别", "run/again"},
		{"giant", apitest.Giant(9 << 20), "couldn't read", "无法识别", "run/again"},
		{"null rows", apitest.Rows("null", 2), "couldn't read", "无法识别", "run/again"},
		{"more rows than a page has", apitest.Rows("{}", 2_700_000), "couldn't read", "无法识别", "run/again"},
		{"traceback", apitest.Traceback(), "can't reach TCA", "无法连接", "run/again"},
		{"401", apitest.Refused(http.StatusUnauthorized, "认证令牌无效。"), "TCA rejected your token", "令牌已失效", "connect/open"},
		{"403", apitest.Refused(http.StatusForbidden, "您没有执行该操作的权限。"), "you don't have access", "没有权限", "run/teams"},
		{"404", apitest.Refused(http.StatusNotFound, "未找到。"), "you don't have access", "没有权限", "run/teams"},
		{"400", apitest.Refused(http.StatusBadRequest, "cd_error <!channel> *x*"), "TCA rejected that: <!channel> *x*", "TCA 返回错误", "run/again"},
		{"429", apitest.Busy(40 * time.Second), "to wait 41 seconds", "要求等待 41 秒", "run/again"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t, func(w *world) {
				w.times.Deadline, w.times.Surface.Working = 3*time.Second, 50*time.Millisecond
			})
			w.login(t, member, w.sample.Member)
			w.login(t, admin, w.sample.Admin)
			remove := w.tca.Inject(tt.fault)
			for user, say := range map[string]string{member: tt.en, admin: tt.zh} {
				m := w.say(t, user, "repos K9fQ2mXz7Lp/bigteam")
				want(t, m, say)
				if !m.Has(tt.action) {
					t.Errorf("no next step %s in:\n%s", tt.action, m.PlainText())
				}
				if len(m.Notifies) > 0 {
					t.Errorf("notifies %v", m.Notifies)
				}
			}
			remove()
			want(t, w.say(t, member, "repos bigteam"), "1–10 of 137")
			w.clean(t) // also: every envelope was acknowledged within three seconds
		})
	}
}

// TestUnreachable has TCA not be there, for different reasons: the form of a token, a command and the log name the reason.
func TestUnreachable(t *testing.T) {
	t.Parallel()
	untrusted := httptest.NewTLSServer(http.NotFoundHandler())
	t.Cleanup(untrusted.Close)
	for _, tt := range []struct{ name, url, says, zh, log string }{
		{"port closed", "", "the connection was refused", "拒绝连接", "connection refused"},
		{"certificate", untrusted.URL, "don't trust TCA's certificate", "证书不受信任", "x509"},
		{"name", "https://tca..invalid", "can't find TCA's host name", "找不到 TCA 的主机名", "cannot resolve the host name"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t, nil)
			w.login(t, member, w.sample.Member)
			w.login(t, admin, w.sample.Admin)
			if tt.url == "" {
				_ = w.tca.Close()
			} else {
				_ = w.stop()
				w.env["TCA_URL"] = tt.url
				w.start(t)
			}
			want(t, w.say(t, member, "repos K9fQ2mXz7Lp/bigteam"), tt.says)
			want(t, w.say(t, admin, "repos K9fQ2mXz7Lp/bigteam"), tt.zh)
			if _, err := w.slack.Click(deadline(t), member, w.say(t, member, "login").Ref(), "connect/open"); err != nil {
				t.Fatal(err)
			}
			form, err := w.slack.WaitView(deadline(t), member, func(v bottest.View) bool { return v.CallbackID == "login" })
			if err != nil {
				t.Fatal(err)
			}
			if _, err := w.slack.Submit(deadline(t), member, form.ID, map[string]string{"token": w.sample.Member}); err != nil {
				t.Fatal(err)
			}
			if got, _ := w.slack.View(member); !contains(got.Errors["token"], tt.says) || !contains(got.Errors["token"], "couldn't check the token") {
				t.Errorf("the form says %q", got.Errors["token"])
			}
			if n := strings.Count(w.log.String(), tt.log); n < 3 {
				t.Errorf("the log names the reason %d times", n)
			}
			w.clean(t)
		})
	}
}

// TestNullRows has every list of TCA's consist of nulls: no command is silent, and none shows rows of nothing.
func TestNullRows(t *testing.T) {
	t.Parallel()
	w := newWorld(t, func(w *world) { w.env["CACHE_TTL"] = "0" })
	w.login(t, member, w.sample.Member)
	w.tca.Inject(apitest.Rows("null", 2))
	for _, line := range []string{
		"tools", "orgs", "teams", "repos", "repos bigteam", "projects payments-api", "issues payments-api@master", "schemes payments-api", "templates",
		"nodes", "mine", "digest add payments-api@master", "open payments-api",
	} {
		want(t, w.say(t, member, line), "couldn't read TCA's response")
	}
	w.clean(t)
}

func TestWrongInput(t *testing.T) {
	t.Parallel()
	w := newWorld(t, nil)
	w.login(t, member, w.sample.Member)
	for _, tt := range []struct{ name, line, want string }{
		{"empty", "", "What would you like to see?"},
		{"unknown command", "frobnicate", "frobnicate is neither a command nor a team or repository"},
		{"unknown flag", "use bigteam --everyone", "This command has no option --everyone"},
		{"open quote", `repos "big`, "never closed"},
		{"curly quotes", "repos “bigteam”", "1–10 of 137"},
		{"bad filter", "repos bigteam scope:banana", "Use all, my or subscribed"},
		{"10,000 characters", strings.Repeat("x", 10_000), "has 10,000 characters"},
		{"unknown team", "repos bigtaem", "No team named bigtaem"},
		{"unknown repository", "repo paymnts", "No repository named paymnts"},
		{"too long, without a command", "bigteam " + strings.Repeat("abcdefgh ", 209), "but the limit is 800"},
		{"hostile", "<!channel> *x*", "Analysed branches of <!channel>"},
		{"pasted page", "repos " + w.tca.URL() + "/t/K9fQ2mXz7Lp/p/hellotca/repos", "of 13"},
		{"page of another server", "repos https://tca.example.com/t/K9fQ2mXz7Lp/p/hellotca/repos", "That page isn't part of your TCA"},
		{"filter twice", "issues severity:fatal author:a author:b", "author appears twice"},
		{"days the wrong way round", "issues since:2026-02-02 until:2026-02-01", "until is before since"},
		{"long value", "issues author:" + strings.Repeat("x", 513), "has 513 characters"},
		{"no team", "repos", "Which team?"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			m := w.say(t, member, tt.line)
			want(t, m, tt.want)
			if len(m.Notifies) > 0 {
				t.Errorf("notifies %v", m.Notifies)
			}
		})
	}
	typo := w.say(t, member, "repso bigteam scope:my")
	want(t, typo, "Unknown command repso", "[Run: repos bigteam scope:my]")
	want(t, w.press(t, member, typo, "run/suggest"), "1–10 of 68")
	w.clean(t)
}

func TestButtons(t *testing.T) {
	t.Parallel()
	w := newWorld(t, nil)
	w.login(t, member, w.sample.Member)
	page := w.say(t, member, "repos bigteam")
	with := func(value string) bottest.Message {
		d, err := w.slack.ClickWith(deadline(t), member, page.Ref(), "run/next", value)
		if err != nil {
			t.Fatal(err)
		}
		return w.answerTo(t, member, d)
	}
	want(t, with("garbage"), "This button no longer works")
	want(t, with("1 o99999999999999\nrepos bigteam"), "This button no longer works")
	want(t, with("1 o100\nlogout please"), "Unexpected please")
	old := with("0 {\"page\":3}\nrepos bigteam")
	want(t, old, "I've been updated", "1–10 of 137")
	want(t, with("1 o99999999\nrepos bigteam"), "131–137 of 137")
	w.clean(t)
}

func TestForeignWorkspace(t *testing.T) {
	t.Parallel()
	w := newWorld(t, func(w *world) { w.times.Surface.Grace = 2 * time.Second }) // the answer is read from the acknowledgement
	d, err := w.slack.SendRaw(deadline(t), "slash_commands", map[string]any{
		"team_id": "T0FOREIGN", "user_id": "U0STRANGER", "channel_id": general, "channel_name": "general", "command": "/tca",
		"text": "whoami", "response_url": w.slack.APIURL() + "nowhere", "trigger_id": "1",
	})
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(string(d.AckPayload), "I only serve members of the workspace") {
		t.Errorf("answer: %s", d.AckPayload)
	}
}

func TestModalSubmittedTwice(t *testing.T) {
	t.Parallel()
	w := newWorld(t, nil)
	prompt := w.say(t, member, "whoami")
	if _, err := w.slack.Click(deadline(t), member, prompt.Ref(), "connect/open"); err != nil {
		t.Fatal(err)
	}
	v, err := w.slack.WaitView(deadline(t), member, func(v bottest.View) bool { return v.CallbackID == "login" })
	if err != nil {
		t.Fatal(err)
	}
	d, err := w.slack.Submit(deadline(t), member, v.ID, map[string]string{"token": w.sample.Member})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := w.slack.WaitMessage(deadline(t), member, general, func(m bottest.Message) bool {
		return strings.Contains(m.PlainText(), "You are connected to TCA as 王芳")
	}); err != nil {
		t.Fatal(err)
	}
	if err := w.slack.Redeliver(d.EnvelopeID); err != nil {
		t.Fatal(err)
	}
	want(t, w.say(t, member, "whoami"), "王芳")
	n := 0
	for _, m := range w.slack.Messages(member, general) {
		if strings.Contains(m.PlainText(), "You are connected to TCA as") {
			n++
		}
	}
	if n != 2 { // the one in place of the prompt, and the one just asked for
		t.Errorf("%d answers, want 2", n)
	}
	w.clean(t)
}
