package commands

import (
	"context"
	"strconv"
	"tcabot/api"
	"tcabot/commands/kit"
	"tcabot/commands/spec"
)

// PageSize is how many entries a page shows: about one phone screen, and far below Slack's limits for a message even
// with names of the greatest length.
const PageSize = 10

// fetchPage gets the page a person asked for. When the list has shrunk below it, the last page comes instead and the
// request says so.
func fetchPage[T any](ctx context.Context, r *spec.Request, fetch func(context.Context, api.Window) (api.Page[T], error)) (api.Page[T], error) {
	offset := r.Page.Offset - r.Page.Offset%PageSize
	p, err := fetch(ctx, api.Window{Offset: offset, Limit: PageSize})
	if err != nil || len(p.Items) > 0 || p.Total == 0 {
		return p, err
	}
	r.Page.Moved(lastOffset(p.Total))
	return fetch(ctx, api.Window{Offset: r.Page.Offset, Limit: PageSize})
}

// cutPage makes a page of a list that TCA only gives whole.
func cutPage[T any](r *spec.Request, whole api.Page[T]) api.Page[T] {
	whole.Total = len(whole.Items)
	whole.Offset = r.Page.Offset - r.Page.Offset%PageSize
	if whole.Offset >= whole.Total && whole.Total > 0 {
		whole.Offset = lastOffset(whole.Total)
		r.Page.Moved(whole.Offset)
	}
	whole.Items = whole.Items[min(whole.Offset, whole.Total):min(whole.Offset+PageSize, whole.Total)]
	return whole
}

func lastOffset(total int) int { return max(0, (total-1)/PageSize*PageSize) }

// list is a screen with a page of things.
type list struct {
	title string // heading
	page  api.Page[struct{}]
	count int // entries on this page
	rows  kit.Rows
	empty kit.Line // said instead of rows
	menu  kit.Menu // opens one of the entries
}

// view lays the screen out: title, where we are, entries, what has changed, buttons.
func (l list) view(s spec.Screen) kit.Message {
	m := kit.Message{kit.Heading(l.title)}
	if s.Moved {
		m = append(m, kit.Para(kit.Phrase(s.Words, "list.moved")))
	}
	if s.Was > 0 && s.Was != l.page.Total {
		m = append(m, kit.Para(kit.Phrase(s.Words, "list.changed", "Was", s.Was, "Now", l.page.Total)))
	}
	if l.count == 0 {
		m = append(m, kit.Para(l.empty))
	} else {
		m = append(m, l.rows)
	}
	m = append(m, kit.Note(l.where(s)))
	if pager := l.pager(s); len(pager) > 0 {
		m = append(m, pager)
	}
	m = append(m, l.tools(s))
	if s.By != "" {
		m = append(m, kit.Note(kit.Phrase(s.Words, "share.by", "Person", kit.Person(s.By))))
	}
	return m
}

// where says which part of how many entries this is and how fresh.
func (l list) where(s spec.Screen) kit.Line {
	fetched := kit.When(l.page.At, "")
	if l.count == 0 {
		return kit.Phrase(s.Words, "list.fetched", "When", fetched)
	}
	return kit.Phrase(s.Words, "list.where", "From", l.page.Offset+1, "To", l.page.Offset+l.count, "Total", l.page.Total,
		"Page", l.number(), "Pages", l.pages(), "When", fetched)
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
		Label: s.Say("list.jump", "Page", l.number(), "Pages", l.pages()),
		Value: l.state(s, l.page.Offset, false),
	})
}

// tools is the row under the pager: open an entry, ask TCA again, show the page to everybody.
func (l list) tools(s spec.Screen) kit.Buttons {
	var row kit.Buttons
	if len(l.menu.Options) > 0 {
		row = append(row, l.menu)
	}
	row = append(row, refresh(s, l.page.Offset, l.page.Total))
	if s.By == "" {
		row = append(row, share(s, l.page.Offset, l.page.Total))
	}
	return row
}

func (l list) state(s spec.Screen, offset int, fresh bool) string {
	return spec.State{Line: s.Line, Offset: offset, Was: l.page.Total, Fresh: fresh, By: s.By}.String()
}

// refresh is the button that asks TCA again, whatever is remembered.
func refresh(s spec.Screen, offset, total int) kit.Button {
	return kit.Button{
		ID: "run/refresh", Label: s.Say("button.refresh"),
		Value: spec.State{Line: s.Line, Offset: offset, Was: total, Fresh: true, By: s.By}.String(),
	}
}

// share is the button that shows this screen to everybody in the conversation, after saying who that is.
func share(s spec.Screen, offset, total int) kit.Button {
	return kit.Button{
		ID: "share/open", Label: s.Say("button.share"),
		Value: spec.State{Line: s.Line, Offset: offset, Was: total}.String(),
	}
}

// runs is a button that runs a line.
func runs(id, label, line string) kit.Button {
	return kit.Button{ID: "run/" + id, Label: label, Value: spec.State{Line: line}.String()}
}

// bare is a page's position without its items, so that list needs no type parameter.
func bare[T any](p api.Page[T]) api.Page[struct{}] {
	return api.Page[struct{}]{Total: p.Total, Offset: p.Offset, At: p.At}
}

// teamWord is how a team is written in a line so that it means the same to everybody.
func teamWord(t api.TeamRef) string { return t.Org + "/" + t.Team }

// repoWord is the same for a repository.
func repoWord(r api.RepoRef) string { return teamWord(r.TeamRef) + "#" + strconv.FormatInt(r.ID, 10) }
