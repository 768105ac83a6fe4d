package command_test

import (
	"strings"
	"tcabot/commands/command"
	"testing"
)

// TestMe gives names as people write them in a filter, and whom they mean.
func TestMe(t *testing.T) {
	r := &command.Request{Username: "wangfang"}
	for _, c := range []struct {
		written, name string
		me            bool
	}{
		{"me", "wangfang", true},
		{"ME", "wangfang", true},
		{"我", "wangfang", true},
		{"@me", "wangfang", true},
		{"@我", "wangfang", true},
		{"zhangwei", "zhangwei", false},
		{"@zhangwei", "zhangwei", false},
		{"a@me", "a@me", false},
		{"", "", false},
	} {
		if name, me := strings.Join(command.AuthorNames(r, c.written), "+"), command.IsMe(c.written); name != c.name || me != c.me {
			t.Errorf("%q: got %q, me %t", c.written, name, me)
		}
	}
}
