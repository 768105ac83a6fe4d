package kit

import (
	"strings"

	"github.com/slack-go/slack"
)

// Rows is a list. Each row is one or more lines: the first names the thing, the others describe it.
type Rows [][]Line

func (Rows) role() role { return content }

func (r Rows) size() int {
	n := 0
	for _, row := range r {
		for _, l := range row {
			n += l.size() + 1
		}
	}
	return n
}

func (r Rows) shorter() Part {
	if len(r) < 2 {
		return nil
	}
	return r[:fewer(len(r))]
}

func (r Rows) appendText(lines []string) []string {
	for _, row := range r {
		var texts []string
		for _, l := range row {
			texts = append(texts, l.markup())
		}
		lines = append(lines, "• "+strings.Join(texts, " — "))
	}
	return lines
}

func (r Rows) block(int) slack.Block {
	if len(r) == 0 {
		return nil
	}
	items := make([]slack.RichTextElement, len(r))
	for i, row := range r {
		var all Line
		for j, l := range row {
			if j > 0 {
				all = append(all, Span{kind: plain, text: "\n"})
			}
			all = append(all, l...)
		}
		items[i] = section(all)
	}
	return slack.NewRichTextBlock("", slack.NewRichTextList(slack.RTEListBullet, 0, items...))
}
