package secret_test

import (
	"slices"
	"strings"
	"tcabot/api/secret"
	"testing"
)

func TestTokenShape(t *testing.T) {
	const token, other = "0123456789abcdef0123456789abcdef01234567", "ffffffffffffffffffffffffffffffffffffffff"
	for _, tt := range []struct {
		name, text string
		tokens     []string
		may        bool
		masked     string
	}{
		{"nothing", "", nil, false, ""},
		{"words", "repos bigteam", nil, false, "repos bigteam"},
		{"a short revision", "fda189156150", nil, false, "fda189156150"},
		{"39 digits", token[1:], nil, false, token[1:]},
		{"alone", token, []string{token}, true, "…"},
		{"in capitals", strings.ToUpper(token), []string{token}, true, "…"},
		{"in italics", "_" + token + "_", []string{token}, true, "_…_"},
		{"in bold", "*" + token + "*", []string{token}, true, "*…*"},
		{"after a letter", "x" + token, []string{token}, true, "x…"},
		{"before a word", token + "please", []string{token}, true, "…please"},
		{"after a word", "Token" + token, []string{token}, true, "Token…"}, // the n ends what could be digits
		{"in a header", "Authorization: Token " + token, []string{token}, true, "Authorization: Token …"},
		{"in a filter", "author:" + token + ",x", []string{token}, true, "author:…,x"},
		{"in a link", "https://tca/?token=" + token + "&x=1", []string{token}, true, "https://tca/?token=…&x=1"},
		{"in Chinese", "令牌" + token + "。", []string{token}, true, "令牌…。"},
		{"a digit too many", token + "0", nil, true, "…"},
		{"a letter too many that is a digit", "a" + token, nil, true, "…"},
		{"a longer hash", token + token, nil, true, "…"},
		{"two", token + " " + other, []string{token, other}, true, "… …"},
	} {
		if got := secret.Tokens(tt.text); !slices.Equal(got, tt.tokens) {
			t.Errorf("%s: tokens %v", tt.name, got)
		}
		if got := secret.MayHoldToken(tt.text); got != tt.may {
			t.Errorf("%s: may hold one: %t", tt.name, got)
		}
		if got := secret.MaskTokens(tt.text); got != tt.masked {
			t.Errorf("%s: masked %q", tt.name, got)
		}
	}
	own := secret.New(token)
	for text, want := range map[string]bool{
		"": false, token: true, "x" + strings.ToUpper(token) + "x": true, token[1:]: false, token + "0": true, other: false,
	} {
		if own.In(text) != want {
			t.Errorf("%q holds the token: %t", text, !want)
		}
	}
	if (secret.Text{}).In("x") {
		t.Error("no secret is in a text")
	}
}
