package bot_test

import (
	"net/http"
	"strings"
	"tcabot/api/apitest"
	"tcabot/bot/bottest"
	"testing"
)

// TestMissingCode has the code host refuse the code of an issue, a function and a duplicate block: each screen says why, and
// asks to refresh only where that may help.
func TestMissingCode(t *testing.T) {
	t.Parallel()
	w := newWorld(t, func(w *world) { w.env["CACHE_TTL"] = "0" })
	w.login(t, member, w.sample.Member)
	w.login(t, admin, w.sample.Admin)
	lines := []string{
		"issue 10000640 K9fQ2mXz7Lp/bigteam#1/100", "function 10000001 K9fQ2mXz7Lp/bigteam#1/100",
	}
	for _, tt := range []struct{ text, en, zh string }{
		{"文件不存在", "the file isn't in the analysed revision any more", "该版本中已没有这个文件"},
		{"分支不存在", "the branch has been deleted", "已没有这个分支"},
		{"Git版本号不存在", "the analysed revision isn't in the repository any more", "已没有这个版本"},
		{"帐号密码错误", "the code host rejects the credentials", "拒绝了 TCA 使用的凭证"},
		{"代码库路径可能不存在或无访问权限", "the code host has no such repository", "代码库不存在"},
		{"获取代码信息耗时较久，请稍后再试", "Refresh to try again", "请刷新重试"},
	} {
		fault := apitest.Refused(http.StatusBadRequest, "cd_error "+tt.text)
		fault.Path = "/codefile/"
		remove := w.tca.Inject(fault)
		for _, line := range lines {
			m := w.say(t, member, line)
			want(t, m, tt.en)
			if says := strings.Contains(m.PlainText(), "Refresh to try again"); says != strings.Contains(tt.en, "Refresh") {
				t.Errorf("%s, %s: says to refresh: %t", tt.text, line, says)
			}
			want(t, w.say(t, admin, line), tt.zh)
		}
		remove()
	}
	w.clean(t)
}

// TestLoginOfInactiveAccount: the form says that the account is the reason, and the token is not called wrong.
func TestLoginOfInactiveAccount(t *testing.T) {
	t.Parallel()
	w := newWorld(t, nil)
	for user, says := range map[string]string{member: "the account isn't active", admin: "账号未激活或已删除"} {
		if _, err := w.slack.Click(deadline(t), user, w.say(t, user, "login").Ref(), "connect/open"); err != nil {
			t.Fatal(err)
		}
		form, err := w.slack.WaitView(deadline(t), user, func(v bottest.View) bool { return v.CallbackID == "login" })
		if err != nil {
			t.Fatal(err)
		}
		if _, err := w.slack.Submit(deadline(t), user, form.ID, map[string]string{"token": w.sample.Inactive}); err != nil {
			t.Fatal(err)
		}
		if got, _ := w.slack.View(user); !contains(got.Errors["token"], says) {
			t.Errorf("the form says %q, want %q", got.Errors["token"], says)
		}
		w.slack.CloseView(user, form.ID)
	}
	w.login(t, outsider, w.sample.Outsider)
	w.tca.Inject(apitest.Refused(http.StatusUnauthorized, "用户未激活或者已删除。"))
	want(t, w.say(t, outsider, "repos"), "Your TCA account isn't active")
	w.clean(t)
}
