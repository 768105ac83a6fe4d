package apitest

import (
	"fmt"
	"strconv"
	"strings"
	"time"
)

// shanghai is the time zone of the real server.
var shanghai = time.FixedZone("", 8*60*60)

// spaced is the format of organisations, teams, repositories, projects and schemes.
func spaced(t time.Time) string {
	return t.UTC().Format("2006-01-02 15:04:05"+micros(t)) + "+00:00"
}

// iso is the format of jobs, users and everything in the analysis service.
func iso(t time.Time) string {
	return t.In(shanghai).Format("2006-01-02T15:04:05" + micros(t) + "-07:00")
}

// zulu is the format of a repository's last activity.
func zulu(t time.Time) string { return t.UTC().Format("2006-01-02T15:04:05" + micros(t) + "Z") }

// micros returns the fraction: all six digits, or none for a whole second.
func micros(t time.Time) string {
	if t.Nanosecond()/1000 == 0 {
		return ""
	}
	return ".000000"
}

// isoOr returns null for the zero time.
func isoOr(t time.Time) any {
	if t.IsZero() {
		return nil
	}
	return iso(t)
}

// seconds is the format of lengths of time in jobs of version 1 and scans of version 3: "60.844712", "20.317", "0.0".
func seconds(d time.Duration) string {
	text := strconv.FormatFloat(d.Round(time.Microsecond).Seconds(), 'f', -1, 64)
	if !strings.Contains(text, ".") {
		text += ".0"
	}
	return text
}

// clock is the format of lengths of time in tasks and in the scans of an overview: "00:05:40.844712", "1 02:00:00".
func clock(d time.Duration) string {
	days := ""
	if d >= 24*time.Hour {
		days = strconv.Itoa(int(d/(24*time.Hour))) + " "
		d %= 24 * time.Hour
	}
	text := fmt.Sprintf("%s%02d:%02d:%02d", days, int(d.Hours()), int(d.Minutes())%60, int(d.Seconds())%60)
	if us := d.Microseconds() % 1e6; us != 0 {
		text += fmt.Sprintf(".%06d", us)
	}
	return text
}
