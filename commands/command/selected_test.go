package command_test

import (
	"errors"
	"slices"
	"strings"
	"tcabot/commands/command"
	"testing"
)

func TestSelect(t *testing.T) {
	for _, tt := range []struct {
		name, line string
		ids        []string
		want       string
		err        error
	}{
		{"one", "resolve selected fixed", []string{"12"}, "resolve 12 fixed", nil},
		{"several", `assign selected "project:my team"`, []string{"3", "1", "2"}, `assign 3,1,2 "project:my team"`, nil},
		{"as many as possible", "x selected", slices.Repeat([]string{"1"}, 50), "x " + strings.Repeat("1,", 49) + "1", nil},
		{"none", "resolve selected fixed", nil, "", command.ErrNoneSelected},
		{"too many", "x selected", slices.Repeat([]string{"1"}, 51), "", command.ErrBadButton},
		{"no ID", "x selected", []string{"1", "2 --yes"}, "", command.ErrBadButton},
		{"a line break after an ID", "x selected", []string{"1\n"}, "", command.ErrBadButton},
		{"no place for it", "x project:selected", []string{"1"}, "", command.ErrBadButton},
		{"an unreadable line", `x selected "`, []string{"1"}, "", command.ErrBadButton},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if got, err := command.Select(tt.line, tt.ids); got != tt.want || !errors.Is(err, tt.err) {
				t.Errorf("got %q, %v, want %q, %v", got, err, tt.want, tt.err)
			}
		})
	}
	_, err := command.Select("x selected", slices.Repeat([]string{"1234567890123456"}, 50))
	if usage, ok := errors.AsType[*command.UsageError](err); !ok || usage.Reason != "usage.too_long" {
		t.Errorf("a line that is too long: %v", err)
	}
}
