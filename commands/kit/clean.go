package kit

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Clean makes text from outside fit for one line: line breaks and tabs become spaces; control characters and the
// characters that turn the direction of the text around them are dropped; text written right to left is isolated, so
// that it cannot reorder what follows it. Letters, markup characters and emoji stay as they are.
func Clean(s string) string {
	isolate := false
	s = strings.Map(func(r rune) rune {
		switch {
		case r == '\n' || r == '\r' || r == '\t' || r == '\u2028' || r == '\u2029':
			return ' '
		case r >= '\u202a' && r <= '\u202e', r >= '\u2066' && r <= '\u2069', r == '\u200e', r == '\u200f':
			return -1
		case r == utf8.RuneError, unicode.IsControl(r), r >= '\ue000' && r <= '\uf8ff':
			return -1
		case unicode.In(r, unicode.Arabic, unicode.Hebrew, unicode.Syriac, unicode.Thaana, unicode.Nko):
			isolate = true
		}
		return r
	}, s)
	if isolate {
		return "\u2068" + s + "\u2069"
	}
	return s
}

// Name is how a thing from outside is called: its cleaned name cut at most runes long, or fallback when nothing of it
// would be visible.
func Name(s, fallback string, most int) string {
	if Blank(s) {
		return fallback
	}
	return Cut(Clean(s), most)
}

// Blank reports whether nobody would see anything of s.
func Blank(s string) bool {
	return !strings.ContainsFunc(Clean(s), func(r rune) bool {
		return unicode.IsGraphic(r) && !unicode.IsSpace(r) && !unicode.Is(unicode.Cf, r)
	})
}

// Cut shortens s to at most n runes, the last of them "…" when something was cut.
func Cut(s string, n int) string {
	if utf8.RuneCountInString(s) <= n {
		return s
	}
	runes := []rune(s)
	return strings.TrimRight(string(runes[:n-1]), " ") + "…"
}

// Tail shortens a path to its end, which tells more than its beginning.
func Tail(path string, most int) string {
	path = Clean(path)
	runes := []rune(path)
	if len(runes) <= most {
		return path
	}
	return "…" + string(runes[len(runes)-most+1:])
}
