package bottest_test

import (
	"errors"
	"fmt"
	"tcabot/bot/bottest"
	"testing"
	"time"

	"github.com/slack-go/slack"
)

func TestRateLimits(t *testing.T) {
	c := newClock()
	s := workspace(t, bottest.Options{RateLimits: true, Now: c.Now})
	s.Join(secret, bottest.BotUserID)
	api := client(s)
	post := func(channel string) error {
		_, _, err := api.PostMessageContext(deadline(t), channel, slack.MsgOptionText("x", false))
		return err
	}
	wait := func(err error, want time.Duration) {
		t.Helper()
		if r, ok := errors.AsType[*slack.RateLimitedError](err); !ok || r.RetryAfter != want {
			t.Errorf("got %v, want a wait of %v", err, want)
		}
	}
	wantError(t, "first", post(general), "")
	wait(post(general), time.Second)
	wantError(t, "another channel", post(secret), "")
	wantError(t, "a person", post(alice), "")
	wait(post(s.DM(alice).ID), time.Second) // the same conversation
	c.move(time.Second)
	wantError(t, "a second later", post(general), "")

	info := func() error {
		_, err := api.GetUserInfoContext(deadline(t), alice)
		return err
	}
	for range 100 {
		wantError(t, "tier 4", info(), "")
	}
	c.move(20 * time.Second)
	wait(info(), 40*time.Second)
	wantError(t, "another method", post(general), "")
	c.move(40 * time.Second)
	wantError(t, "a minute later", info(), "")
	answer, header := call(t, s, "users.info", asForm, bottest.BotToken, "user="+alice)
	if fmt.Sprint(answer["ok"]) != "true" || header.Get("Retry-After") != "" {
		t.Errorf("got %v", answer)
	}
	clean(t, s)
}

func TestRateLimitsAreOff(t *testing.T) {
	s := workspace(t, bottest.Options{})
	for range 60 {
		_, _, err := client(s).PostMessageContext(deadline(t), general, slack.MsgOptionText("x", false))
		wantError(t, "post", err, "")
	}
}
