package bot_test

import (
	"strings"
	"tcabot/bot/bottest"
	"testing"
)

// TestMissingScope: what the Slack app lacks a permission for names that permission, what does not work without it, and
// who can add it; everything else goes on.
func TestMissingScope(t *testing.T) {
	t.Parallel()
	people := []string{member, admin}
	for _, tt := range []struct {
		scope   string
		channel bottest.Channel
		line    string
		in      func(w *world, user string) string // where the answer is; nil: in the channel
		lost    []string                           // what does not work, by person
	}{
		{scope: "mpim:read", channel: bottest.Channel{Private: true, Group: true}, line: "digest add " + master, lost: []string{"group messages", "群组私信"}},
		{scope: "groups:read", channel: bottest.Channel{Private: true}, line: "digest add " + master, lost: []string{"private channels", "私密频道"}},
		{scope: "channels:read", line: "digest add " + master, lost: []string{"public channels", "公开频道"}},
		{
			scope: "files:write", line: "export repos one_repo", lost: []string{"I can't send files", "无法发送文件"},
			in: func(w *world, user string) string { return w.slack.DM(user).ID },
		},
	} {
		t.Run(tt.scope, func(t *testing.T) {
			t.Parallel()
			tt.channel.ID, tt.channel.Name, tt.channel.BotIn, tt.channel.Members = general, "general", true, people
			w := newWorld(t, func(w *world) { w.slack.AddChannel(tt.channel) })
			w.login(t, member, w.sample.Member)
			w.login(t, admin, w.sample.Admin)
			w.slack.RevokeScope(tt.scope)
			for i, user := range people {
				in := general
				if tt.in != nil {
					in = tt.in(w, user)
				}
				d, err := w.slack.Slash(deadline(t), user, general, "/tca", tt.line)
				if err != nil {
					t.Fatal(err)
				}
				m, err := w.slack.WaitMessage(deadline(t), user, in, func(m bottest.Message) bool {
					return (tt.in != nil || m.EnvelopeID == d.EnvelopeID) && strings.Contains(m.PlainText(), tt.scope)
				})
				if err != nil {
					t.Fatal(err)
				}
				want(t, m, tt.lost[i], "OAuth & Permissions", []string{"Commands and buttons work without it", "命令和按钮不受影响"}[i])
			}
		})
	}
}

// TestSilentScopes: the log says at the start what will not work without anybody being told, with the scope that is missing;
// of the others it says nothing.
func TestSilentScopes(t *testing.T) {
	t.Parallel()
	w := newWorld(t, nil)
	if contains(w.log.String(), "lacks the scope") {
		t.Error("a scope is missing in the manifest")
	}
	for _, scope := range []string{"app_mentions:read", "im:history", "links:read", "links:write", "channels:history", "groups:history"} {
		w.slack.RevokeScope(scope)
		w.restart(t)
		w.logged(t, "lacks the scope "+scope)
		w.slack.GrantScope(scope)
	}
}

// TestShareWithoutScope: who shares a page where the bot may not look is told so, and the page is shared.
func TestShareWithoutScope(t *testing.T) {
	t.Parallel()
	w := newWorld(t, func(w *world) {
		w.slack.AddChannel(bottest.Channel{ID: general, Name: "general", Private: true, Group: true, BotIn: true, Members: []string{member, admin}})
	})
	w.login(t, member, w.sample.Member)
	w.slack.RevokeScope("mpim:read")
	v, d := w.form(t, member, w.say(t, member, "repos bigteam"), "share/open", "mpim:read")
	if _, err := w.slack.Submit(deadline(t), member, v.ID, nil); err != nil {
		t.Fatal(err)
	}
	if m := w.answerTo(t, member, d); m.For != "" {
		t.Errorf("the page is not shared: %s", m.PlainText())
	}
}

// TestDigestWithoutScope: a digest that cannot be posted, or not be checked, for want of a permission is suspended with
// that reason, its owner is told if that can be, and it is posted once the permission is there.
func TestDigestWithoutScope(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		scope string
		told  bool
	}{{"chat:write", false}, {"channels:read", true}} {
		t.Run(tt.scope, func(t *testing.T) {
			t.Parallel()
			w := newDigestWorld(t, func(w *world) { w.env["DIGEST_GUESTS"] = "false" })
			w.login(t, admin, w.sample.Admin)
			w.subscribe(t, member, master)
			if err := w.stop(); err != nil {
				t.Fatal(err)
			}
			w.start(t) // which has forgotten who is in the channel
			w.slack.RevokeScope(tt.scope)
			w.morning()
			w.until(t, "the digest is suspended", func() bool {
				return contains(w.say(t, member, "digest").PlainText(), "suspended: the Slack app lacks a permission")
			})
			want(t, w.say(t, admin, "digest"), "Slack 应用缺少所需的权限")
			if tt.told {
				want(t, w.waitNotice(t, member, w.slack.DM(member).ID), "the Slack app lacks a permission")
				want(t, w.say(t, member, "digest resume 1"), tt.scope, "Whoever manages the app")
			}
			w.slack.GrantScope(tt.scope)
			w.say(t, member, "digest resume 1")
			w.say(t, member, "digest now 1")
			w.wait(t, general, 1)
		})
	}
}
