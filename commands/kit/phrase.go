package kit

import (
	"strings"
	"tcabot/commands/locale"
	"unicode/utf8"
)

// Phrase is a sentence of the catalogue as a line. Arguments are names and values in turn, as for [locale.Words.Say];
// a value may be a Span, which keeps its style inside the sentence.
func Phrase(w locale.Words, id locale.Key, namesAndValues ...any) Line {
	var few [4]Span
	spans := few[:0]
	for i := 1; i < len(namesAndValues); i += 2 {
		switch v := namesAndValues[i].(type) {
		case Span:
			namesAndValues[i] = mark(len(spans))
			spans = append(spans, v)
		case string:
			if clean := Clean(v); clean != v { // also removes such marks
				namesAndValues[i] = clean
			}
		}
	}
	line := make(Line, 0, 2*len(spans)+1)
	text := w.Say(id, namesAndValues...)
	for len(spans) > 0 {
		at := strings.IndexFunc(text, isMark)
		if at < 0 {
			break
		}
		r, size := utf8.DecodeRuneInString(text[at:])
		if at > 0 {
			line = append(line, Span{kind: plain, text: text[:at]})
		}
		line = append(line, spans[r-firstMark])
		text = text[at+size:]
	}
	if text != "" {
		line = append(line, Span{kind: plain, text: text})
	}
	return line
}

// A private-use character marks a span's place in a sentence; Clean removes those characters from text from outside.
const firstMark = '\ue000'

// marks are the first of them, as values of a sentence.
var marks = [...]any{"\ue000", "\ue001", "\ue002", "\ue003", "\ue004", "\ue005"}

func mark(n int) any {
	if n < len(marks) {
		return marks[n]
	}
	return string(firstMark + rune(n&0xff))
}

func isMark(r rune) bool { return r >= firstMark && r <= firstMark+0xff }
