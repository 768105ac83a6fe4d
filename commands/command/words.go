package command

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

const (
	// MaxLine is the maximum length of a screen's line, in characters: some ten buttons of a page carry it, and all of them
	// have to fit into one message.
	MaxLine = 800
	// maxRead is the maximum length of a line that is parsed: as much as fits into a button besides the other parts of its
	// state, so that a button's line, such as "export" before the line of a screen, is never too long.
	maxRead = 1900
)

// Split cuts a command line into words. Quotes group: what stands in them is kept as it is, letter by letter, and a
// quotation mark in them is written twice. A single quotation mark opens a quotation only at the beginning of a word or of
// a value; elsewhere it is an apostrophe. Outside of quotes curly quotes, dashes, full-width signs, letters and digits, and
// the spaces that composers make of ordinary ones are read as the keys that were meant, and what nobody sees is dropped.
// Control characters are dropped everywhere. The error is a *UsageError.
func Split(line string) ([]string, error) {
	if n := utf8.RuneCountInString(line); n > maxRead {
		return nil, tooLong(n)
	}
	text := []rune(strings.ToValidUTF8(line, ""))
	words, open := split(text, false)
	if open != 0 {
		// A composer may have replaced only one quotation mark of a pair by a curly one.
		words, open = split(text, true)
	}
	if open != 0 {
		return nil, &UsageError{Reason: "usage.quote", Data: []any{"Quote", string(ordinary(open))}}
	}
	return words, nil
}

func tooLong(n int) error {
	return &UsageError{Reason: "usage.too_long", Data: []any{"Count", n, "Most", MaxLine}}
}

// split cuts a line at its spaces. open is a quotation mark that is never closed. With lenient set, any mark of the same
// kind closes a quotation; otherwise straight marks close straight ones, and curly marks close curly ones.
func split(text []rune, lenient bool) (words []string, open rune) {
	var word strings.Builder
	started, asWritten := false, false
	end := func() {
		if w := word.String(); asWritten {
			words = append(words, w)
		} else if started {
			words = append(words, straighten(w))
		}
		word.Reset()
		started, asWritten = false, false
	}
	for i := 0; i < len(text); i++ {
		r, o := text[i], ordinary(text[i])
		switch {
		case unicode.IsControl(r) && !unicode.IsSpace(r), open == 0 && invisible(r):
		case open != 0 && closes(open, r, lenient):
			if r == o && i+1 < len(text) && text[i+1] == r {
				word.WriteRune(r)
				i++
				continue
			}
			open = 0
		case open != 0 && unicode.IsControl(r):
			word.WriteRune(' ')
		case open != 0:
			word.WriteRune(r)
		case o == '"' || o == '\'' && (!started || valueFollows(text[:i])):
			open, asWritten, started = r, asWritten || !started, true
		case unicode.IsSpace(o):
			end()
		default:
			word.WriteRune(o)
			started = true
		}
	}
	end()
	return words, open
}

// closes reports whether a quotation mark closes a quotation that another one opened.
func closes(begin, end rune, lenient bool) bool {
	if ordinary(begin) != ordinary(end) {
		return false
	}
	return lenient || begin == end || begin != ordinary(begin) && end != ordinary(end)
}

// valueFollows reports whether a value begins after what was read: after the name of a filter, or after a comma.
func valueFollows(read []rune) bool {
	last := ordinary(read[len(read)-1])
	return last == ':' || last == ','
}

// invisible reports whether a character is one that nobody sees and that comes along with copied text, such as a
// zero-width space or a mark of the direction of writing.
func invisible(r rune) bool { return unicode.Is(unicode.Cf, r) }

// ordinary maps what composers and input methods make of keys back to the keys that were pressed.
func ordinary(r rune) rune {
	switch r {
	case '“', '”', '„', '‟', '«', '»', '″':
		return '"'
	case '‘', '’', '‚', '‛', '′':
		return '\''
	case '\u2010', '\u2011', '\u2212': // hyphens and the minus sign; a dash stands for two of them, see straighten
		return '-'
	case '＂', '＇', '＃', '＊', '，', '－', '．', '／', '：', '＜', '＝', '＞', '＠', '＿':
		return r - fullWidth
	}
	switch {
	case r >= '０' && r <= '９', r >= 'Ａ' && r <= 'Ｚ', r >= 'ａ' && r <= 'ｚ':
		return r - fullWidth
	case unicode.Is(unicode.Zs, r):
		return ' '
	}
	return r
}

// Plain is a text with the characters that were meant, also in quotes: for a check that nothing may slip past because of
// how it is written. It is not for what is searched.
func Plain(text string) string {
	return strings.Map(func(r rune) rune {
		if invisible(r) || unicode.IsControl(r) && !unicode.IsSpace(r) {
			return -1
		}
		return ordinary(r)
	}, text)
}

// fullWidth is how far the full-width form of a character of ASCII is from it.
const fullWidth = '！' - '!'

// straighten turns a long dash before a letter into the two hyphens it was typed as.
func straighten(word string) string {
	for _, dash := range []string{"—", "–"} {
		if rest, ok := strings.CutPrefix(word, dash); ok && rest != "" && unicode.IsLetter([]rune(rest)[0]) {
			return "--" + rest
		}
	}
	return word
}

// Join writes words as a line from which Split returns the same words, except that control characters become spaces.
func Join(words []string) string {
	var line strings.Builder
	size := 0
	for _, w := range words {
		size += len(w) + len(`"" `)
	}
	line.Grow(size)
	for i, w := range words {
		if i > 0 {
			line.WriteByte(' ')
		}
		line.WriteString(quoteWord(w))
	}
	return line.String()
}

// isBare reports whether a word is of nothing but letters, digits and signs that are on every keyboard and open no quotation,
// as nearly all are.
func isBare(w string) bool {
	for i := range len(w) {
		if c := w[i]; c <= ' ' || c > '~' || c == '"' || c == '\'' {
			return false
		}
	}
	return w != ""
}

func quoteWord(w string) string {
	if isBare(w) {
		return w
	}
	w = strings.Map(func(r rune) rune {
		if unicode.IsControl(r) {
			return ' '
		}
		return r
	}, w)
	switch {
	case w != "" && !strings.ContainsFunc(w, func(r rune) bool {
		return r != ordinary(r) || invisible(r) || unicode.IsSpace(r) || r == '"' || r == '\'' || r == '—' || r == '–'
	}):
		return w
	case strings.Contains(w, `"`) && !strings.Contains(w, "'"):
		return "'" + w + "'"
	default:
		return `"` + strings.ReplaceAll(w, `"`, `""`) + `"`
	}
}
