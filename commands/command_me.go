package commands

import (
	"strings"
	"tcabot/commands/spec"
)

// isMe reports whether the value of a filter means whoever asks.
func isMe(name string) bool { return strings.EqualFold(name, "me") || name == "我" }

// whose is the name that a filter means: me is the person who asks.
func whose(r *spec.Request, name string) string {
	if isMe(name) {
		return r.Username
	}
	return name
}

// given is a bound of a filter; 0 stands for none.
func given(n int) *int {
	if n == 0 {
		return nil
	}
	return &n
}
