package bot_test

import (
	"strings"
	"tcabot/bot/bottest"
	"testing"
)

// TestLinkIsOffered: who pastes a page of TCA's is asked, privately, and what is shown is fetched with their account.
func TestLinkIsOffered(t *testing.T) {
	t.Parallel()
	w := newWorld(t, nil)
	w.login(t, member, w.sample.Member)
	share := func(user, channel, url string) {
		t.Helper()
		if _, err := w.slack.Event(deadline(t), map[string]any{
			"type": "link_shared", "user": user, "channel": channel, "message_ts": "1.1", "links": []any{map[string]any{"domain": "x", "url": url}},
		}); err != nil {
			t.Fatal(err)
		}
	}
	url := w.tca.URL() + "/t/" + w.sample.Org + "/p/bigteam/repos"
	share(outsider, general, url)                  // is not connected
	share(member, general, "https://x.example/t/") // is no page of this TCA
	share(member, "COMPOSER", url)                 // is still being typed
	share(member, general, url)
	offer, err := w.slack.WaitMessage(deadline(t), member, general, func(m bottest.Message) bool {
		return strings.Contains(m.PlainText(), "Show a preview of this TCA link?")
	})
	if err != nil {
		t.Fatal(err)
	}
	if offer.For != member {
		t.Error("everybody is asked")
	}
	want(t, w.press(t, member, offer, "run/show"), "Repositories of Core platform", "1–10 of 137")
	if got := w.slack.Calls("chat.postEphemeral"); got != 1 {
		t.Errorf("%d questions, want 1", got)
	}
	w.clean(t)
}
