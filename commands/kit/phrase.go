package kit

import (
	"strings"
	"tcabot/commands/locale"
)

// Phrase is a sentence of the catalogue as a line. Arguments are names and values in turn, as for [locale.Words.Say];
// a value may be a Span, which keeps its style inside the sentence.
func Phrase(w locale.Words, id locale.Key, namesAndValues ...any) Line {
	var spans []Span
	for i := 1; i < len(namesAndValues); i += 2 {
		switch v := namesAndValues[i].(type) {
		case Span:
			namesAndValues[i] = mark(len(spans))
			spans = append(spans, v)
		case string:
			namesAndValues[i] = Clean(v) // also removes such marks
		}
	}
	var line Line
	text := w.Say(id, namesAndValues...)
	for {
		at := strings.IndexFunc(text, isMark)
		if at < 0 {
			break
		}
		r := []rune(text[at:])[0]
		if at > 0 {
			line = append(line, Span{kind: plain, text: text[:at]})
		}
		line = append(line, spans[r-firstMark])
		text = text[at+len(string(r)):]
	}
	if text != "" {
		line = append(line, Span{kind: plain, text: text})
	}
	return line
}

// A private-use character marks a span's place in a sentence; Clean removes those characters from text from outside.
const firstMark = '\ue000'

func mark(n int) string  { return string(firstMark + rune(n&0xff)) }
func isMark(r rune) bool { return r >= firstMark && r <= firstMark+0xff }
