package playground

import (
	"testing"
	"time"
)

func TestDates(t *testing.T) {
	now := time.Date(2026, 11, 24, 10, 0, 0, 0, zone)
	english := &viewer{zone: zone, now: now}
	chinese := &viewer{zone: zone, now: now, chinese: true}
	berlin := &viewer{zone: mustZone("Europe/Berlin"), now: now}
	const usual = "{date_short_pretty} {time}"
	for _, tt := range []struct {
		v            *viewer
		after        time.Duration
		format, want string
	}{
		{english, 0, usual, "Today 10:00"},
		{chinese, 0, usual, "今天 10:00"},
		{berlin, 0, usual, "Today 03:00"},
		{berlin, -4 * time.Hour, usual, "Yesterday 23:00"},
		{english, -24 * time.Hour, usual, "Yesterday 10:00"},
		{chinese, 14 * time.Hour, usual, "明天 00:00"},
		{english, -48 * time.Hour, usual, "Nov 22 10:00"},
		{chinese, -48 * time.Hour, usual, "11月22日 10:00"},
		{english, -400 * 24 * time.Hour, "{date_short}", "Oct 20, 2025"},
		{chinese, -400 * 24 * time.Hour, "{date}", "2025年10月20日"},
		{english, -24 * time.Hour, "{date_long}", "Monday, November 23rd"},
		{chinese, -24 * time.Hour, "{date_long}", "11月23日星期一"},
		{english, 0, "{date}, {date_num}, {time_secs}", "November 24th, 2026-11-24, 10:00:00"},
		{english, -time.Minute, "{ago}", "1 minute ago"},
		{chinese, 3 * time.Hour, "{ago}", "3 小时后"},
		{english, -50 * time.Hour, "{ago}", "2 days ago"},
		{english, 0, "{nothing} of Slack's", "{nothing} of Slack's"},
	} {
		if got := tt.v.date(now.Add(tt.after).Unix(), tt.format); got != tt.want {
			t.Errorf("%s, %v later: got %q, want %q", tt.format, tt.after, got, tt.want)
		}
	}
	if got := english.clock(now.Add(-2 * time.Hour).Unix()); got != "08:00" {
		t.Errorf("got %q", got)
	}
	if got := english.clock(now.Add(-24 * time.Hour).Unix()); got != "Nov 23 10:00" {
		t.Errorf("got %q", got)
	}
	if got := berlin.present(); got != "Tue, Nov 24, 10:00" {
		t.Errorf("got %q", got)
	}
}
