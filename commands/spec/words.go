package spec

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// MaxLine is how many characters of a command line are read. A canonical line of this length, with every other part of
// a button's state, still fits into the 2,000 characters Slack gives a button.
const MaxLine = 500

// Split cuts a command line into words. Quotes group; curly quotes, long dashes before a flag and the unbreakable
// spaces that Slack's composer makes of ordinary ones are read as what was meant.
func Split(line string) ([]string, error) {
	if n := utf8.RuneCountInString(line); n > MaxLine {
		return nil, &UsageError{Reason: "usage.too_long", Data: []any{"Count", n, "Most", MaxLine}}
	}
	var words []string
	var word strings.Builder
	var quote rune
	started := false
	end := func() {
		if started {
			words = append(words, straighten(word.String()))
		}
		word.Reset()
		started = false
	}
	for _, r := range line {
		r = ordinary(r)
		if unicode.IsSpace(r) {
			r = ' '
		}
		switch {
		case unicode.IsControl(r) || r == utf8.RuneError:
		case quote != 0 && r == quote:
			quote = 0
		case quote != 0:
			word.WriteRune(r)
		case r == '"' || r == '\'' && !started:
			quote, started = r, true
		case r == ' ':
			end()
		default:
			word.WriteRune(r)
			started = true
		}
	}
	if quote != 0 {
		return nil, &UsageError{Reason: "usage.quote", Data: []any{"Quote", string(quote)}}
	}
	end()
	return words, nil
}

// ordinary maps what composers make of quotes and spaces back to the keys that were pressed.
func ordinary(r rune) rune {
	switch r {
	case '“', '”', '„', '‟', '«', '»', '″', '＂':
		return '"'
	case '‘', '’', '‚', '‛', '′':
		return '\''
	case '\u00a0', '\u2007', '\u202f', '\u3000':
		return ' '
	case '：':
		return ':'
	default:
		return r
	}
}

// straighten turns a long dash before a letter into the two hyphens it was typed as.
func straighten(word string) string {
	for _, dash := range []string{"—", "–"} {
		if rest, ok := strings.CutPrefix(word, dash); ok && rest != "" && unicode.IsLetter([]rune(rest)[0]) {
			return "--" + rest
		}
	}
	return word
}

// Join writes words as a line that Split reads back as the same words.
func Join(words []string) string {
	quoted := make([]string, len(words))
	for i, w := range words {
		quoted[i] = quoteWord(w)
	}
	return strings.Join(quoted, " ")
}

func quoteWord(w string) string {
	if w != "" && !strings.ContainsFunc(w, func(r rune) bool {
		o := ordinary(r)
		return unicode.IsSpace(o) || o == '"' || o == '\'' || r == '—' || r == '–'
	}) {
		return w
	}
	if strings.Contains(w, `"`) {
		return "'" + strings.ReplaceAll(w, "'", " ") + "'"
	}
	return `"` + w + `"`
}
