package schedule

import (
	"strings"
	"time"
)

// Days is some days of the week. The zero Days is none.
type Days uint8

// Common sets of days.
const (
	Workdays Days = 1<<time.Monday | 1<<time.Tuesday | 1<<time.Wednesday | 1<<time.Thursday | 1<<time.Friday
	Weekend  Days = 1<<time.Saturday | 1<<time.Sunday
	EveryDay      = Workdays | Weekend
)

// Has reports whether a day is among them.
func (d Days) Has(day time.Weekday) bool { return d&(1<<day) != 0 }

// week is the days, Monday first.
var week = []time.Weekday{time.Monday, time.Tuesday, time.Wednesday, time.Thursday, time.Friday, time.Saturday, time.Sunday}

// Week lists the days of a week, Monday first.
func Week() []time.Weekday { return append([]time.Weekday(nil), week...) }

// Word is a day's word in a line: mon.
func Word(day time.Weekday) string { return lower(day.String()[:3]) }

// String is the days as they are typed: mon-fri, or mon,wed,sat-sun; empty for none.
func (d Days) String() string {
	var parts []string
	for i := 0; i < len(week); i++ {
		if !d.Has(week[i]) {
			continue
		}
		last := i
		for last+1 < len(week) && d.Has(week[last+1]) {
			last++
		}
		part := Word(week[i])
		if last > i {
			part += "-" + Word(week[last])
		}
		parts = append(parts, part)
		i = last
	}
	return strings.Join(parts, ",")
}

// ReadDays parses what String returns, and the usual names of days and sets of days in English and Chinese: daily,
// workdays, weekends, 周一至周五, 每天. bad is the first invalid part; empty when all are valid.
func ReadDays(text string) (d Days, bad string) {
	for part := range strings.FieldsFuncSeq(lower(text), func(r rune) bool { return strings.ContainsRune(",，、;； ", r) }) {
		some, ok := readPart(part)
		if !ok {
			return 0, part
		}
		d |= some
	}
	if d == 0 {
		return 0, text
	}
	return d, ""
}

// readPart parses a set, a day, or a range of days, which may wrap around the end of the week.
func readPart(part string) (Days, bool) {
	if d, ok := groups[part]; ok {
		return d, true
	}
	for _, to := range []string{"-", "–", "—", "~", "至", "到", ".."} {
		from, until, ok := strings.Cut(part, to)
		if !ok {
			continue
		}
		first, ok1 := readDay(from)
		last, ok2 := readDay(until)
		if !ok1 || !ok2 {
			return 0, false
		}
		d := Days(1 << last)
		for day := first; day != last; day = (day + 1) % 7 {
			d |= 1 << day
		}
		return d, true
	}
	day, ok := readDay(part)
	return 1 << day, ok
}

var groups = map[string]Days{
	"daily": EveryDay, "everyday": EveryDay, "all": EveryDay, "每天": EveryDay, "每日": EveryDay,
	"workdays": Workdays, "weekdays": Workdays, "workday": Workdays, "weekday": Workdays, "工作日": Workdays,
	"weekend": Weekend, "weekends": Weekend, "周末": Weekend,
}

// readDay parses a day: at least the first three letters of its English name, or its Chinese name.
func readDay(text string) (time.Weekday, bool) {
	for _, prefix := range []string{"星期", "礼拜", "周"} {
		if rest, ok := strings.CutPrefix(text, prefix); ok {
			text = rest
		}
	}
	for _, day := range week {
		if len(text) >= 3 && strings.HasPrefix(lower(day.String()), strings.TrimSuffix(text, ".")) || text == chinese[day] {
			return day, true
		}
	}
	return time.Sunday, text == "天"
}

var chinese = map[time.Weekday]string{
	time.Monday: "一", time.Tuesday: "二", time.Wednesday: "三", time.Thursday: "四", time.Friday: "五", time.Saturday: "六", time.Sunday: "日",
}

func lower(s string) string { return strings.ToLower(strings.TrimSpace(s)) }
