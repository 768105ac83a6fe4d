package bottest

import "testing"

// TestCompose gives what is typed, and what Slack sends for it.
func TestCompose(t *testing.T) {
	s, err := New(Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	s.AddUser(User{ID: "U0ADMIN001", Name: "zhangwei"})
	s.AddChannel(Channel{ID: "C0SKIPS001", Name: "skips"})
	for _, c := range []struct{ typed, want string }{
		{"repos bigteam", "repos bigteam"},
		{"issues x author:wangfang@corp.com", "issues x author:<mailto:wangfang@corp.com|wangfang@corp.com>"},
		{"issues x path:main.py,a/b.go", "issues x path:<http://main.py|main.py>,a/b.go"},
		{"repo payments-api.io@master", "repo <http://payments-api.io|payments-api.io>@master"},
		{"issues x author:@zhangwei", "issues x author:<@U0ADMIN001|zhangwei>"},
		{"overview x@zhangwei#skips", "overview x<@U0ADMIN001|zhangwei><#C0SKIPS001|skips>"},
		{"overview x@master#strict", "overview x@master#strict"},
		{"https://tca.example.com/t/x?a=1&b=2", "<https://tca.example.com/t/x?a=1&amp;b=2>"},
		{"repo <@U1> & co", "repo &lt;@U1&gt; &amp; co"},
		{"digest add x to:<#C0OTHER001|other>", "digest add x to:<#C0OTHER001|other>"},
		{"问题 支付@main 路径：main.py", "问题 支付@main 路径：<http://main.py|main.py>"},
	} {
		s.mu.Lock()
		got := s.compose(c.typed)
		s.mu.Unlock()
		if got != c.want {
			t.Errorf("%s: got %s, want %s", c.typed, got, c.want)
		}
	}
}
