package crash_test

import (
	"errors"
	"strings"
	"tcabot/api/crash"
	"testing"
)

func TestOf(t *testing.T) {
	t.Parallel()
	token := strings.Repeat("0123456789abcdef", 3)[:40]
	var none map[string]int
	for _, tt := range []struct {
		name string
		do   func()
		want string
	}{
		{"the runtime", func() { none["x"] = 1 }, "panic: assignment to entry in nil map\n"},
		{"a text", func() { panic("no such state") }, "panic: no such state\n"},
		{"a text with secrets", func() { panic("token " + token + " of https://u:p@tca.example.com/x, xoxb-1-2 and xapp-3") }, "panic: token … of … … and …\n"},
		{"a long text", func() { panic(strings.Repeat("x ", 500)) }, "panic: " + strings.Repeat("x ", 100) + "\n"},
		{"an error", func() { panic(errors.New(token)) }, "panic: *errors.errorString\n"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			var err error
			func() {
				defer func() { err = crash.Of(recover()) }()
				tt.do()
			}()
			if !strings.HasPrefix(err.Error(), tt.want) || !strings.Contains(err.Error(), "crash_test.TestOf") || strings.Contains(err.Error(), token) {
				t.Errorf("got %.300s", err)
			}
		})
	}
}
