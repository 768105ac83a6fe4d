package kit

import "strings"

// maxQuote is how many runes of a Quote are shown.
const maxQuote = 1200

// Quote is text by somebody else, possibly of several lines, shown as a block quote. It is cut at maxQuote runes. A blank one
// is not shown.
type Quote string

func (Quote) role() role    { return content }
func (Quote) shorter() Part { return nil }
func (q Quote) size() int   { return length(q.clean()) }

func (q Quote) transcribe(t *transcript) {
	if !Blank(string(q)) {
		t.escaped(q.clean())
		t.end()
	}
}

func (q Quote) appendBlock(dst []byte, _ int) []byte {
	if Blank(string(q)) {
		return dst
	}
	dst = append(dst, richText+`{"type":"rich_text_quote","elements":[`...)
	return append(Span{kind: plain, text: q.clean()}.appendElement(dst), "]}]}"...)
}

// clean keeps the line breaks of a quote, at most one empty line at a time, and cleans its lines.
func (q Quote) clean() string {
	var lines []string
	for l := range strings.Lines(string(q)) {
		l = strings.TrimRight(Clean(strings.TrimRight(l, "\r\n")), " ")
		if l != "" || len(lines) > 0 && lines[len(lines)-1] != "" {
			lines = append(lines, l)
		}
	}
	return Cut(strings.TrimSpace(strings.Join(lines, "\n")), maxQuote)
}
