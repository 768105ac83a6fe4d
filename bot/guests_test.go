package bot_test

import (
	"tcabot/bot/bottest"
	"testing"
)

// TestGuestsBeforeTheDigest: where guests may not read along, a digest is not posted before one who came after it was set
// up, and is posted where there is none.
func TestGuestsBeforeTheDigest(t *testing.T) {
	t.Parallel()
	const guest = "U0GUEST001"
	for _, tt := range []struct {
		name   string
		change func(t *testing.T, w *world)
		guests bool // there is one afterwards
	}{
		{"a guest joins", func(t *testing.T, w *world) { happens(t)(w.slack.Invite(deadline(t), member, general, guest)) }, true},
		{"a member becomes a guest", func(t *testing.T, w *world) {
			happens(t)(w.slack.ChangeUser(deadline(t), bottest.User{ID: outsider, Name: "chenchen", Locale: "en-US", Restricted: true}))
		}, true},
		{"a member becomes a guest of one channel", func(t *testing.T, w *world) {
			happens(t)(w.slack.ChangeUser(deadline(t), bottest.User{ID: outsider, Name: "chenchen", Locale: "en-US", UltraRestricted: true}))
		}, true},
		{"a member joins", func(t *testing.T, w *world) {
			w.slack.AddUser(bottest.User{ID: "U0NEW00001", Name: "new", Locale: "en-US"})
			happens(t)(w.slack.Invite(deadline(t), member, general, "U0NEW00001"))
		}, false},
		{"a member changes their name", func(t *testing.T, w *world) {
			happens(t)(w.slack.ChangeUser(deadline(t), bottest.User{ID: outsider, Name: "chen", Locale: "en-US"}))
		}, false},
		{"a guest joins another channel", func(t *testing.T, w *world) {
			w.slack.AddChannel(bottest.Channel{ID: "C0OTHER001", Name: "other", BotIn: true, Members: []string{member}})
			happens(t)(w.slack.Invite(deadline(t), member, "C0OTHER001", guest))
		}, false},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			w := newDigestWorld(t, func(w *world) {
				w.env["DIGEST_GUESTS"] = "false"
				w.slack.AddUser(bottest.User{ID: guest, Name: "guest", Locale: "en-US", Restricted: true})
			})
			w.subscribe(t, member, master)
			tt.change(t, w)
			w.morning()
			if !tt.guests {
				w.wait(t, general, 1)
				return
			}
			want(t, w.waitNotice(t, member, w.slack.DM(member).ID), "guests")
			if n := len(w.posts(general, "")); n > 0 {
				t.Errorf("%d posts before a guest", n)
			}
		})
	}
}
