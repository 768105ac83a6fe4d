package command

import "strings"

// IsMe reports whether the value of a filter stands for the person who asks.
func IsMe(name string) bool { return strings.EqualFold(name, "me") || name == "我" }

// AuthorName is the name that a filter means: me is the person who asks. People write "@" before names out of habit; TCA
// has none there.
func AuthorName(r *Request, name string) string {
	name = strings.TrimPrefix(name, "@")
	if IsMe(name) {
		return r.Username
	}
	return name
}

// Bound is a bound of a filter; 0 stands for none.
func Bound(n int) *int {
	if n == 0 {
		return nil
	}
	return &n
}
