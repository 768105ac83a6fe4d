package line

import (
	"strings"
	"tcabot/api"
	"tcabot/commands/command"
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
		{"both quotes", `it's "both" here`, 40, `it's "both" here`},
		{"both quotes, too long", `'"` + strings.Repeat(`"`, 20), 12, `'` + strings.Repeat(`"`, 4)},
		{"wide colon", "规则：不要这样写", 40, "规则：不要这样写"},
		{"curly quotes", "“断言x，y”吗？", 60, "“断言x，y”吗？"},
		{"too long", strings.Repeat("规则", 20), 20, "规则规则规则"},
		{"no room", "“：”", 2, ""},
		{"nothing left", "\n\t", 40, ""},
		{"line break", "two\nlines", 40, "lines"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			got := carried(tt.text, tt.most)
			if got != tt.want {
				t.Errorf("got %q, want %q", got, tt.want)
			}
			if n := len(command.Join([]string{"rule:" + got})) - len("rule:"); got != "" && n > tt.most {
				t.Errorf("takes %d bytes of %d", n, tt.most)
			}
			if words, err := command.Split(command.Join([]string{"rule:" + got})); got != "" && (err != nil || words[0] != "rule:"+got) {
				t.Errorf("comes back as %q, %v", words, err)
			}
		})
	}
}

// TestNarrowed: whatever a thing of TCA's is called, the line of a button either finds it or is not there.
func TestNarrowed(t *testing.T) {
	issues := Issues(api.ProjectRef{Repo: api.RepoRef{TeamRef: api.TeamRef{Org: "K9fQ2mXz7Lp", Team: "bigteam"}, ID: 1}, ID: 100})
	for _, tt := range []struct{ name, value, part, whole string }{
		{"usual", "src/a b.go", "src/a b.go", "src/a b.go"},
		{"nothing", "", "", ""},
		{"spaces", "  ", "", ""},
		{"line break", "src/a\nb.go", "b.go", ""},
		{"curly quotes and a wide colon", "docs/“说明”：安装.md", "docs/“说明”：安装.md", "docs/“说明”：安装.md"},
		{"both quotes", `it's/"x".go`, `it's/"x".go`, `it's/"x".go`},
		{"a dash and a wide space", "—b/支付\u3000网关.go", "—b/支付\u3000网关.go", "—b/支付\u3000网关.go"},
		{"as long as any", strings.Repeat("dir/", 126) + "name.txt", strings.Repeat("dir/", 126) + "name.txt", strings.Repeat("dir/", 126) + "name.txt"},
		{"longer", strings.Repeat("x", 600) + "/a.go", strings.Repeat("x", 507) + "/a.go", ""},
		{"quotes that count twice", "'" + strings.Repeat(`"`, 512), strings.Repeat(`"`, 512), ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			for got, want := range map[string]string{issues.Containing("path", tt.value).String(): tt.part, issues.Exactly("path", tt.value).String(): tt.whole} {
				if want == "" {
					if got != "" {
						t.Errorf("got %q", got)
					}
					continue
				}
				words, err := command.Split(got)
				if err != nil || len(words) != 3 || words[2] != "path:"+want {
					t.Errorf("got %q, which is %q, %v; want %q", got, words, err, want)
				}
				if n := len([]rune(got)); n > command.MaxLine {
					t.Errorf("%d characters", n)
				}
			}
		})
	}
}
