package bottest_test

import (
	"errors"
	"tcabot/bot/bottest"
	"testing"

	"github.com/slack-go/slack"
)

// TestChance is a Slack that answers 429 and 500 now and then: the same calls meet the same faults.
func TestChance(t *testing.T) {
	run := func(seed uint64) string {
		s := workspace(t, bottest.Options{})
		s.Inject(bottest.Fault{Method: "chat.postMessage", Status: 429, RetryAfter: 1, Chance: .3, Seed: seed})
		s.Inject(bottest.Fault{Method: "chat.postMessage", Status: 500, Chance: .3, Seed: seed + 1})
		var met []byte
		for range 60 {
			_, _, err := client(s).PostMessageContext(deadline(t), general, slack.MsgOptionText("x", false))
			_, limited := errors.AsType[*slack.RateLimitedError](err)
			switch {
			case limited:
				met = append(met, 'r')
			case err != nil:
				met = append(met, 'e')
			default:
				met = append(met, '.')
			}
		}
		clean(t, s)
		return string(met)
	}
	first := run(1)
	count := map[rune]int{}
	for _, c := range first {
		count[c]++
	}
	if count['r'] < 8 || count['r'] > 28 || count['e'] < 4 || count['e'] > 22 {
		t.Errorf("got %s", first)
	}
	if again := run(1); again != first {
		t.Errorf("the same seed gives\n%s and\n%s", first, again)
	}
	if other := run(7); other == first {
		t.Errorf("every seed gives %s", first)
	}
}

// TestFaultsInTurn tries each fault that is left, in the order in which they came.
func TestFaultsInTurn(t *testing.T) {
	s := workspace(t, bottest.Options{})
	s.Inject(bottest.Fault{Method: "chat.postMessage", Error: "internal_error", Times: 1})
	s.Inject(bottest.Fault{Method: "*", Error: "fatal_error", Times: 2})
	for _, want := range []string{"internal_error", "fatal_error", "fatal_error", ""} {
		_, _, err := client(s).PostMessageContext(deadline(t), general, slack.MsgOptionText("x", false))
		wantError(t, "post", err, want)
	}
}
