package command_test

import (
	"slices"
	"strings"
	"tcabot/commands/command"
	"testing"
)

// TestSplit gives lines as composers, keyboards and input methods make them, and the words that were meant.
func TestSplit(t *testing.T) {
	for _, c := range []struct{ line, want string }{
		{"overview payments-api＠master＃strict", "overview|payments-api@master#strict"},
		{"issues x code:101，102", "issues|x|code:101,102"},
		{"scheme x ７８ tab：paths", "scheme|x|78|tab:paths"},
		{"ｉｓｓｕｅｓ ａｐｉ", "issues|api"},
		{"overview pay\u200bments-api@\ufeffmaster", "overview|payments-api@master"},
		{"overview pay\u00adments-api\u2060@master\u200e", "overview|payments-api@master"},
		{"\u200b", ""},
		{"help －－all", "help|--all"},
		{"help —all –all", "help|--all|--all"},
		{"repo web\u2011app web\u2010app web\u2212app", "repo|web-app|web-app|web-app"},
		{"issues x path:‘internal/’", "issues|x|path:internal/"},
		{"issues x path:'internal/'", "issues|x|path:internal/"},
		{"issues x path:“internal/ x”", "issues|x|path:internal/ x"},
		{"issues x path：\"internal/ x\"", "issues|x|path:internal/ x"},
		{"issues x path:«internal/»", "issues|x|path:internal/"},
		{"issues x path:'a b','c d'", "issues|x|path:a b,c d"},
		{"issues x author:o'neill", "issues|x|author:o'neill"},
		{"issues x path:internal／api", "issues|x|path:internal/api"},
		{"问题 支付 级别：致命，错误", "问题|支付|级别:致命,错误"},
		{"repos a\u2003b\u2009c\u3000d", "repos|a|b|c|d"},
		{"repos 支付（旧）", "repos|支付（旧）"},
		// What is quoted stays as it is, letter by letter.
		{"repos \"web\u2011app＠１\u200b\"", "repos|web\u2011app＠１\u200b"},
	} {
		got, err := command.Split(c.line)
		if want := strings.Split(c.want, "|"); err != nil || !slices.Equal(got, slices.DeleteFunc(want, func(w string) bool { return w == "" })) {
			t.Errorf("%q: got %q, %v, want %q", c.line, got, err, want)
		}
	}
}
