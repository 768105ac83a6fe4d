package bot_test

import (
	"tcabot/bot/bottest"
	"testing"
)

func benchmarkAnswer(b *testing.B, ttl string) {
	w := newWorld(b, func(w *world) { w.env["CACHE_TTL"] = ttl; w.env["LOG_LEVEL"] = "error" })
	w.login(b, member, w.sample.Member)
	w.say(b, member, "repos K9fQ2mXz7Lp/bigteam")
	ctx := b.Context()
	for b.Loop() {
		d, err := w.slack.Slash(ctx, member, general, "/tca", "repos K9fQ2mXz7Lp/bigteam")
		if err != nil {
			b.Fatal(err)
		}
		if _, err := w.slack.WaitMessage(ctx, member, general, func(m bottest.Message) bool { return m.EnvelopeID == d.EnvelopeID && !isProgress(m) }); err != nil {
			b.Fatal(err)
		}
	}
}

// Both measure a typed command over the websocket, through TCA's client, to the message as Slack shows it; the fake
// Slack's judging of the message is part of it.
func BenchmarkCachedAnswer(b *testing.B)   { benchmarkAnswer(b, "1h") }
func BenchmarkUncachedAnswer(b *testing.B) { benchmarkAnswer(b, "0") }
