package kit_test

import (
	"encoding/json"
	"strings"
	"tcabot/commands/kit"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// outline writes a message as a person sees it: a line for each paragraph, row and line of code, with bold, italic and code
// marked, and links with their target.
func outline(t *testing.T, m kit.Message) string {
	t.Helper()
	raw, err := json.Marshal(m.Blocks())
	if err != nil {
		t.Fatal(err)
	}
	type span struct {
		Type, Text, URL string
		Style           struct{ Bold, Italic, Code bool }
	}
	var blocks []struct {
		Elements []struct {
			Type     string
			Elements []json.RawMessage
		}
	}
	if err := json.Unmarshal(raw, &blocks); err != nil {
		t.Fatal(err)
	}
	written := func(raw ...json.RawMessage) string {
		var all strings.Builder
		for _, r := range raw {
			var s span
			if err := json.Unmarshal(r, &s); err != nil {
				t.Fatal(err)
			}
			switch {
			case s.Type == "link":
				s.Text = "[" + s.Text + "](" + s.URL + ")"
			case s.Type != "text":
				t.Errorf("a span of type %q", s.Type)
			case s.Style.Bold:
				s.Text = "*" + s.Text + "*"
			case s.Style.Italic:
				s.Text = "_" + s.Text + "_"
			case s.Style.Code:
				s.Text = "`" + s.Text + "`"
			}
			all.WriteString(s.Text)
		}
		return all.String()
	}
	var lines []string
	for _, b := range blocks {
		for _, e := range b.Elements {
			switch e.Type {
			case "rich_text_section":
				lines = append(lines, written(e.Elements...))
			case "rich_text_preformatted":
				lines = append(lines, "| "+strings.ReplaceAll(written(e.Elements...), "\n", "\n| "))
			case "rich_text_list":
				for _, row := range e.Elements {
					var s struct{ Elements []json.RawMessage }
					if err := json.Unmarshal(row, &s); err != nil {
						t.Fatal(err)
					}
					lines = append(lines, "• "+written(s.Elements...))
				}
			default:
				t.Errorf("an element of type %q", e.Type)
			}
		}
	}
	return strings.Join(lines, "\n")
}

func TestMarkdown(t *testing.T) {
	for _, tt := range []struct{ name, source, want string }{
		{"nothing", " \n\t\n", ""},
		{"styles", "**不要**用 `math/rand`，*use* __crypto__.", "*不要*用 `math/rand`，_use_ *crypto*."},
		{"English lines flow on", "Suggests switching the pattern\nof `Cleanup` instances\nfrom", "Suggests switching the pattern of `Cleanup` instances from"},
		{"Chinese lines are kept", "函数嵌套尽量不要超过5层，\n多的话建议拆分\n以Go代码为例", "函数嵌套尽量不要超过5层，\n多的话建议拆分\n以Go代码为例"},
		{"a heading with its link", "# abseil-cleanup-ctadÂ¶\n\ntext", "*abseil-cleanup-ctad*\ntext"},
		{"fenced code", "例子：\n```go\n\nfunc f() {\n    g() // <!channel>\n}\n\n```\n后", "例子：\n| func f() {\n|     g() // <!channel>\n| }\n后"},
		{"an open fence", "```\na\n  b", "| a\n|   b"},
		{"indented code", "x\n\n    \n    auto c = 1;\n    \n\nbecomes", "x\n| auto c = 1;\nbecomes"},
		{"lists", "- one `x`\n  more\n- two\n  1. inner\n  2. other\n\n      code\n", "• one `x` more\n• two\n– inner\n– other code"},
		{"links", "[Go](https://go.dev) <https://example.com/a> [bad](javascript:alert(1)) ![picture](https://example.com/p.png)", "[Go](https://go.dev) [https://example.com/a](https://example.com/a) *bad* picture"},
		{"a quotation and HTML", "> said <b>he</b>\n\n<div>\nx\n</div>\n\n---\n", "said <b>he</b>\n<div> x </div>"},
		{"escapes", `a \* b &lt;!here&gt; <!channel> <@U0MEMBER01>`, "a * b <!here> <!channel> <@U0MEMBER01>"},
		{"long code", "```\n" + strings.Repeat("x\n", 40) + "```", strings.Repeat("| x\n", 12) + "| …"},
		{"cut", strings.Repeat("字", 400), strings.Repeat("字", 299) + "…"},
		{"many parts", strings.Repeat("a\n\n", 40), strings.Repeat("a\n", 11) + "…"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if diff := cmp.Diff(tt.want, outline(t, kit.Markdown(tt.source, 300))); diff != "" {
				t.Errorf("(-want +got)\n%s", diff)
			}
		})
	}
}
