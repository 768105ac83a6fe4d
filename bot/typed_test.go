package bot_test

import (
	"strings"
	"tcabot/bot/bottest"
	"testing"
)

// TestTypedAsPeopleType has lines in which Slack, a keyboard or a clipboard put something between what was typed and what
// arrives: the answer is that of the plain line.
func TestTypedAsPeopleType(t *testing.T) {
	t.Parallel()
	w := newWorld(t, func(w *world) {
		w.slack.AddUser(bottest.User{ID: "U0NOBODY01", Name: "nobody"})
	})
	w.login(t, member, w.sample.Member)
	w.login(t, admin, w.sample.Admin)
	for _, c := range []struct{ typed, plain string }{
		{"issues payments-api@master path:main.py", `issues payments-api@master "path:main.py"`},
		{"issues payments-api＠master", "issues payments-api@master"},
		{"issues payments-api\u200b@master severity:fatal，error", "issues payments-api@master severity:fatal,error"},
		{"issues payments-api@master path:‘internal/’", "issues payments-api@master path:internal/"},
		{"issues payments-api@master path:'internal/'", "issues payments-api@master path:internal/"},
		{"issues payments-api@master author:@zhangwei", "issues payments-api@master author:tca_admin"},
		{"issues payments-api@master author:zhangwei,", "issues payments-api@master author:zhangwei"},
	} {
		got, want := w.say(t, member, c.typed).PlainText(), w.say(t, member, c.plain).PlainText()
		if got != want || strings.TrimSpace(want) == "" {
			t.Errorf("%s\n got %s\nwant %s", c.typed, got, want)
		}
	}
	want(t, w.say(t, member, "issues payments-api@master author:@nobody"), "I don't know who", "U0NOBODY01", "TCA username")
	want(t, w.say(t, admin, "issues payments-api@master author:@nobody"), "TCA 用户名")
	w.clean(t)
}
