package surface

import "testing"

func TestPastedToken(t *testing.T) {
	const token = "0123456789abcdef0123456789abcdef01234567"
	for _, c := range []struct{ pasted, want string }{
		{token, token},
		{" " + token + "\n", token},
		{"Token " + token, token},
		{"Authorization: Token " + token, token},
		{"curl -H 'Authorization: Token " + token + "' https://tca.example.com", token},
		{"0123456789ABCDEF0123456789ABCDEF01234567", token},
		{"0123456789abcdef\u200b0123456789abcdef01234567", token},
		{"“" + token + "”", token},
		{"个人令牌：" + token, token},
		{token + " " + token, token},
		{token + " 1123456789abcdef0123456789abcdef01234567", ""},
		{token + "0", ""},
		{"x" + token, token},
		{"_" + token + "_", token},
		{token + "\n", token},
		{token[1:], ""},
		{"", ""},
	} {
		if got := pastedToken(c.pasted); got != c.want {
			t.Errorf("%q: got %q", c.pasted, got)
		}
	}
}
