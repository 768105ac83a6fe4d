package paged

import (
	"context"
	"iter"
	"strings"
	"tcabot/api"
	"tcabot/commands/command"
	"tcabot/commands/kit"
	"tcabot/commands/locale"
	"time"
	"unicode"
)

// sheetWindow is the window for reading a whole list: few requests, which TCA still answers within a second.
const sheetWindow = 500

// NewSheet makes a command.Sheet of a list. The first window is fetched immediately, to report errors early; the others while the
// rows are read. None are cached, because they would evict the pages that people look at.
func NewSheet[T any](ctx context.Context, file string, head []string, fetch Fetcher[T], row func(T) []string) (command.Sheet, error) {
	first, err := fetch(api.WithoutCache(ctx), api.Window{Limit: sheetWindow})
	if err != nil {
		return command.Sheet{}, err
	}
	w := &walkOf[T]{first: first, fetch: fetch, row: row}
	return command.Sheet{Name: file, Head: head, Total: first.Total, Rows: w.rows, Changed: func() bool { return w.changed }}, nil
}

// walkOf reads a list whose first window was fetched already.
type walkOf[T any] struct {
	first   api.Page[T]
	fetch   Fetcher[T]
	row     func(T) []string
	changed bool // the list changed while it was read: its length differed between windows, or was wrong
}

func (w *walkOf[T]) rows(ctx context.Context) iter.Seq2[[]string, error] {
	return func(yield func([]string, error) bool) {
		w.changed = false
		done := 0
		for one, err := range api.Each(api.WithoutCache(ctx), sheetWindow, w.window) {
			if err != nil {
				yield(nil, err)
				return
			}
			if !yield(w.row(one), nil) {
				return
			}
			done++
		}
		w.changed = w.changed || done != w.first.Total
	}
}

func (w *walkOf[T]) window(ctx context.Context, part api.Window) (api.Page[T], error) {
	if part.Offset == 0 {
		return w.first, nil
	}
	page, err := w.fetch(ctx, part)
	w.changed = w.changed || err == nil && page.Total != w.first.Total
	return page, err
}

// FileName keeps letters and digits of any script and replaces other characters by hyphens.
func FileName(text string) string {
	words := strings.FieldsFunc(text, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) && r != '_' && r != '.' })
	name := strings.Trim(strings.Join(words, "-"), ".")
	if runes := []rune(name); len(runes) > 80 {
		name = string(runes[:80])
	}
	if name == "" {
		return "list"
	}
	return name
}

// ColumnNames are the names of columns.
func ColumnNames(w locale.Sayer, ids ...locale.Key) []string {
	head := make([]string, len(ids))
	for i, id := range ids {
		head[i] = w.Say(id)
	}
	return head
}

// Timestamp formats a time for a file, in the person's time zone. It names the offset: a file is read by others, elsewhere
// and after the clocks change.
func Timestamp(t api.Time, r *command.Request) string {
	if t.IsZero() {
		return ""
	}
	return t.In(r.Zone).Format(time.RFC3339)
}

// NumberOrNone formats a number for a file; empty for zero.
func NumberOrNone[T ~int | ~int64](n T) string {
	if n == 0 {
		return ""
	}
	return kit.Number(n)
}
