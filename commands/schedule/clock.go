package schedule

import (
	"fmt"
	"regexp"
	"strconv"
)

// Clock is a time of day, in minutes from midnight, and one more: the zero Clock is none given.
type Clock int

// At is the Clock of an hour and a minute.
func At(hour, minute int) Clock { return Clock(hour*60 + minute + 1) }

// Hour is from 0 to 23.
func (c Clock) Hour() int { return max(0, int(c)-1) / 60 }

// Minute is from 0 to 59.
func (c Clock) Minute() int { return max(0, int(c)-1) % 60 }

// String is the time as it is typed: 09:30; empty for none.
func (c Clock) String() string {
	if c == 0 {
		return ""
	}
	return fmt.Sprintf("%02d:%02d", c.Hour(), c.Minute())
}

var clockForm = regexp.MustCompile(`^(\d{1,2})(?:[:：.h](\d{2}))?(?: ?([ap])\.?m\.?)?$`)

// ReadClock parses 9:30, 9, 9am and 9:30pm, but not 0930. ok is false for anything that is not a time of day.
func ReadClock(text string) (c Clock, ok bool) {
	m := clockForm.FindStringSubmatch(lower(text))
	if m == nil {
		return 0, false
	}
	hour, _ := strconv.Atoi(m[1])
	minute, _ := strconv.Atoi(m[2])
	switch {
	case m[3] != "" && (hour < 1 || hour > 12):
		return 0, false
	case m[3] == "p" && hour < 12:
		hour += 12
	case m[3] == "a" && hour == 12:
		hour = 0
	}
	if hour > 23 || minute > 59 {
		return 0, false
	}
	return At(hour, minute), true
}
