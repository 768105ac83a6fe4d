package playground

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"tcabot/bot/bottest"
	"time"
)

// viewer is who looks at the page: names, moments and conversations are theirs.
type viewer struct {
	slack   *bottest.Server
	as      string            // their own ID
	names   map[string]string // of people, by ID
	people  []bottest.User
	rooms   []bottest.Channel // the conversations they are in
	zone    *time.Location
	chinese bool
	now     time.Time
}

var dateToken = regexp.MustCompile(`\{[a-z_]+\}`)

// date shows a moment by Slack's tokens, in the viewer's zone and language.
// https://docs.slack.dev/messaging/formatting-message-text#date-formatting
func (v *viewer) date(unix int64, format string) string {
	t := time.Unix(unix, 0).In(v.zone)
	return dateToken.ReplaceAllStringFunc(format, func(token string) string {
		name, pretty := strings.CutSuffix(strings.Trim(token, "{}"), "_pretty")
		if near := v.nearDay(t); pretty && near != "" {
			return near
		}
		switch name {
		case "date_num":
			return t.Format("2006-01-02")
		case "date", "date_short", "date_long":
			return v.day(t, name)
		case "time":
			return t.Format("15:04")
		case "time_secs":
			return t.Format("15:04:05")
		case "ago":
			return v.ago(t)
		}
		return token
	})
}

// nearDay is the word for a day next to today; "" for others.
func (v *viewer) nearDay(t time.Time) string {
	midnight := func(t time.Time) time.Time { return time.Date(t.Year(), t.Month(), t.Day(), 0, 0, 0, 0, time.UTC) }
	words := map[int]string{-1: "Yesterday", 0: "Today", 1: "Tomorrow"}
	if v.chinese {
		words = map[int]string{-1: "昨天", 0: "今天", 1: "明天"}
	}
	return words[int(midnight(t).Sub(midnight(v.now.In(v.zone))).Hours()/24)]
}

// day is a date; the year is left out of those within half a year.
func (v *viewer) day(t time.Time, kind string) string {
	away := t.Sub(v.now).Abs() > 183*24*time.Hour
	if v.chinese {
		text := fmt.Sprintf("%d月%d日", t.Month(), t.Day())
		if away {
			text = strconv.Itoa(t.Year()) + "年" + text
		}
		if kind == "date_long" {
			text += "星期" + string([]rune("日一二三四五六")[t.Weekday()])
		}
		return text
	}
	text := t.Format("January 2") + ordinal(t.Day())
	switch kind {
	case "date_short":
		text = t.Format("Jan 2")
	case "date_long":
		text = t.Format("Monday, ") + text
	}
	if away {
		text += t.Format(", 2006")
	}
	return text
}

func ordinal(n int) string {
	if n/10 != 1 {
		switch n % 10 {
		case 1:
			return "st"
		case 2:
			return "nd"
		case 3:
			return "rd"
		}
	}
	return "th"
}

func (v *viewer) ago(t time.Time) string {
	d, units := v.now.Sub(t), []string{"day", "hour", "minute"}
	past, future := "%d %s ago", "in %d %s"
	if v.chinese {
		units, past, future = []string{"天", "小时", "分钟"}, "%d %s前", "%d %s后"
	}
	how := past
	if d < 0 {
		how = future
	}
	n, unit := int(d.Abs().Minutes()), units[2]
	if n >= 24*60 {
		n, unit = n/24/60, units[0]
	} else if n >= 60 {
		n, unit = n/60, units[1]
	}
	if n != 1 && !v.chinese {
		unit += "s"
	}
	return fmt.Sprintf(how, n, unit)
}

// clock is when a message was written: the time, and the date when it was not today.
func (v *viewer) clock(unix int64) string {
	if t := time.Unix(unix, 0).In(v.zone); v.nearDay(t) != v.nearDay(v.now.In(v.zone)) {
		return v.date(unix, "{date_short} {time}")
	}
	return v.date(unix, "{time}")
}

// present is the playground's date and time, where it is and not where the viewer is.
func (v *viewer) present() string {
	there := *v
	there.zone = zone
	if v.chinese {
		return there.date(v.now.Unix(), "{date_long} {time}")
	}
	return v.now.In(zone).Format("Mon, Jan 2, 15:04")
}
