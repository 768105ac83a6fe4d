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
	agoForm = regexp.MustCompile(`^(\d{1,4}) ?(d|days?|天|w|weeks?|周)(?:前| ago)?$`)
)

// daysBack are the words for days near today, by how long ago they are.
var daysBack = map[string]int{"today": 0, "今天": 0, "yesterday": 1, "昨天": 1, "前天": 2}

// written turns the ways of writing a date into the one with hyphens.
var written = strings.NewReplacer("/", "-", ".", "-", "年", "-", "月", "-", "日", "")

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

// readDate reads a day as people write it: 2026-11-20, 2026年11月20日, yesterday, or 7d and 2w for so long before now.
func readDate(text string, now time.Time) (Date, error) {
	text = strings.ToLower(text)
	now = now.In(api.Zone())
	n, ok := daysAgo(text)
	day, err := time.ParseInLocation("2006-1-2", written.Replace(text), api.Zone())
	if ok {
		day = time.Date(now.Year(), now.Month(), now.Day()-n, 0, 0, 0, 0, api.Zone())
	} else if err != nil || !dayForm.MatchString(written.Replace(text)) {
		return Date{}, &UsageError{Reason: "usage.date", Data: []any{"Value", text}}
	}
	if y := day.Year(); y < firstYear || y > lastYear {
		return Date{}, &UsageError{Reason: "usage.year", Data: []any{"Value", text, "First", strconv.Itoa(firstYear), "Last", strconv.Itoa(lastYear)}}
	}
	return Date{start: day}, nil
}

// daysAgo reads a day that is so many days before today; false for any other.
func daysAgo(text string) (int, bool) {
	if n, ok := daysBack[text]; ok {
		return n, true
	}
	m := agoForm.FindStringSubmatch(text)
	if m == nil {
		return 0, false
	}
	n, _ := strconv.Atoi(m[1])
	if m[2] == "周" || m[2][0] == 'w' {
		n *= 7
	}
	return n, true
}

// Day is name:date. A day that is so and so long ago is written into the line as that very day.
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
