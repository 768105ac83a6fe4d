package surface

import "testing"

// TestTyped gives what Slack sends for a typed line, and what the person typed.
func TestTyped(t *testing.T) {
	for _, c := range []struct{ sent, want string }{
		{"issues payments-api@master author:<mailto:wangfang@corp.com|wangfang@corp.com>", "issues payments-api@master author:wangfang@corp.com"},
		{"issues x path:<http://main.py|main.py>", "issues x path:main.py"},
		{"issues x path:<http://Main.py|Main.py>,<http://a.io|a.io>", "issues x path:Main.py,a.io"},
		{"issues x -path:<http://main.py/|main.py>", "issues x -path:main.py"},
		{"repo <http://payments-api.io|payments-api.io>", "repo payments-api.io"},
		{"overview <http://payments-api.io|payments-api.io>@master#默认方案", "overview payments-api.io@master#默认方案"},
		{"repo <https://git.example.com/pay/api.git>", "repo https://git.example.com/pay/api.git"},
		{"repo <https://git.example.com/pay/api.git|our api>", "repo https://git.example.com/pay/api.git"},
		{"<https://tca.example.com/t/x/p/y/code-analysis/repos/1/projects/2/codelint-issues?severity=1&amp;state=1&amp;author=me>", "https://tca.example.com/t/x/p/y/code-analysis/repos/1/projects/2/codelint-issues?severity=1&state=1&author=me"},
		{"issues x author:<@U0ADMIN001|zhangwei>", "issues x author:<@U0ADMIN001>"},
		{"issues x author：<@U0ADMIN001|zhangwei>", "issues x author：<@U0ADMIN001>"},
		{"issues x author:<@U0ADMIN001>", "issues x author:<@U0ADMIN001>"},
		{"overview payments-api<@U0ADMIN001|master>", "overview payments-api@master"},
		{"overview payments-api@master<#C0STRICT01|strict>", "overview payments-api@master#strict"},
		{"issue <#C0NUMBER01|123>", "issue #123"},
		{"digest add x to:<#C0SKIPS001|skips>", "digest add x to:<#C0SKIPS001>"},
		{"digest add x to:<#C0SKIPS001>", "digest add x to:<#C0SKIPS001>"},
		{"issues x author:<!subteam^S123|@payments>", "issues x author:@payments"},
		{"issues x path:<!here>", "issues x path:@here"},
		{"issues x path:<!channel|channel>", "issues x path:@channel"},
		{"repos <tel:5551234|555-1234>", "repos 555-1234"},
		// What was typed with angle brackets comes as entities, and is no reference.
		{"repo &lt;@U0ADMIN001&gt;", "repo <@U0ADMIN001>"},
		{"repo &lt;http://x|y&gt; &amp;lt;", "repo <http://x|y> &lt;"},
		{"repos a &lt; b", "repos a < b"},
		{"line\nbreak\u2028and\ttab", "line break and tab"},
		{"问题 支付@main 路径:<http://支付.cn|支付.cn>", "问题 支付@main 路径:支付.cn"},
		{"<>", ""},
		{"a < b > c", "a  b  c"},
	} {
		if got := typed(c.sent); got != c.want {
			t.Errorf("%s\n got %q\nwant %q", c.sent, got, c.want)
		}
	}
}
