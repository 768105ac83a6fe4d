package kit

import (
	"strconv"
	"strings"
	"unicode/utf8"
)

// maxSourceLine keeps a line of code from filling a phone's screen; maxSource is far below Slack's limit for a text.
const (
	maxSourceLine = 120
	maxSource     = 2500
)

// Source is text in a fixed-width font, line by line: program code, a log.
type Source struct {
	Lines []string
	First int // number of the first line; 0 for no numbers
	Mark  int // number of the highlighted line; 0 for none
}

func (Source) role() role  { return content }
func (s Source) size() int { return linesSize(s.lines()) }

func (s Source) shorter() Part {
	if len(s.Lines) < 2 {
		return nil
	}
	s.Lines = s.Lines[:fewer(len(s.Lines))]
	return s
}

func (s Source) transcribe(t *transcript) {
	for _, l := range s.lines() {
		t.escaped(l)
		t.end()
	}
}

func (s Source) appendBlock(dst []byte, _ int) []byte { return appendPreformatted(dst, s.lines()) }

// lines lays the text out, with numbers where the number of its first line is known.
func (s Source) lines() []string {
	digits := len(strconv.Itoa(s.First + len(s.Lines)))
	var out []string
	size := 0
	for i, line := range s.Lines {
		line = Cut(Clean(strings.ReplaceAll(line, "\t", "    ")), maxSourceLine)
		if s.First > 0 {
			n := strconv.Itoa(s.First + i)
			sign := "  "
			if s.First+i == s.Mark {
				sign = "> "
			}
			line = sign + strings.Repeat(" ", digits-len(n)) + n + "  " + line
		}
		if size += utf8.RuneCountInString(line) + 1; size > maxSource {
			return append(out, "…")
		}
		out = append(out, strings.TrimRight(line, " "))
	}
	return out
}

// appendPreformatted appends lines in a fixed-width font. Nothing in them is parsed.
func appendPreformatted(dst []byte, lines []string) []byte {
	if len(lines) == 0 {
		return dst
	}
	dst = append(dst, richText+`{"type":"rich_text_preformatted","elements":[`...)
	return append(Span{kind: plain, text: strings.Join(lines, "\n")}.appendElement(dst), `],"border":0}]}`...)
}

// linesSize is how long lines are together with their line breaks, in characters.
func linesSize(lines []string) int {
	n := 0
	for _, l := range lines {
		n += length(l) + 1
	}
	return n
}
