package screen

import (
	"tcabot/commands/command"
	"tcabot/commands/kit"
	"tcabot/commands/line"
	"tcabot/commands/paged"
)

// maxTools is how many buttons a list has beside its menus and those for other pages.
const maxTools = 3

// tools are the controls under the pager: open an entry, go to another screen, what the list is for, filter and share; the
// rest is behind ⋯. Where that is full, the ends of the list belong to the pager.
func (l List) tools(s command.Screen) (tools kit.Buttons, ends []kit.Control) {
	l, rare := l.folded(s)
	var row kit.Buttons
	if len(l.Menu.Options) > 0 {
		row = append(row, l.Menu)
	}
	if len(l.Where.Options) > 0 {
		row = append(row, l.Where)
	}
	if s.Filters {
		row = append(row, kit.Button{ID: "filter/open", Label: s.Say("button.filter"), Value: l.state(s, 0, false)})
	}
	if !l.Widen.IsZero() {
		row = append(row, l.widen(s))
	}
	row = append(row, l.Extra...)
	row = append(row, ShareButton(s, l.Page.Offset, l.Page.Total))
	before, after := l.rare(s)
	rare = append(rare, before...)
	if first := l.ends(s); len(rare)+len(first)+len(after) <= kit.MaxOverflow {
		rare = append(rare, first...)
	} else {
		for _, b := range first {
			ends = append(ends, b)
		}
	}
	return row.WithOverflow(append(rare, after...)...), ends
}

// folded is the list without the buttons that would be more than three, which go behind ⋯. The one that takes the filters away is
// the first, as their form can do that, too; unless nothing is left with them, when it is what people need. Then come the last ones of
// what the list is for.
func (l List) folded(s command.Screen) (List, []kit.Button) {
	n := 1 + len(l.Extra) // with the one that shares it
	if s.Filters {
		n++
	}
	var widen, extra []kit.Button
	if !l.Widen.IsZero() {
		if n++; n > maxTools && l.Count > 0 {
			widen = append(widen, l.widen(s))
			l.Widen, n = line.Line{}, n-1
		}
	}
	for ; n > maxTools && len(l.Extra) > 0; n-- {
		last := len(l.Extra) - 1
		b, ok := l.Extra[last].(kit.Button)
		if !ok {
			break
		}
		extra, l.Extra = append([]kit.Button{b}, extra...), l.Extra[:last]
	}
	return l, append(extra, widen...)
}

func (l List) widen(s command.Screen) kit.Button {
	return line.Button("unfold", s.Say("button.all"), l.Widen)
}

// rare are the buttons that are needed least, without the ends of the list, which stand between them.
func (l List) rare(s command.Screen) (before, after []kit.Button) {
	before = []kit.Button{RefreshButton(s, l.Page.Offset, l.Page.Total)}
	if s.Sheet && l.Page.Total > 0 {
		before = append(before, line.Button("export", s.Say("button.csv"), line.Export(line.This(s))))
	}
	if l.Web != "" {
		after = append(after, WebButton(s, l.Web))
	}
	return before, append(after, l.Rare...)
}

// ends are the buttons for the first page and for the last. One that is a page away has a button in the pager.
func (l List) ends(s command.Screen) (row []kit.Button) {
	if l.Page.Offset > paged.PageSize {
		row = append(row, l.turn(s, "first", "list.first", 0))
	}
	if last := paged.LastOffset(l.Page.Total); last > l.Page.Offset+paged.PageSize {
		row = append(row, l.turn(s, "last", "list.last", last))
	}
	return row
}
