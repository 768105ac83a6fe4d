package line

import (
	"strings"
	"tcabot/api"
	"tcabot/commands/command"
	"unicode"
	"unicode/utf8"
)

// maxOption is how many bytes the line of a menu's option may have: Slack takes 150 for its value, of which two are the
// state's version and a line break.
const maxOption = 148

// carried is the longest piece of a text that fits into a filter's value in at most so many bytes: the whole text, or,
// for a filter that searches for a part, a part of it.
func carried(text string, most int) string {
	cost := func(value string) int { return len(command.Join([]string{"x:" + value})) - len("x:") }
	if Survives(text) && cost(text) <= most {
		return text
	}
	best := ""
	for piece := range strings.FieldsFuncSeq(text, unicode.IsControl) {
		piece = strings.TrimSpace(piece)
		for over := cost(piece) - most; piece != "" && over > 0; over = cost(piece) - most {
			piece = cutBytes(piece, len(piece)-(over+1)/2) // a quotation mark counts twice
		}
		if len(piece) > len(best) {
			best = piece
		}
	}
	return best
}

// Survives reports whether a filter's value can be written to a line and read back unchanged.
func Survives(value string) bool {
	words, err := command.Split(command.Join([]string{"x:" + value}))
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

// Exactly is the line of a list with a filter for an exact value; the zero one when no line can carry the value.
func (l Line) Exactly(filter, value string) Line {
	narrowed := l.With(filter, value)
	if strings.TrimSpace(value) == "" || !Survives(value) || utf8.RuneCountInString(value) > api.MaxSearch ||
		utf8.RuneCountInString(narrowed.text) > command.MaxLine {
		return Line{}
	}
	return narrowed
}

// Containing is Exactly for a filter that searches for a part. A value that is too long is cut at its beginning, because
// its end says more; one with line breaks is cut to what follows the last.
func (l Line) Containing(filter, value string) Line {
	parts := strings.FieldsFunc(value, unicode.IsControl)
	if len(parts) == 0 {
		return Line{}
	}
	runes := []rune(strings.TrimSpace(parts[len(parts)-1]))
	for runes = runes[max(0, len(runes)-api.MaxSearch):]; len(runes) > 0; runes = runes[1:] {
		if narrowed := l.Exactly(filter, string(runes)); !narrowed.IsZero() {
			return narrowed
		}
	}
	return Line{}
}

// ContainingInOption is Containing for an option of a menu; a longer value is cut at its end.
func (l Line) ContainingInOption(filter, value string) Line {
	part := carried(value, maxOption-len(l.text)-len(" :"+filter))
	if part == "" {
		return Line{}
	}
	return l.With(filter, part)
}

// FitsOption reports whether an option of a menu can carry the line.
func (l Line) FitsOption() bool { return len(l.text) <= maxOption }
