package commands

import (
	"strings"
	"tcabot/commands/spec"
	"unicode/utf8"
)

// maxOptionLine is how many bytes the line of a menu's option may have.
const maxOptionLine = 147

// carried is the longest piece of a text that a line of at most so many bytes can carry unchanged: whole, or for a
// filter that looks for a part of a name, a part that is enough to find it.
func carried(text string, most int) string {
	most -= len(`""`)
	if survives(text) && len(text) <= most {
		return text
	}
	best := ""
	quotes := strings.ContainsRune(text, '"') && strings.ContainsRune(text, '\'')
	for piece := range strings.FieldsFuncSeq(text, func(r rune) bool {
		return !survives("a"+string(r)+"b") || quotes && (r == '"' || r == '\'')
	}) {
		if piece = cutBytes(strings.TrimSpace(piece), most); len(piece) > len(best) {
			best = piece
		}
	}
	return best
}

// survives reports whether the value of a filter comes back from a line as it was put into it.
func survives(value string) bool {
	words, err := spec.Split(spec.Join([]string{"x:" + value}))
	return err == nil && len(words) == 1 && words[0] == "x:"+value
}

// cutBytes shortens a text to whole characters of at most so many bytes.
func cutBytes(text string, most int) string {
	if len(text) <= most {
		return text
	}
	most = max(0, most)
	for most > 0 && !utf8.RuneStart(text[most]) {
		most--
	}
	return strings.TrimSpace(text[:most])
}
