package textbook

import (
	"fmt"

	"github.com/slack-go/slack"
)

// blocks shows a page: a section for each repository, and buttons for the pages before and after.
func blocks(q question, p page) []slack.Block {
	all := []slack.Block{slack.NewHeaderBlock(plain("Repositories of " + q.team))}
	for _, r := range p.Results {
		text := fmt.Sprintf("*<%s|%s>*\n%d branches · %d schemes", r.URL, r.Name, r.BranchCount, r.SchemeCount)
		if r.Recent != nil {
			text += fmt.Sprintf(" · %s scanned %s", r.Recent.Branch, r.Recent.Time)
			if r.Recent.Lines != nil {
				text += fmt.Sprintf(" · %d lines of code", *r.Recent.Lines)
			}
		}
		all = append(all, slack.NewSectionBlock(slack.NewTextBlockObject(slack.MarkdownType, text, false, false), nil, nil))
	}
	where := fmt.Sprintf("%d–%d of %d", q.offset+1, q.offset+len(p.Results), p.Count)
	all = append(all, slack.NewContextBlock("", slack.NewTextBlockObject(slack.MarkdownType, where, false, false)))
	var buttons []slack.BlockElement
	if q.offset > 0 {
		buttons = append(buttons, button("previous", "◀ Previous", question{q.team, q.search, max(0, q.offset-pageSize)}))
	}
	if q.offset+pageSize < p.Count {
		buttons = append(buttons, button("next", "Next ▶", question{q.team, q.search, q.offset + pageSize}))
	}
	if len(buttons) > 0 {
		all = append(all, slack.NewActionBlock("pager", buttons...))
	}
	return all
}

func button(id, label string, to question) *slack.ButtonBlockElement {
	return slack.NewButtonBlockElement(id, to.value(), plain(label))
}

func plain(text string) *slack.TextBlockObject {
	return slack.NewTextBlockObject(slack.PlainTextType, text, false, false)
}
