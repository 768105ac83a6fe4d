package apitest

import (
	"slices"
	"strconv"
	"strings"
	"time"
)

// id reads an ID of the path. One that is too long is 0, the ID of nothing.
func (c *call) id(name string) int64 {
	n, err := strconv.ParseInt(c.PathValue(name), 10, 64)
	if err != nil {
		return 0
	}
	return n
}

// q reads a parameter; if it is repeated, the last one.
func (c *call) q(name string) string {
	if all := c.query[name]; len(all) > 0 {
		return all[len(all)-1]
	}
	return ""
}

// number reads a filter that must be a number.
func (c *call) number(name string) (n float64, ok bool) {
	text := strings.TrimSpace(c.q(name))
	if text == "" {
		return 0, false
	}
	n, err := strconv.ParseFloat(text, 64)
	if err != nil {
		c.refuse(badField(name, "Enter a number."))
	}
	return n, err == nil
}

// between returns a test for a pair of filters, name_gte and name_lte.
func (c *call) between(name string) func(float64) bool {
	low, hasLow := c.number(name + "_gte")
	high, hasHigh := c.number(name + "_lte")
	return func(n float64) bool { return (!hasLow || n >= low) && (!hasHigh || n <= high) }
}

// anyOf reads numbers separated by commas. Anything else raises an exception in the real server, and so is a 500.
func (c *call) anyOf(name string) (set map[int]bool, ok bool) {
	text := c.q(name)
	if text == "" {
		return nil, false
	}
	set = make(map[int]bool)
	for part := range strings.SplitSeq(text, ",") {
		n, err := strconv.Atoi(strings.TrimSpace(part))
		if err != nil {
			c.refuse(broken("ValueError", "Field '"+name+"' expected a number but got '"+part+"'."))
			return nil, false
		}
		set[n] = true
	}
	return set, true
}

// choice reads a filter with a fixed set of numbers.
func (c *call) choice(name string, of ...string) (string, bool) {
	text := c.q(name)
	if text == "" {
		return "", false
	}
	if slices.Contains(of, text) {
		return text, true
	}
	c.refuse(badField(name, "Select a valid choice. "+text+" is not one of the available choices."))
	return "", false
}

// moment reads a time in the formats of the real server; blame is the field that it names in an error.
func (c *call) moment(name, blame string) (time.Time, bool) {
	text := strings.TrimSpace(c.q(name))
	if text == "" {
		return time.Time{}, false
	}
	for _, layout := range []string{time.DateTime, "2006-01-02 15:04", time.DateOnly, time.RFC3339Nano, "2006-01-02T15:04:05"} {
		if t, err := time.ParseInLocation(layout, text, shanghai); err == nil {
			return t, true
		}
	}
	c.refuse(badField(blame, "Enter a valid date/time."))
	return time.Time{}, false
}

// window returns a test for two time filters. A missing time fails every filter that is set.
func (c *call) window(from, to, blame string) func(time.Time) bool {
	pick := func(name string) (time.Time, bool) {
		if blame != "" {
			return c.moment(name, blame)
		}
		return c.moment(name, name)
	}
	low, hasLow := pick(from)
	high, hasHigh := pick(to)
	return func(t time.Time) bool {
		if t.IsZero() {
			return !hasLow && !hasHigh
		}
		return (!hasLow || !t.Before(low)) && (!hasHigh || !t.After(high))
	}
}

func fold(text, part string) bool {
	return strings.Contains(strings.ToLower(text), strings.ToLower(part))
}
