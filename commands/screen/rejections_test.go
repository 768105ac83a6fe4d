package screen_test

import (
	"errors"
	"maps"
	"strings"
	"tcabot/commands/command"
	"tcabot/commands/locale"
	"tcabot/commands/screen"
	"testing"
)

// TestRejections: what a form says at its fields is what the explanation of the error says, without markup.
func TestRejections(t *testing.T) {
	w := locale.In(locale.English)
	for _, tt := range []struct {
		name string
		err  error
		want map[string]string
	}{
		{"usage of an argument", &command.UsageError{Reason: "usage.number", Arg: "scan", Data: []any{"Value", "x", "Name", "scan"}}, map[string]string{"scan": w.Say("usage.number", "Value", "x", "Name", "scan")}},
		{"usage of a line", &command.UsageError{Reason: "usage.quote", Data: []any{"Quote", `"`}}, nil},
		{"TCA's refusal", &command.RefusedError{Problems: map[string]string{"url": "已存在\n\u202ex", "name": "空"}}, map[string]string{"url": "TCA rejected this: 已存在 x", "name": "TCA rejected this: 空"}},
		{"a long refusal", &command.RefusedError{Problems: map[string]string{"url": strings.Repeat("x", 400)}}, map[string]string{"url": "TCA rejected this: " + strings.Repeat("x", 299) + "…"}},
		{"another error", errors.New("x"), nil},
		{"none", nil, nil},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if got := screen.Rejections(w, tt.err); !maps.Equal(got, tt.want) {
				t.Errorf("got %q, want %q", got, tt.want)
			}
		})
	}
}
