package commands

import (
	"strings"
	"tcabot/commands/spec"
	"testing"
)

func TestCarried(t *testing.T) {
	for _, tt := range []struct {
		name, text string
		most       int
		want       string
	}{
		{"plain", "no-eval", 40, "no-eval"},
		{"spaces and one quote", "O'Neil said", 40, "O'Neil said"},
		{"both quotes", `it's "both" here`, 40, "both"},
		{"wide colon", "规则：不要这样写", 40, "不要这样写"},
		{"curly quotes", "“断言x，y”吗？", 60, "断言x，y"},
		{"too long", strings.Repeat("规则", 20), 20, "规则规则规则"},
		{"no room", "abc", 1, ""},
		{"nothing left", "“：”", 40, ""},
		{"line break", "two\nlines", 40, "lines"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			got := carried(tt.text, tt.most)
			if got != tt.want {
				t.Errorf("got %q, want %q", got, tt.want)
			}
			if words, err := spec.Split(spec.Join([]string{"rule:" + got})); got != "" && (err != nil || words[0] != "rule:"+got) {
				t.Errorf("comes back as %q, %v", words, err)
			}
		})
	}
}
