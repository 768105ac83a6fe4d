// Package schedule says when something is due that comes by itself: at a time of day, on some days of the week, by the
// clocks of a place. The zone database decides what those clocks show. It keeps nothing and knows no present: whoever
// asks says what time it is.
package schedule

import "time"

// Schedule is a time of day on some days of the week in a zone. Its zero value is never due.
type Schedule struct {
	At   Clock
	Days Days
	Zone *time.Location // not nil, unless Days is none
}

// farthest is how many days are looked at for one that is chosen: a week, and one more because a place may leave out a
// day, as Samoa did when it moved across the date line.
const farthest = 15

// Next is when it is due for the first time after a moment. The zero time means never.
func (s Schedule) Next(after time.Time) time.Time { return s.find(after, 1, after.Before) }

// Last is when it was due for the last time, at a moment or before it. The zero time means never.
func (s Schedule) Last(at time.Time) time.Time {
	return s.find(at, -1, func(due time.Time) bool { return !due.After(at) })
}

// find goes from day to day until one is due and wanted.
func (s Schedule) find(from time.Time, step int, want func(time.Time) bool) time.Time {
	if s.Days == 0 || s.Zone == nil {
		return time.Time{}
	}
	y, m, d := from.In(s.Zone).Date()
	for i := -1; i < farthest; i++ { // the day before, too: it may be that of another due time in the same zone
		if due, ok := s.on(y, m, d+i*step); ok && want(due) {
			return due
		}
	}
	return time.Time{}
}

// on is when it is due on a day, if that is a chosen one and there is such a day. Where the clocks skip the time, it is
// the moment they go on from; where they show it twice, the first.
func (s Schedule) on(y int, m time.Month, d int) (time.Time, bool) {
	day := time.Date(y, m, d, 12, 0, 0, 0, time.UTC) // only for the calendar, which is the same everywhere
	if !s.Days.Has(day.Weekday()) {
		return time.Time{}, false
	}
	due := time.Date(y, m, d, s.At.Hour(), s.At.Minute(), 0, 0, s.Zone)
	if due.Hour() != s.At.Hour() || due.Minute() != s.At.Minute() || due.Day() != day.Day() {
		due = skipped(due)
		return due, due.Day() == day.Day()
	}
	return first(due), true
}

// skipped is where the clocks go on after a time that they do not show. time.Date gives a moment on one of both sides.
func skipped(near time.Time) time.Time {
	start, end := near.ZoneBounds()
	if end.IsZero() || !start.IsZero() && near.Sub(start) < end.Sub(near) {
		return start
	}
	return end
}

// first is the earlier of two moments at which the clocks show the same.
func first(t time.Time) time.Time {
	start, _ := t.ZoneBounds()
	if start.IsZero() {
		return t
	}
	_, now := t.Zone()
	_, before := start.Add(-time.Second).Zone()
	earlier := t.Add(-time.Duration(before-now) * time.Second)
	if before > now && earlier.Before(start) {
		return earlier
	}
	return t
}
