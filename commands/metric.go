package commands

import (
	"context"
	"slices"
	"strconv"
	"strings"
	"tcabot/api"
	"tcabot/commands/kit"
	"tcabot/commands/spec"
)

// maxSorted is how long a list may be to be put in order here, where TCA does not order it: what one request can bring.
const maxSorted = 1000

// sortedPage gets the page a person asked for, of a list that TCA gives in no order, in an order of ours. A list that
// is too long for that is shown as TCA gives it, and sorted is false.
func sortedPage[T any](
	ctx context.Context, r *spec.Request, fetch func(context.Context, api.Window) (api.Page[T], error), compare func(a, b T) int,
) (page api.Page[T], sorted bool, err error) {
	whole, err := fetch(ctx, api.Window{Limit: maxSorted})
	if err != nil {
		return whole, false, err
	}
	if whole.Total > len(whole.Items) {
		page, err = fetchPage(ctx, r, fetch)
		return page, false, err
	}
	slices.SortStableFunc(whole.Items, compare)
	return cutPage(r, whole), true, nil
}

// beside makes the call that a screen is about, and at the same time others that the screen can do without. The error
// is that of the first; missing names the others that failed.
func beside[T any](ctx context.Context, call func(context.Context) (T, error), others ...part) (got T, missing []string, err error) {
	first := part{call: func(ctx context.Context) error {
		got, err = call(ctx)
		return nil
	}}
	missing, _ = gather(ctx, append(others, first)...) // the first never counts as missing
	return got, missing, err
}

// whose is the name that a filter means: me is the person who asks.
func whose(r *spec.Request, name string) string {
	if isMe(name) {
		return r.Username
	}
	return name
}

// given is a bound of a filter; 0 stands for none.
func given(n int) *int {
	if n == 0 {
		return nil
	}
	return &n
}

// unfiltered is the line that shows more when a list came out empty: the same without filters.
func unfiltered(s spec.Screen, total int, all string) string {
	if total > 0 || s.Line == all {
		return ""
	}
	return all
}

// dotted is a line of facts with dots between them.
type dotted struct{ line kit.Line }

func (d *dotted) add(spans ...kit.Span) {
	if len(d.line) > 0 {
		d.line = append(d.line, kit.Text(" · "))
	}
	d.line = append(d.line, spans...)
}

// change adds how something changed since the scan before, when it did.
func (d *dotted) change(s spec.Screen, c api.ChangeType) {
	if c != api.ChangeNone {
		d.add(kit.Text(name(s, "cc_change", c)))
	}
}

// fileChange adds the same of a file.
func (d *dotted) fileChange(s spec.Screen, c api.FileChange) {
	if c.Valid() {
		d.add(kit.Text(fileChange(s, c)))
	}
}

// fileChange is the word for how a file changed; none for one that did not.
func fileChange(w sayer, c api.FileChange) string {
	if !c.Valid() {
		return ""
	}
	return w.Say("file_change." + c.String())
}

// by adds a person under a label such as "last changed by", when one is known.
func (d *dotted) by(s spec.Screen, label, person string) {
	if person = kit.Name(person, "", 40); person != "" {
		d.add(kit.Phrase(s.Words, label, "Person", person)...)
	}
}

// pathName is a path, cut at its beginning, or its number when nothing of it would be visible.
func pathName(path string, id int64, most int) string {
	return kit.Name(tail(path, most), "#"+number(id), most)
}

// since writes a change behind a figure, in brackets; nothing where nothing changed.
func since(s spec.Screen, change int) string {
	if change == 0 {
		return ""
	}
	return s.Say("metric.since", "Diff", signed(change))
}

// fileTitle is a file's own name, for a heading.
func fileTitle(path string) string {
	path = kit.Clean(path)
	return kit.Name(path[strings.LastIndex(path, "/")+1:], tail(path, 80), 80)
}

// lineSpan writes which lines of a file something takes.
func lineSpan(s spec.Screen, from, to int) string {
	if to <= from {
		return s.Say("span.line", "From", from)
	}
	return s.Say("span.lines", "From", from, "To", to)
}

// plainRate writes a rate for a file of figures.
func plainRate(v float64) string { return strconv.FormatFloat(v, 'f', -1, 64) }
