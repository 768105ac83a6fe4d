package commands

import (
	"tcabot/api"
	"tcabot/commands/kit"
	"tcabot/commands/spec"
)

// list is a screen with a page of things.
type list struct {
	title  string      // heading
	lead   kit.Message // between the heading and the entries: where we are, what the list was narrowed to
	page   api.Page[struct{}]
	count  int // entries on this page
	rows   kit.Rows
	table  kit.Table     // instead of rows, where the entries are mostly figures
	empty  kit.Line      // said instead of rows; nil when the list itself could not be had, which lead then says
	menu   kit.Menu      // opens one of the entries
	where  kit.Menu      // leads elsewhere
	extra  []kit.Control // what else can be done here
	web    string        // the same list in TCA; may be empty
	unfold string        // the line without filters, when there are any
}

// view lays the screen out. With names of the greatest length it can be more than Slack takes: then the menus go, which
// only repeat what else is there.
func (l list) view(s spec.Screen) kit.Message {
	m := l.layout(s)
	for _, menu := range []*kit.Menu{&l.menu, &l.where} {
		if m.Size() > kit.MaxSize {
			*menu = kit.Menu{}
			m = l.layout(s)
		}
	}
	return m
}

// layout puts title, where we are, entries, what has changed and buttons one below the other.
func (l list) layout(s spec.Screen) kit.Message {
	m := append(kit.Message{kit.Heading(l.title)}, l.lead...)
	if s.Moved {
		m = append(m, kit.Para(kit.Phrase(s.Words, "list.moved")))
	}
	if s.Was > 0 && s.Was != l.page.Total {
		m = append(m, kit.Para(kit.Phrase(s.Words, "list.changed", "Was", kit.Thousands(s.Was), "Now", kit.Thousands(l.page.Total))))
	}
	switch {
	case l.count == 0 && l.empty != nil:
		m = append(m, kit.Para(l.empty))
	case l.count == 0:
	case len(l.table.Rows) > 0:
		m = append(m, l.table)
	default:
		m = append(m, l.rows)
	}
	if l.count > 0 || !l.page.At.IsZero() {
		m = append(m, kit.Note(l.position(s)))
	}
	if pager := l.pager(s); len(pager) > 0 {
		m = append(m, pager)
	}
	return append(m, l.tools(s)...)
}

// position says which part of how many entries this is and how fresh.
func (l list) position(s spec.Screen) kit.Line {
	fetched := kit.When(l.page.At, "")
	if l.count == 0 {
		return kit.Phrase(s.Words, "list.fetched", "When", fetched)
	}
	if l.pages() == 1 && l.count == l.page.Total {
		return kit.Phrase(s.Words, "list.whole", "Count", l.count, "When", fetched)
	}
	return kit.Phrase(s.Words, "list.where", "From", kit.Thousands(l.page.Offset+1), "To", kit.Thousands(l.page.Offset+l.count),
		"Total", kit.Thousands(l.page.Total), "Page", kit.Thousands(l.number()), "Pages", kit.Thousands(l.pages()), "When", fetched)
}

func (l list) number() int { return l.page.Offset/PageSize + 1 }
func (l list) pages() int  { return lastOffset(l.page.Total)/PageSize + 1 }

// pager is the row that walks the list. A button that would lead nowhere is left out.
func (l list) pager(s spec.Screen) kit.Buttons {
	if l.pages() < 2 && l.page.Offset == 0 {
		return nil
	}
	step := func(id, label string, offset int) kit.Button {
		return kit.Button{ID: "run/" + id, Label: s.Say(label), Value: l.state(s, offset, false)}
	}
	var row kit.Buttons
	last := lastOffset(l.page.Total)
	if l.page.Offset > 0 {
		row = append(row, step("first", "list.first", 0), step("previous", "list.previous", max(0, l.page.Offset-PageSize)))
	}
	if l.page.Offset < last {
		next := step("next", "list.next", l.page.Offset+PageSize)
		next.Main = true
		row = append(row, next, step("last", "list.last", last))
	}
	return append(row, kit.Button{
		ID:    "jump/open",
		Label: s.Say("list.jump", "Page", kit.Thousands(l.number()), "Pages", kit.Thousands(l.pages())),
		Value: l.state(s, l.page.Offset, false),
	})
}

// tools are the rows under the pager: open an entry, go elsewhere, ask TCA again, take it all away as a file, show the
// page to everybody.
func (l list) tools(s spec.Screen) kit.Message {
	var row kit.Buttons
	if len(l.menu.Options) > 0 {
		row = append(row, l.menu)
	}
	if len(l.where.Options) > 0 {
		row = append(row, l.where)
	}
	row = append(row, l.extra...)
	if s.Filters {
		row = append(row, kit.Button{ID: "filter/open", Label: s.Say("button.filter"), Value: l.state(s, 0, false)})
	}
	if l.unfold != "" {
		row = append(row, runs("unfold", s.Say("button.all"), l.unfold))
	}
	row = append(row, refresh(s, l.page.Offset, l.page.Total))
	if s.Sheet && l.page.Total > 0 {
		row = append(row, runs("export", s.Say("button.csv"), "export "+s.Line))
	}
	row = append(row, share(s, l.page.Offset, l.page.Total))
	if l.web != "" {
		row = append(row, webButton(s, l.web))
	}
	return kit.Message{row}
}

func (l list) state(s spec.Screen, offset int, fresh bool) string {
	return spec.State{Line: s.Line, Offset: offset, Was: l.page.Total, Fresh: fresh, By: s.By}.String()
}

// bare is a page's position without its items, so that list needs no type parameter.
func bare[T any](p api.Page[T]) api.Page[struct{}] {
	return api.Page[struct{}]{Total: p.Total, Offset: p.Offset, At: p.At}
}
