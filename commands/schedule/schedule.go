// Package schedule computes due times: a time of day, on some days of the week, in a time zone of the zone database. It
// has no state and reads no clock: callers pass the time.
package schedule

import "time"

// Schedule is a time of day on some days of the week in a zone. Its zero value is never due.
type Schedule struct {
	At   Clock
	Days Days
	Zone *time.Location // not nil, unless Days is none
}

// farthest is how many days are searched for a due one: a week, and one more because a zone may skip a day, as Samoa did
// when it moved across the date line.
const farthest = 15

// Next is the first due time after a given time. The zero time means never.
func (s Schedule) Next(after time.Time) time.Time { return s.find(after, 1, after.Before) }

// Last is the last due time at or before a given time. The zero time means never.
func (s Schedule) Last(at time.Time) time.Time {
	return s.find(at, -1, func(due time.Time) bool { return !due.After(at) })
}

// find searches day by day for a due time that is wanted.
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

// on is the due time of a day, if it is due then and the day exists. Where the zone skips the time of day, it is the end of
// the gap; where it occurs twice, the first of them.
func (s Schedule) on(y int, m time.Month, d int) (time.Time, bool) {
	day := time.Date(y, m, d, 12, 0, 0, 0, time.UTC) // only for calendar arithmetic
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

// skipped is the end of the gap that contains a time of day. time.Date returns a time on either side of it.
func skipped(near time.Time) time.Time {
	start, end := near.ZoneBounds()
	if end.IsZero() || !start.IsZero() && near.Sub(start) < end.Sub(near) {
		return start
	}
	return end
}

// first is the earlier of two times with the same time of day.
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
