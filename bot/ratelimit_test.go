package bot_test

import (
	"net/http"
	"tcabot/bot/bottest"
	"testing"
)

// TestOneChannelIsLimited: Slack asks not to post in one channel for a month. The digests of the other channels come on
// time, commands in that channel are answered, and the log names Slack as the cause.
func TestOneChannelIsLimited(t *testing.T) {
	t.Parallel()
	others := []string{"C0OTHER001", "C0OTHER002", "C0OTHER003"}
	w := newDigestWorld(t, func(w *world) {
		for _, id := range others {
			w.slack.AddChannel(bottest.Channel{ID: id, Name: id, BotIn: true, Members: []string{member}})
		}
	})
	for _, id := range append(others, general) {
		w.subscribe(t, member, master+" to:<#"+id+">")
	}
	w.slack.Inject(bottest.Fault{Method: "chat.postMessage", Status: http.StatusTooManyRequests, RetryAfter: 30 * 24 * 60 * 60, Times: 1})
	w.morning()
	w.until(t, "three of four digests are posted", func() bool {
		n := 0
		for _, id := range append(others, general) {
			n += len(w.posts(id, ""))
		}
		return n == 3
	})
	w.logged(t, `msg="slack limits the rate of a method" method=chat.postMessage`)
	w.logged(t, "asked_to_wait=720h0m0s waits=5m0s")
	want(t, w.say(t, member, "whoami"), "王芳")
	if err := w.stop(); err != nil { // though one post waits for its turn
		t.Error(err)
	}
}
