package kit

import "unicode/utf8"

// Line is a sequence of spans read as one line.
type Line []Span

func length(s string) int { return utf8.RuneCountInString(s) }

func (l Line) size() int {
	n := 0
	for _, s := range l {
		if n += length(s.text) + length(s.url) + len(s.user); s.kind == moment {
			n += len(dateFormat)
		}
	}
	return n
}

// transcribe writes the line as Slack's mrkdwn with nothing from outside active in it. It is only used where Slack takes
// nothing better: a message's top-level text, and moments and people in small print.
func (l Line) transcribe(t *transcript) {
	for _, s := range l {
		t.text = s.appendMarkup(t.text)
	}
}

// richText begins a block of rich text, up to its first element.
const richText = `{"type":"rich_text","elements":[`

// appendSection appends lines, one below the other, as an element of rich text.
func appendSection(dst []byte, lines ...Line) []byte {
	dst = append(dst, `{"type":"rich_text_section","elements":[`...)
	for i, l := range lines {
		if i > 0 {
			dst = Span{kind: plain, text: "\n"}.appendElement(next(dst))
		}
		for _, s := range l {
			if s.text != "" || s.user != "" {
				dst = s.appendElement(next(dst))
			}
		}
	}
	return append(dst, "]}"...)
}
