package bot_test

import (
	"path/filepath"
	"strings"
	"tcabot/bot/seal"
	"tcabot/bot/store/storetest"
	"testing"
)

// rekey restarts the bot with another key; without one, with that of the file beside the database.
func (w *world) rekey(tb testing.TB, key string) {
	tb.Helper()
	if err := w.stop(); err != nil {
		tb.Fatal(err)
	}
	delete(w.env, "TOKEN_ENCRYPTION_KEY")
	if key != "" {
		w.env["TOKEN_ENCRYPTION_KEY"] = key
	}
	w.start(tb)
}

// damage spoils a person's stored token.
func (w *world) damage(tb testing.TB, user string) {
	tb.Helper()
	storetest.Exec(tb, "sqlite://"+filepath.Join(w.dir, "bot.db"), "UPDATE links SET token = 'damaged in the file' WHERE slack_user = '"+user+"'")
}

// TestUnreadableToken has a token that cannot be read any more: everything says so and offers to connect, which works, as
// does logging out; nobody else is affected.
func TestUnreadableToken(t *testing.T) {
	t.Parallel()
	for name, spoil := range map[string]func(*testing.T, *world){
		"another key": func(t *testing.T, w *world) { w.rekey(t, seal.NewKey().Reveal()) },
		"damaged row": func(t *testing.T, w *world) { w.damage(t, member); w.damage(t, admin) },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t, nil)
			w.login(t, member, w.sample.Member)
			w.login(t, admin, w.sample.Admin)
			w.login(t, outsider, w.sample.Outsider)
			spoil(t, w)
			for _, line := range []string{"whoami", "login", "repos bigteam", "overview payments-api@master", "export repos bigteam", "digest add payments-api@master"} {
				m := w.say(t, member, line)
				want(t, m, "I can't read your saved TCA token any more", "[Connect TCA]")
				want(t, w.say(t, admin, line), "无法读取已保存的 TCA 令牌")
			}
			want(t, w.say(t, member, "help"), "What I can do")
			if name == "damaged row" {
				want(t, w.say(t, outsider, "whoami"), "You are connected to TCA as")
			}
			want(t, w.say(t, member, "logout"), "You're disconnected")
			want(t, w.say(t, member, "whoami"), "Connect your TCA account to get started")
			w.login(t, member, w.sample.Member) // who has logged out
			want(t, w.say(t, member, "whoami"), "You are connected to TCA as 王芳")
			w.login(t, admin, w.sample.Admin) // who has not
			want(t, w.say(t, admin, "whoami"), "你已连接 TCA")
			if !strings.Contains(w.log.String(), "cannot be opened") {
				t.Error("the log does not say why")
			}
			w.clean(t)
		})
	}
}
