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
	if isClean(s) {
		return s
	}
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

// isClean reports whether a text needs no cleaning for certain, as nearly all do: it has no control characters, and nothing
// of the ranges in which the other characters are that Clean changes or asks about.
func isClean(s string) bool {
	for i := 0; i < len(s); {
		c := s[i]
		if c < utf8.RuneSelf {
			if c < ' ' || c == '\x7f' {
				return false
			}
			i++
			continue
		}
		r, size := utf8.DecodeRuneInString(s[i:])
		if isSuspicious(r) {
			return false
		}
		i += size
	}
	return true
}

// isSuspicious reports whether Clean may have to do with a character. The ranges are wide, and end with what Chinese texts
// are full of: full-width signs, and emoji.
func isSuspicious(r rune) bool {
	switch {
	case r < '\u0590':
		return unicode.IsControl(r)
	case r < '\u200e':
		return r < '\u0900' // written right to left
	case r < '\u2070':
		return r <= '\u200f' || r >= '\u2028' && r <= '\u202e' || r >= '\u2066'
	case r < '\ue000':
		return false
	default:
		return r < '\U0001f000' && (r < '\uff01' || r > '\uff5e')
	}
}

// Name is how a thing from outside is called: its cleaned name cut at most runes long, or fallback when nothing of it
// would be visible.
func Name(s, fallback string, most int) string {
	if s = Clean(s); !isVisible(s) {
		return fallback
	}
	return Cut(s, most)
}

// Blank reports whether nobody would see anything of s.
func Blank(s string) bool { return !isVisible(Clean(s)) }

// isVisible reports whether a cleaned text has a character that is seen.
func isVisible(s string) bool {
	return strings.ContainsFunc(s, func(r rune) bool {
		return r > ' ' && r < '\x7f' || unicode.IsGraphic(r) && !unicode.IsSpace(r) && !unicode.Is(unicode.Cf, r)
	})
}

// Cut shortens s to at most n runes, the last of them "…" when something was cut.
func Cut(s string, n int) string {
	if len(s) <= n || utf8.RuneCountInString(s) <= n {
		return s
	}
	end := 0
	for range n - 1 {
		_, size := utf8.DecodeRuneInString(s[end:])
		end += size
	}
	return strings.TrimRight(s[:end], " ") + "…"
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
