package command

import (
	"regexp"
	"strconv"
	"strings"
	"tcabot/api"
	"time"
)

// Date is a day in TCA's own time zone, wherever the person is, so that a line with it means the same to everybody and at
// any time. The zero Date is none.
type Date struct{ start time.Time }

// The range of years that TCA's database and its time zone allow.
const (
	firstYear = 1970
	lastYear  = 9998
)

var (
	dayForm = regexp.MustCompile(`^\d{4}-\d{1,2}-\d{1,2}$`)
	agoForm = regexp.MustCompile(`^(\d{1,4})([dw])$`)
)

// IsZero reports whether no day was given.
func (d Date) IsZero() bool { return d.start.IsZero() }

// Start is when the day begins. The zero Date gives the zero time.
func (d Date) Start() time.Time { return d.start }

// End is the last second of the day. The zero Date gives the zero time.
func (d Date) End() time.Time {
	if d.IsZero() {
		return time.Time{}
	}
	return d.start.AddDate(0, 0, 1).Add(-time.Second)
}

// String is the day in a line; empty for none.
func (d Date) String() string {
	if d.IsZero() {
		return ""
	}
	return d.start.Format(time.DateOnly)
}

// readDate reads a day as it is typed: 2026-11-20, or 7d and 2w for days and weeks ago.
func readDate(text string, now time.Time) (Date, error) {
	text = strings.ToLower(strings.ReplaceAll(text, "/", "-"))
	now = now.In(api.Zone())
	day, err := time.ParseInLocation("2006-1-2", text, api.Zone())
	if m := agoForm.FindStringSubmatch(text); m != nil {
		n, _ := strconv.Atoi(m[1])
		if m[2] == "w" {
			n *= 7
		}
		day = time.Date(now.Year(), now.Month(), now.Day()-n, 0, 0, 0, 0, api.Zone())
	} else if err != nil || !dayForm.MatchString(text) {
		return Date{}, &UsageError{Reason: "usage.date", Data: []any{"Value", text}}
	}
	if y := day.Year(); y < firstYear || y > lastYear {
		return Date{}, &UsageError{Reason: "usage.year", Data: []any{"Value", text, "First", strconv.Itoa(firstYear), "Last", strconv.Itoa(lastYear)}}
	}
	return Date{start: day}, nil
}

// Day is name:date. A relative date is written to the line as the day it stands for.
func Day(p *Date, name string) Arg {
	return Arg{
		name: name, form: filter, optional: true, day: true, values: values{sample: "2026-11-20|7d", note: "usage.day_zone"},
		get: func() string { return p.String() },
		set: func(text string) (err error) {
			*p, err = readDate(text, time.Now())
			return err
		},
	}
}

// NotBefore rejects a day before another one, when both are given.
func NotBefore(p, first *Date, name string) func() error {
	return func() error {
		if p.IsZero() || first.IsZero() || !p.start.Before(first.start) {
			return nil
		}
		return &UsageError{Reason: "usage.before", Data: []any{"Other", name}}
	}
}
