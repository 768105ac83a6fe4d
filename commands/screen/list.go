// Package screen is what screens share: lists with pages, the breadcrumb and the menu of a branch or repository, labelled facts,
// figures, and what is said when something went wrong. It fetches nothing.
package screen

import (
	"tcabot/api"
	"tcabot/commands/command"
	"tcabot/commands/kit"
	"tcabot/commands/line"
	"tcabot/commands/locale"
)

// List is a screen with a page of things.
type List struct {
	Title string      // heading
	Lead  kit.Message // between the heading and the entries: where we are, what the list was narrowed to
	Page  api.Page[struct{}]
	Count int // entries on this page
	Rows  kit.Rows
	Table kit.Table     // instead of rows, where the entries are mostly figures
	Empty kit.Line      // said instead of rows; nil when the list itself could not be had, which lead then says
	Menu  kit.Menu      // opens one of the entries
	Where kit.Menu      // leads elsewhere
	Extra []kit.Control // what else can be done here
	Web   string        // the same list in TCA; may be empty
	Widen line.Line     // the line without filters, when there are any
}

// View lays the screen out. With names of the greatest length it can be more than Slack takes: then the menus go, which
// only repeat what else is there.
func (l List) View(s command.Screen) kit.Message {
	m := l.layout(s)
	for _, menu := range []*kit.Menu{&l.Menu, &l.Where} {
		if m.Size() > kit.MaxSize {
			*menu = kit.Menu{}
			m = l.layout(s)
		}
	}
	return m
}

// layout puts title, where we are, entries, what has changed and buttons one below the other.
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
	case len(l.Table.Rows) > 0:
		m = append(m, l.Table)
	default:
		m = append(m, l.Rows)
	}
	if l.Count > 0 || !l.Page.At.IsZero() {
		m = append(m, kit.Note(l.position(s)))
	}
	if pager := l.pager(s); len(pager) > 0 {
		m = append(m, pager)
	}
	return append(m, l.tools(s)...)
}

// position says which part of how many entries this is and how fresh.
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

func (l List) number() int { return l.Page.Offset/command.PageSize + 1 }
func (l List) pages() int  { return command.LastOffset(l.Page.Total)/command.PageSize + 1 }

// pager is the row that walks the list. A button that would lead nowhere is left out.
func (l List) pager(s command.Screen) kit.Buttons {
	if l.pages() < 2 && l.Page.Offset == 0 {
		return nil
	}
	step := func(id string, label locale.Key, offset int) kit.Button {
		return kit.Button{ID: "run/" + id, Label: s.Say(label), Value: l.state(s, offset, false)}
	}
	var row kit.Buttons
	last := command.LastOffset(l.Page.Total)
	if l.Page.Offset > 0 {
		row = append(row, step("first", "list.first", 0), step("previous", "list.previous", max(0, l.Page.Offset-command.PageSize)))
	}
	if l.Page.Offset < last {
		next := step("next", "list.next", l.Page.Offset+command.PageSize)
		next.Main = true
		row = append(row, next, step("last", "list.last", last))
	}
	return append(row, kit.Button{
		ID:    "jump/open",
		Label: s.Say("list.jump", "Page", kit.Thousands(l.number()), "Pages", kit.Thousands(l.pages())),
		Value: l.state(s, l.Page.Offset, false),
	})
}

// tools are the rows under the pager: open an entry, go elsewhere, ask TCA again, take it all away as a file, show the
// page to everybody.
func (l List) tools(s command.Screen) kit.Message {
	var row kit.Buttons
	if len(l.Menu.Options) > 0 {
		row = append(row, l.Menu)
	}
	if len(l.Where.Options) > 0 {
		row = append(row, l.Where)
	}
	row = append(row, l.Extra...)
	if s.Filters {
		row = append(row, kit.Button{ID: "filter/open", Label: s.Say("button.filter"), Value: l.state(s, 0, false)})
	}
	if !l.Widen.IsZero() {
		row = append(row, line.Button("unfold", s.Say("button.all"), l.Widen))
	}
	row = append(row, RefreshButton(s, l.Page.Offset, l.Page.Total))
	if s.Sheet && l.Page.Total > 0 {
		row = append(row, line.Button("export", s.Say("button.csv"), line.Export(line.This(s))))
	}
	row = append(row, ShareButton(s, l.Page.Offset, l.Page.Total))
	if l.Web != "" {
		row = append(row, WebButton(s, l.Web))
	}
	return kit.Message{row}
}

func (l List) state(s command.Screen, offset int, fresh bool) string {
	return command.State{Line: s.Line, Offset: offset, Was: l.Page.Total, Fresh: fresh, By: s.By}.String()
}

// PagePosition is a page's position without its items, so that list needs no type parameter.
func PagePosition[T any](p api.Page[T]) api.Page[struct{}] {
	return api.Page[struct{}]{Total: p.Total, Offset: p.Offset, At: p.At}
}
