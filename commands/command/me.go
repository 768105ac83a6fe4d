package command

import "strings"

// IsMe reports whether the value of a filter stands for the person who asks.
func IsMe(name string) bool {
	name = bareName(name)
	return strings.EqualFold(name, "me") || name == "我"
}

// AuthorName is the name to filter by: me stands for the person who asks.
func AuthorName(r *Request, name string) string {
	if IsMe(name) {
		return r.Username
	}
	return bareName(name)
}

// bareName is a name without the "@" that people write before it out of habit.
func bareName(name string) string { return strings.TrimPrefix(name, "@") }

// Bound is a bound of a filter; 0 stands for none.
func Bound(n int) *int {
	if n == 0 {
		return nil
	}
	return &n
}
