package kit

import (
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"
)

// TestCleanEveryCharacter: what Clean is said to leave alone is neither changed by it nor asked about, for every character
// there is; and all that is usual is left alone at once.
func TestCleanEveryCharacter(t *testing.T) {
	for r := rune(0); r <= unicode.MaxRune; r++ {
		s := "a" + string(r) + "b"
		if isClean(s) {
			if unicode.IsControl(r) || unicode.In(r, unicode.Arabic, unicode.Hebrew, unicode.Syriac, unicode.Thaana, unicode.Nko) ||
				r == utf8.RuneError || r >= '\ue000' && r <= '\uf8ff' || strings.ContainsRune("\u2028\u2029\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f", r) {
				t.Errorf("%U is left alone", r)
			}
		} else if got := Clean(s); got == s && unicode.In(r, unicode.Han, unicode.Latin, unicode.Cyrillic, unicode.Sc, unicode.Pd) && r < '\uf900' {
			t.Errorf("%U is looked at twice", r)
		}
	}
	if !isClean("Backend 基础平台部（核心） – master… ‘x’ “y” ✓ 🚀 -> é") {
		t.Error("usual text is not clean")
	}
}

func TestClean(t *testing.T) {
	for s, want := range map[string]string{
		"":                      "",
		"plain 文字":              "plain 文字",
		"two\nlines\r\tand tab": "two lines  and tab",
		"bell\a\x7f\u0085":      "bell",
		"a\u2028b\u2029c":       "a b c",
		"\u202eevil\u202c \u2066x\u2069\u200e\u200f": "evil x",
		"private \ue000\uf8ff use":                   "private  use",
		"bad \xff\xfe\ufffd bytes":                   "bad  bytes",
		"שלום <b>":                                   "\u2068שלום <b>\u2069",
		"مرحبا":                                      "\u2068مرحبا\u2069",
		"ﷺ":                                          "\u2068ﷺ\u2069",
		"，：（）":                                       "，：（）",
	} {
		if got := Clean(s); got != want {
			t.Errorf("%q: got %q, want %q", s, got, want)
		}
	}
	if n := testing.AllocsPerRun(100, func() { _ = Clean("payments-api 支付（核心）…") }); n > 0 {
		t.Errorf("%v allocations for a clean text", n)
	}
}

func TestNames(t *testing.T) {
	for _, tt := range []struct {
		s    string
		most int
		want string
	}{
		{"payments", 8, "payments"},
		{"payments", 7, "paymen…"},
		{"pay ments", 5, "pay…"},
		{"支付平台核心", 6, "支付平台核心"},
		{"支付平台核心", 4, "支付平…"},
		{" \t\n", 8, "?"},
		{"", 8, "?"},
		{"\u200b\u200d\u00ad", 8, "?"},
		{"\u00a0\u3000", 8, "?"},
		{"\u200b.", 8, "\u200b."},
		{"\ue000", 8, "?"},
		{"🚀", 8, "🚀"},
	} {
		if got := Name(tt.s, "?", tt.most); got != tt.want {
			t.Errorf("%q in %d: got %q, want %q", tt.s, tt.most, got, tt.want)
		}
		if got := Blank(tt.s); got != (tt.want == "?") {
			t.Errorf("%q: blank %t", tt.s, got)
		}
	}
}
