package bot_test

import (
	"tcabot/bot/bottest"
	"testing"
)

const moved = "C0MOVED001" // the new ID of the general channel

// TestChannelGetsAnotherID: the default and the digests of a channel go with it, whenever the bot hears of it.
func TestChannelGetsAnotherID(t *testing.T) {
	t.Parallel()
	event := map[string]any{"type": "channel_id_changed", "old_channel_id": general, "new_channel_id": moved}
	for _, tt := range []struct {
		name   string
		before func(t *testing.T, w *world) // what happens before the bot hears of it
		target string                       // the default then
	}{
		{name: "at once", before: func(*testing.T, *world) {}, target: "bigteam"},
		{name: "after a digest could not be posted", before: func(t *testing.T, w *world) {
			w.morning()
			w.waitNotice(t, member, w.slack.DM(member).ID)
		}, target: "bigteam"},
		{name: "after somebody set another default", before: func(t *testing.T, w *world) {
			want(t, w.ask(t, member, moved, "use hellotca --channel"), "你好 TCA")
		}, target: "hellotca"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			w := newDigestWorld(t, func(w *world) { w.times.Profile = 0 }) // a default may be remembered a moment longer
			w.say(t, member, "use bigteam --channel")
			w.subscribe(t, member, master)
			w.slack.AddChannel(bottest.Channel{ID: general, Name: "general"}) // under its former ID nothing can be done any more
			w.slack.AddChannel(bottest.Channel{ID: moved, Name: "general", BotIn: true, Members: []string{member, admin, outsider}})
			tt.before(t, w)
			for range 2 { // Slack may tell of it twice
				happens(t)(w.slack.Event(deadline(t), event))
			}
			w.until(t, "the digest is listed in the channel", func() bool {
				list := w.ask(t, member, moved, "digest").PlainText()
				return contains(list, "#1") && !contains(list, "suspended") // an empty list has the branch as an example
			})
			want(t, w.ask(t, member, moved, "repos"), map[string]string{"bigteam": "of 137", "hellotca": "of 13"}[tt.target])
			w.morning()
			w.wait(t, moved, 1)
		})
	}
}
