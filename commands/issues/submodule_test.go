package issues

import (
	"strings"
	"tcabot/api"
	"tcabot/commands/command"
	"tcabot/commands/locale"
	"tcabot/commands/screen/screentest"
	"testing"
)

// TestIssueInSubmodule: the location of an issue begins in the repository that was scanned, and where it is in the
// submodule's own repository is said beside.
func TestIssueInSubmodule(t *testing.T) {
	for _, tt := range []struct {
		name     string
		external bool
		path     string
		real     string
		line     int
		want     []string
		not      string
	}{
		{"own file", false, "src/pay/charge.go", "src/pay/charge.go", 41, []string{"src/pay/charge.go:41"}, "git.example.com"},
		{"own file, without a line", false, "src/pay/charge.go", "", 0, []string{"src/pay/charge.go"}, "git.example.com"},
		{"in a submodule", true, "third_party/sub/mod.cc", "mod.cc", 7, []string{"third_party/sub/mod.cc:7", "mod.cc", "git.example.com/third/sub"}, "`mod.cc:7`"},
		{"in a submodule, deeper", true, "third_party/sub/src/mod.cc", "src/mod.cc", 0, []string{"third_party/sub/src/mod.cc", "src/mod.cc", "git.example.com/third/sub"}, "`src/mod.cc:"},
		{"in a submodule of unknown path", true, "third_party/sub/mod.cc", "", 7, []string{"third_party/sub/mod.cc:7", "git.example.com/third/sub"}, "`:7`"},
	} {
		for _, lang := range locale.Languages() {
			t.Run(tt.name+"/"+string(lang), func(t *testing.T) {
				d := issueCard{Branch: screentest.UsualPlace(t)}
				d.Issue.Issue = oneIssue(7, api.SeverityError, "x")
				d.Issue.Path, d.Issue.External, d.Issue.RealPath = tt.path, tt.external, tt.real
				if tt.external {
					d.Issue.RepoURL = "http://git.example.com/third/sub"
				}
				if tt.line > 0 {
					d.Issue.Places = []api.Place{{Line: tt.line}}
				}
				text := command.Plain(viewIssue(command.Screen{Words: locale.In(lang), Command: "/tca"}, d).Text())
				for _, want := range tt.want {
					if !strings.Contains(text, want) {
						t.Errorf("want %q in\n%s", want, text)
					}
				}
				if strings.Contains(text, tt.not) {
					t.Errorf("%q is in\n%s", tt.not, text)
				}
			})
		}
	}
}
