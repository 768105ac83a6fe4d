package kit

import (
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/slack-go/slack"
	"golang.org/x/text/width"
)

// Table is numbers that are read down a column. Figures come first, aligned to the right, and what they are about comes
// last: so they stay aligned whatever letters, wide or narrow, the last column is written in.
type Table struct {
	Head []string   // one for each column
	Rows [][]string // each as long as Head
}

func (Table) part() {}

// maxLastColumn keeps a row within one line of a phone, in runes.
const maxLastColumn = 40

// lines lays the table out.
func (t Table) lines() []string {
	widths := make([]int, len(t.Head))
	all := append([][]string{t.Head}, t.Rows...)
	for _, row := range all {
		for i, cell := range row {
			widths[i] = max(widths[i], columns(cell))
		}
	}
	lines := make([]string, 0, len(all))
	for _, row := range all {
		var b strings.Builder
		for i, cell := range row {
			if i == len(row)-1 {
				b.WriteString(Cut(Clean(cell), maxLastColumn))
				break
			}
			b.WriteString(strings.Repeat(" ", widths[i]-columns(cell)) + cell + "  ")
		}
		lines = append(lines, strings.TrimRight(b.String(), " "))
	}
	if strings.TrimSpace(lines[0]) == "" {
		return lines[1:]
	}
	return lines
}

// columns is how wide a text is in a fixed-width font, where Chinese letters take two places.
func columns(s string) int {
	n := 0
	for _, r := range s {
		n++
		if k := width.LookupRune(r).Kind(); k == width.EastAsianWide || k == width.EastAsianFullwidth {
			n++
		}
	}
	return n
}

// text reads a table out: what it is about first, then each figure after its column's name, as either language has it.
func (t Table) text() []string {
	var out []string
	for _, row := range t.Rows {
		last := len(row) - 1
		var told []string
		for i, cell := range row[:last] {
			told = append(told, strings.TrimSpace(t.Head[i]+" "+cell))
		}
		out = append(out, "• "+escape(Clean(row[last]))+": "+escape(Clean(strings.Join(told, ", "))))
	}
	return out
}

// Source is text in a fixed-width font, line by line: program code, a log.
type Source struct {
	Lines []string
	First int // number of the first line; 0 for no numbers
	Mark  int // number of the line that is meant; 0 for none
}

func (Source) part() {}

// maxSourceLine keeps a line of code from filling a phone's screen; maxSource is far below what a text may hold.
const (
	maxSourceLine = 120
	maxSource     = 2500
)

func (s Source) lines() []string {
	digits := len(number(s.First + len(s.Lines)))
	var out []string
	size := 0
	for i, line := range s.Lines {
		line = Cut(Clean(strings.ReplaceAll(line, "\t", "    ")), maxSourceLine)
		if s.First > 0 {
			n := number(s.First + i)
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

func (s Source) text() []string {
	lines := slices.Clone(s.lines())
	for i := range lines {
		lines[i] = escape(lines[i])
	}
	return lines
}

// fixed renders lines in a fixed-width font. Nothing in them is parsed.
func fixed(lines []string) []slack.Block {
	if len(lines) == 0 {
		return nil
	}
	return []slack.Block{slack.NewRichTextBlock("", &slack.RichTextPreformatted{
		Type:     slack.RTEPreformatted,
		Elements: []slack.RichTextSectionElement{slack.NewRichTextSectionTextElement(strings.Join(lines, "\n"), nil)},
	})}
}
