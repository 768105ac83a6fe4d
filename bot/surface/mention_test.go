package surface

import "testing"

// TestAddressed: what is asked of the bot in a message that mentions it, and whether anything is.
func TestAddressed(t *testing.T) {
	s := &Surfaces{conf: Config{Bot: "U0BOT"}}
	for _, tt := range []struct {
		text, line, rest string
		ok               bool
	}{
		{"<@U0BOT> repos payments", "repos payments", "", true},
		{"  \n<@U0BOT>repos", "repos", "", true},
		{"<@U0BOT|tca>, <@U0BOT>：repos", "repos", "", true},
		{"<@U0BOT>", "", "", true},
		{"<@U0BOT>:\u00a0\n\n `repos payments` \nthanks\nagain", "repos payments", "thanks\nagain", true},
		{"<@U0BOT> ```\nrepos payments\n```", "repos payments", "```", true},
		{"<@U0BOT> repos `a` `b`", "repos `a` `b`", "", true},
		{"<@U0BOT> issues x author:<@U0BOT> path:&lt;a&gt;", "issues x author:<@U0BOT> path:<a>", "", true},
		{"<@U0BOT> <@U0ANN> repos", "<@U0ANN> repos", "", true},
		{"ask <@U0BOT> repos", "", "ask <@U0BOT> repos", false},
		{"<@U0BOTH> repos", "", "<@U0BOTH> repos", false},
		{"<@U0BOT", "", "<@U0BOT", false},
		{"repos", "", "repos", false},
		{"", "", "", false},
	} {
		if line, rest, ok := s.addressed(tt.text); line != tt.line || rest != tt.rest || ok != tt.ok {
			t.Errorf("%q: got %q, %q, %t", tt.text, line, rest, ok)
		}
	}
}
