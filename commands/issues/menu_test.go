package issues

import (
	"strings"
	"tcabot/api"
	"tcabot/commands/command"
	"tcabot/commands/kit"
	"tcabot/commands/locale"
	"tcabot/commands/screen/screentest"
	"testing"
	"unicode/utf8"
)

// TestIssueMenuNamesFiles: issues of one rule differ by their file, and the menu shows it within the room that Slack gives.
func TestIssueMenuNamesFiles(t *testing.T) {
	for _, tt := range []struct{ name, path, message, rule, want, not string }{
		{"short", "main.go", "unused variable", "unused", "main.go · unused variable", ""},
		{"a long path keeps its end", "internal/payment/gateway/adapter/http_client.go", "nil pointer", "nil", "http_client.go · nil pointer", "internal/payment/gateway"},
		{"a long message leaves room for the file", "src/pay/charge.go", strings.Repeat("很长的消息", 40), "rule", "src/pay/charge.go · 很长的消息", ""},
		{"no message", "src/pay/charge.go", " \u200b ", "弱随机数", "src/pay/charge.go · 弱随机数", ""},
		{"no path", "", "nil pointer", "nil", "#7 nil pointer", " · "},
		{"a blank path", " \u200b", "nil pointer", "nil", "#7 nil pointer", " · "},
		{"hostile", "<!channel>/*x*.go", "<@U1>", "x", "<!channel>/*x*.go · <@U1>", ""},
	} {
		i := oneIssue(7, api.SeverityError, tt.message)
		i.Path, i.RuleName = tt.path, tt.rule
		label := kit.Cut(kit.Clean(IssueOption(screentest.UsualPlace(t).Ref, i).Label), 75)
		if !strings.HasPrefix(label, "#7 ") || !strings.Contains(label, tt.want) || tt.not != "" && strings.Contains(label, tt.not) || utf8.RuneCountInString(label) > 75 {
			t.Errorf("%s: %q, want %q in it", tt.name, label, tt.want)
		}
	}
}

// TestBlankRuleText: a text in which nobody sees anything is not shown, and has no heading.
func TestBlankRuleText(t *testing.T) {
	for _, tt := range []struct {
		text, solution string
		help           bool // there is something to read
	}{
		{"", "", false},
		{" ", "\n", false},
		{"\r\n\r\n", "", false},
		{"\u200b\u200b", " \u00a0 ", false},
		{"\t", "\u2060", false},
		{"　", "\u202e\u202c", false},
		{"Use crypto/rand.", "", true},
		{" ", "Use crypto/rand.", true},
		{"\u200b", "应使用 crypto/rand。", true},
		{"same", "same", true},
	} {
		for _, lang := range locale.Languages() {
			rule := api.Rule{Display: "r", Tool: api.RuleTool{Name: "gosec"}, Text: api.RuleText{Text: tt.text}, Solution: tt.solution}
			s := command.Screen{Words: locale.In(lang), Command: "/tca"}
			at := screentest.UsualPlace(t)
			card := issueCard{Branch: at, Rule: rule}
			card.Issue.Issue = oneIssue(7, api.SeverityError, "G404")
			if got := strings.Contains(viewIssue(s, card).Text(), s.Say("issue.help")); got != tt.help {
				t.Errorf("%s, %q, %q: an issue has help: %v", lang, tt.text, tt.solution, got)
			}
			said := 0
			for _, p := range viewRule(s, ruleCard{project: &at, rule: rule}) {
				if p, ok := p.(kit.Para); ok && len(p) == 1 && (p[0] == kit.Text(strings.TrimSpace(tt.text)) || p[0] == kit.Text(strings.TrimSpace(tt.solution))) {
					said++
					if kit.Blank(tt.text) && kit.Blank(tt.solution) {
						t.Errorf("%s, %q: nothing is said", lang, tt.text)
					}
				}
			}
			if said > 0 != tt.help {
				t.Errorf("%s, %q, %q: the rule says %d texts", lang, tt.text, tt.solution, said)
			}
		}
	}
}
