package kit

import (
	"slices"
	"strings"
	"tcabot/commands/locale"

	"golang.org/x/text/width"
)

// maxLastColumn keeps a row within one line of a phone, in runes.
const maxLastColumn = 40

// Table is figures in aligned columns. The label of a row is its last column, so that the figures stay aligned whatever
// the width of its letters.
type Table struct {
	words locale.Words
	head  []string
	Rows  [][]string // each has a cell for each column
}

// NewTable is a table without rows, in the reader's language. Each column has a heading; an empty key stands for none.
func NewTable(w locale.Words, head ...locale.Key) Table {
	t := Table{words: w, head: make([]string, len(head))}
	for i, id := range head {
		if id != "" {
			t.head[i] = w.Say(id)
		}
	}
	return t
}

// With is the table with more rows.
func (t Table) With(rows ...[]string) Table {
	t.Rows = append(slices.Clip(t.Rows), rows...)
	return t
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

// transcribe writes a table as sentences: what a row is about first, then each figure after the heading of its column.
func (t Table) transcribe(to *transcript) {
	for _, row := range t.Rows {
		last := len(row) - 1
		var texts []string
		for i, cell := range row[:last] {
			texts = append(texts, strings.TrimSpace(t.head[i]+" "+cell))
		}
		to.labelled(t.words, row[last], strings.Join(texts, t.words.Say("list.comma")))
	}
}

// labelled writes a list item with a label.
func (t *transcript) labelled(w locale.Words, label, text string) {
	t.write("• ")
	t.write(w.Say("list.labelled", "Label", escape(Clean(label)), "Value", escape(Clean(text))))
	t.end()
}

func (t Table) appendBlock(dst []byte, _ int) []byte { return appendPreformatted(dst, t.lines()) }

// lines lays the table out.
func (t Table) lines() []string {
	widths := make([]int, len(t.head))
	all := append([][]string{t.head}, t.Rows...)
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

// firstWide is the first character that is wider than a letter of English.
const firstWide = '\u1100'

// columns is how wide a text is in a fixed-width font, where Chinese letters take two places.
func columns(s string) int {
	n := 0
	for _, r := range s {
		n++
		if r < firstWide {
			continue
		}
		if k := width.LookupRune(r).Kind(); k == width.EastAsianWide || k == width.EastAsianFullwidth {
			n++
		}
	}
	return n
}
