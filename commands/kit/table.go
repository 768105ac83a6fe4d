package kit

import (
	"strings"

	"github.com/slack-go/slack"
	"golang.org/x/text/width"
)

// maxLastColumn keeps a row within one line of a phone, in runes.
const maxLastColumn = 40

// Table is numbers that are read down a column. Figures come first, aligned to the right, and what they are about comes
// last: so they stay aligned whatever letters, wide or narrow, the last column is written in.
type Table struct {
	Head []string   // one for each column
	Rows [][]string // each as long as Head
}

func (Table) role() role  { return content }
func (t Table) size() int { return linesSize(t.lines()) }

func (t Table) shorter() Part {
	if len(t.Rows) < 2 {
		return nil
	}
	t.Rows = t.Rows[:fewer(len(t.Rows))]
	return t
}

// appendText reads a table out: what a row is about first, then each figure after its column's name, as either language
// has it.
func (t Table) appendText(lines []string) []string {
	for _, row := range t.Rows {
		last := len(row) - 1
		var texts []string
		for i, cell := range row[:last] {
			texts = append(texts, strings.TrimSpace(t.Head[i]+" "+cell))
		}
		lines = append(lines, "• "+escape(Clean(row[last]))+": "+escape(Clean(strings.Join(texts, ", "))))
	}
	return lines
}

func (t Table) block(int) slack.Block { return preformatted(t.lines()) }

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
