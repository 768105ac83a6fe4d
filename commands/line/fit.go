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

// carried is the longest piece of a text that the value of a filter in a line can carry in at most so many bytes: whole,
// or for a filter that looks for a part of a name, a part that is enough to find it.
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

// Survives reports whether the value of a filter comes back from a line as it was put into it.
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

// Exactly is the line of a list narrowed by a filter to what has exactly a value; the zero one when no line can carry it.
func (l Line) Exactly(filter, value string) Line {
	narrowed := l.With(filter, value)
	if strings.TrimSpace(value) == "" || !Survives(value) || utf8.RuneCountInString(value) > api.MaxSearch ||
		utf8.RuneCountInString(narrowed.text) > command.MaxLine {
		return Line{}
	}
	return narrowed
}

// Containing is Exactly for a filter that finds what has a value in it. Of a value too long its end is taken, which tells
// more than its beginning, and of one with line breaks what follows the last: such a part finds the value, too.
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

// ContainingInOption is Containing, short enough for an option of a menu: of a longer value the beginning is taken.
func (l Line) ContainingInOption(filter, value string) Line {
	part := carried(value, maxOption-len(l.text)-len(" :"+filter))
	if part == "" {
		return Line{}
	}
	return l.With(filter, part)
}

// FitsOption reports whether an option of a menu can carry the line.
func (l Line) FitsOption() bool { return len(l.text) <= maxOption }
