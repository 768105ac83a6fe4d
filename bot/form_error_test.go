package bot_test

import (
	"strings"
	"testing"
)

// TestFormsWithoutPayload: where Slack takes no payload in the acknowledgement of a form, an error cannot be shown in the
// form, which closes: it is told where the form came from, and what is right is answered there.
func TestFormsWithoutPayload(t *testing.T) {
	t.Parallel()
	w := newWorld(t, nil)
	w.login(t, member, w.sample.Member)
	w.slack.RefusePayloads(true)
	for _, tt := range []struct {
		name, user, line, action string
		values                   map[string]string
		says                     string
	}{
		{"no page", member, "repos bigteam", "jump/open", map[string]string{"page": "99"}, "from 1 to 14"},
		{"a page", member, "repos bigteam", "jump/open", map[string]string{"page": "3"}, "21–30 of 137"},
		{"no token", admin, "whoami", "connect/open", map[string]string{"token": "abc"}, "40"},
		{"a wrong token", admin, "whoami", "connect/open", map[string]string{"token": strings.Repeat("0", 40)}, "令牌无效"},
		{"the token", admin, "whoami", "connect/open", map[string]string{"token": w.sample.Admin}, "张伟"},
	} {
		v, d := w.form(t, tt.user, w.say(t, tt.user, tt.line), tt.action, "")
		if _, err := w.slack.Submit(deadline(t), tt.user, v.ID, tt.values); err != nil {
			t.Fatal(err)
		}
		want(t, w.answerTo(t, tt.user, d), tt.says)
		if _, open := w.slack.View(tt.user); open {
			t.Errorf("%s: the form is open", tt.name)
		}
	}
	w.clean(t)
}
