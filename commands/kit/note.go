package kit

import "strings"

// Note is small print.
type Note Line

func (Note) role() role    { return footnote }
func (Note) shorter() Part { return nil }
func (n Note) size() int   { return Line(n).size() }

func (n Note) transcribe(t *transcript) { Para(n).transcribe(t) }

// maxNotes is how many elements a block of small print takes, and maxNote how long a text in it may be.
const (
	maxNotes = 10
	maxNote  = 1000
)

// appendBlock renders neighbouring text as plain_text, which formats nothing, and only moments and people as mrkdwn, which
// hold nothing from outside.
func (n Note) appendBlock(dst []byte, _ int) []byte {
	begin := len(dst)
	dst = append(dst, `{"type":"context","elements":[`...)
	shown := 0
	for i := 0; i < len(n) && shown < maxNotes; {
		if n[i].isMarked() {
			dst = append(next(dst), `{"type":"mrkdwn","text":`...)
			dst = append(AppendString(dst, string(n[i].appendMarkup(nil))), `,"verbatim":true}`...)
			shown++
			i++
			continue
		}
		end := i + 1
		for end < len(n) && !n[end].isMarked() {
			end++
		}
		if text := strings.TrimSpace(joined(n[i:end])); text != "" {
			dst = appendPlain(next(dst), Cut(text, maxNote))
			shown++
		}
		i = end
	}
	if shown == 0 {
		return dst[:begin]
	}
	return append(dst, "]}"...)
}

// isMarked reports whether small print shows the span as mrkdwn.
func (s Span) isMarked() bool { return s.kind == moment || s.user != "" }

// joined is the text of spans.
func joined(spans []Span) string {
	if len(spans) == 1 {
		return spans[0].text
	}
	var b strings.Builder
	for _, s := range spans {
		b.WriteString(s.text)
	}
	return b.String()
}
