package bottest_test

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"sync/atomic"
	"tcabot/bot/bottest"
	"testing"
	"time"

	"github.com/slack-go/slack"
)

// TestScheduleRefusals: what Slack refuses to schedule.
func TestScheduleRefusals(t *testing.T) {
	now := time.Date(2026, 11, 20, 8, 30, 0, 0, time.UTC)
	s := workspace(t, bottest.Options{Now: func() time.Time { return now }})
	text := slack.MsgOptionText("later", false)
	for _, tt := range []struct {
		name, channel, at string
		option            slack.MsgOption
		want              string
	}{
		{"in the past", general, unix(now.Add(-time.Second)), text, "time_in_past"},
		{"now", general, unix(now), text, "time_in_past"},
		{"beyond 120 days", general, unix(now.Add(120*24*time.Hour + time.Second)), text, "time_too_far"},
		{"no time", general, "tomorrow", text, "invalid_time"},
		{"empty time", general, "", text, "invalid_time"},
		{"no text", general, unix(now.Add(time.Hour)), slack.MsgOptionText("", false), "no_text"},
		{"no channel", "C0NOWHERE1", unix(now.Add(time.Hour)), text, "channel_not_found"},
		{"a channel without the bot", secret, unix(now.Add(time.Hour)), text, "channel_not_found"},
		{"soon", general, unix(now.Add(time.Second)), text, ""},
		{"in 120 days", general, unix(now.Add(120 * 24 * time.Hour)), text, ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			_, _, err := client(s).ScheduleMessageContext(deadline(t), tt.channel, tt.at, tt.option)
			if refused, _ := errors.AsType[slack.SlackErrorResponse](err); (tt.want == "") != (err == nil) || refused.Err != tt.want {
				t.Errorf("got %v, want %q", err, tt.want)
			}
		})
	}
}

func unix(at time.Time) string { return strconv.FormatInt(at.Unix(), 10) }

// TestTooManyScheduled: 30 messages in a channel within five minutes, not one more; elsewhere and later there is room.
func TestTooManyScheduled(t *testing.T) {
	now := time.Date(2026, 11, 20, 8, 30, 0, 0, time.UTC)
	s := workspace(t, bottest.Options{Now: func() time.Time { return now }})
	s.AddChannel(bottest.Channel{ID: "C0OTHER001", Name: "other", BotIn: true, Members: []string{alice}})
	schedule := func(channel string, after time.Duration) error {
		_, _, err := client(s).ScheduleMessageContext(deadline(t), channel, unix(now.Add(after)), slack.MsgOptionText("x", false))
		return err
	}
	for i := range 30 {
		if err := schedule(general, time.Hour+time.Duration(i)*time.Second); err != nil {
			t.Fatal(i, err)
		}
	}
	for _, tt := range []struct {
		channel string
		after   time.Duration
		ok      bool
	}{
		{general, time.Hour, false},
		{general, time.Hour + 4*time.Minute, false},
		{general, time.Hour - 4*time.Minute, false},
		{general, time.Hour + 5*time.Minute, true},
		{general, 2 * time.Hour, true},
		{"C0OTHER001", time.Hour, true},
	} {
		if err := schedule(tt.channel, tt.after); (err == nil) != tt.ok || err != nil && err.Error() != "restricted_too_many" {
			t.Errorf("%s after %v: %v", tt.channel, tt.after, err)
		}
	}
}

// TestScheduledPosts: what was scheduled is posted when its time has come, as it was then, and in the order of the times.
func TestScheduledPosts(t *testing.T) {
	var now atomic.Int64
	start := time.Date(2026, 11, 20, 8, 30, 0, 0, time.UTC)
	now.Store(start.Unix())
	s := workspace(t, bottest.Options{Now: func() time.Time { return time.Unix(now.Load(), 0) }})
	for i, text := range []string{"third", "first", "second"} {
		at := start.Add([]time.Duration{3 * time.Hour, time.Hour, 2 * time.Hour}[i])
		if channel, id, err := client(s).ScheduleMessageContext(deadline(t), general, unix(at), slack.MsgOptionText(text, false)); err != nil || channel != general || id == "" {
			t.Fatal(channel, id, err)
		}
	}
	metadata := slack.MsgOptionMetadata(slack.SlackMetadata{EventType: "x", EventPayload: map[string]any{"a": 1}})
	if _, _, err := client(s).ScheduleMessageContext(deadline(t), general, unix(start.Add(time.Hour)), slack.MsgOptionText("lost", false), metadata); err != nil {
		t.Fatal(err)
	}
	problem(t, s, 1)
	if got := s.Scheduled(general); len(got) != 4 || got[0] != "2026-11-20T09:30:00Z first" {
		t.Errorf("scheduled %q", got)
	}
	for _, tt := range []struct {
		after time.Duration
		want  []string
	}{
		{59 * time.Minute, nil},
		{time.Hour, []string{"first"}},
		{4 * time.Hour, []string{"first", "second", "third"}},
	} {
		now.Store(start.Add(tt.after).Unix())
		s.PostScheduled()
		var got []string
		for _, m := range s.Messages(bob, general) {
			got = append(got, m.Text)
			if m.User != bottest.BotUserID {
				t.Errorf("%q is by %s", m.Text, m.User)
			}
		}
		if !slices.Equal(got, tt.want) {
			t.Errorf("after %v: %q, want %q", tt.after, got, tt.want)
		}
	}
	if got := fmt.Sprint(s.Scheduled(general)); got != "[]" {
		t.Errorf("still scheduled: %s", got)
	}
}

// TestScheduledByItself: with the clock of the machine nobody has to say that the time has come.
func TestScheduledByItself(t *testing.T) {
	s := workspace(t, bottest.Options{})
	if _, _, err := client(s).ScheduleMessageContext(deadline(t), general, unix(time.Now().Add(time.Second)), slack.MsgOptionText("soon", false)); err != nil {
		t.Fatal(err)
	}
	if _, err := s.WaitMessage(deadline(t), bob, general, func(m bottest.Message) bool { return m.Text == "soon" }); err != nil {
		t.Error(err)
	}
	clean(t, s)
}
