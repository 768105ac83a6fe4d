// Package screen has what screens share: paged lists, the breadcrumb and the menu of a branch or repository, labelled
// facts, figures, and error messages. It fetches nothing.
package screen

import (
	"tcabot/api"
	"tcabot/commands/command"
	"tcabot/commands/kit"
	"tcabot/commands/line"
	"tcabot/commands/locale"
	"tcabot/commands/paged"
)

// List is a screen with a page of a list.
//
// Its entries are lines, not a data_table of Slack's. Both were made of the same ten issues and looked at, 1,280 and 390 pixels
// wide. Where the cells of the table wrap, a path or a name is broken over three to six lines of a phone, and the table is half
// as long again as the list. Where they do not, severity and half of the problem are all that is seen of an entry: location,
// rule and author lie to the right of the edge, on a desktop, too. The table also sorts, filters and counts only the rows that
// it was given, "1–10 of 10" above "1–10 of 206", while the bot's own filter and order are about the whole list.
type List struct {
	Title  string      // heading
	Lead   kit.Message // between the heading and the entries: breadcrumb, filters
	Page   api.Page[struct{}]
	Count  int      // entries on this page
	Legend kit.Line // says once what the figures of a row are, so that rows need no words for it
	Rows   kit.Rows
	Table  kit.Table     // instead of rows, where the entries are mostly figures
	Boxes  kit.Message   // instead of rows, where entries can be ticked
	Empty  kit.Line      // shown instead of rows; nil when TCA did not return the list, as Lead then says
	Menu   kit.Menu      // opens one of the entries
	Where  kit.Menu      // opens other screens
	Extra  []kit.Control // what the list is for, beside filtering and sharing it
	Rare   []kit.Button  // behind ⋯
	Web    string        // the same list in TCA; may be empty
	Widen  line.Line     // the line without filters, when there are any
}

// View lays the screen out. With names of maximum length it can exceed Slack's limit: then the menus are left out, which
// only repeat other links.
func (l List) View(s command.Screen) kit.Message {
	m := l.layout(s)
	for _, menu := range []*kit.Menu{&l.Menu, &l.Where} {
		if m.Size() <= kit.MaxSize {
			break
		}
		*menu = kit.Menu{}
		m = l.layout(s)
	}
	return m
}

// layout arranges title, lead, entries, position and controls.
func (l List) layout(s command.Screen) kit.Message {
	m := append(kit.Message{kit.Heading(l.Title)}, l.Lead...)
	if s.Moved {
		m = append(m, kit.Para(kit.Phrase(s.Words, "list.moved")))
	}
	if s.Was > 0 && s.Was != l.Page.Total {
		m = append(m, kit.Para(kit.Phrase(s.Words, "list.changed", "Was", kit.Thousands(s.Was), "Now", kit.Thousands(l.Page.Total))))
	}
	switch {
	case l.Count == 0 && l.Empty != nil:
		m = append(m, kit.Para(l.Empty))
	case l.Count == 0:
	case len(l.Boxes) > 0:
		m = append(m, l.Boxes...)
	case len(l.Table.Rows) > 0:
		m = append(m, l.Table)
	default:
		if l.Legend != nil {
			m = append(m, kit.Note(l.Legend))
		}
		m = append(m, l.Rows)
	}
	if l.Count > 0 || !l.Page.At.IsZero() {
		m = append(m, kit.Note(l.position(s)))
	}
	tools, ends := l.tools(s)
	if pager := append(l.pager(s), ends...); len(pager) > 0 {
		m = append(m, pager)
	}
	return append(m, tools)
}

// position says which entries of how many are shown, and when they were fetched.
func (l List) position(s command.Screen) kit.Line {
	fetched := kit.When(l.Page.At, "")
	if l.Count == 0 {
		return kit.Phrase(s.Words, "list.fetched", "When", fetched)
	}
	if l.pages() == 1 && l.Count == l.Page.Total {
		return kit.Phrase(s.Words, "list.whole", "Count", l.Count, "When", fetched)
	}
	return kit.Phrase(s.Words, "list.where", "Range", Range(s, l.Page.Offset+1, l.Page.Offset+l.Count),
		"Total", kit.Thousands(l.Page.Total), "Page", kit.Thousands(l.number()), "Pages", kit.Thousands(l.pages()), "When", fetched)
}

func (l List) number() int { return l.Page.Offset/paged.PageSize + 1 }
func (l List) pages() int  { return paged.LastOffset(l.Page.Total)/paged.PageSize + 1 }

// pager is the row of buttons for other pages. Those without a target are left out.
func (l List) pager(s command.Screen) kit.Buttons {
	if l.pages() < 2 && l.Page.Offset == 0 {
		return nil
	}
	var row kit.Buttons
	if l.Page.Offset > 0 {
		row = append(row, l.turn(s, "previous", "list.previous", max(0, l.Page.Offset-paged.PageSize)))
	}
	if l.Page.Offset < paged.LastOffset(l.Page.Total) {
		next := l.turn(s, "next", "list.next", l.Page.Offset+paged.PageSize)
		next.Main = true
		row = append(row, next)
	}
	return append(row, kit.Button{
		ID:    "jump/open",
		Label: s.Say("list.jump", "Page", kit.Thousands(l.number()), "Pages", kit.Thousands(l.pages())),
		Value: l.state(s, l.Page.Offset, false),
	})
}

// turn is a button for another page.
func (l List) turn(s command.Screen, id string, label locale.Key, offset int) kit.Button {
	return kit.Button{ID: "run/" + id, Label: s.Say(label), Value: l.state(s, offset, false)}
}

func (l List) state(s command.Screen, offset int, fresh bool) string {
	return command.State{Line: s.Line, Offset: offset, Was: l.Page.Total, Fresh: fresh, By: s.By}.String()
}

// PagePosition is a page without its items, so that List needs no type parameter.
func PagePosition[T any](p api.Page[T]) api.Page[struct{}] {
	return api.Page[struct{}]{Total: p.Total, Offset: p.Offset, At: p.At}
}
