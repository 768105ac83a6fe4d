package command

import (
	"context"
	"tcabot/api"
	"tcabot/commands/kit"
)

// List is a command whose answer is a page of a list, all of which can be had as a file. What the list is about, how
// its entries are fetched and how they are narrowed is said once: the screen and the file both follow from it. A is what
// the command takes, D what the list is about, T one entry, V what the view shows. [DefineList] makes a Command of it.
type List[A, D, T, V any] struct {
	Name     string        // as in Def
	Access   Access        // as in Def
	Examples []string      // as in Def
	Args     func(*A) Args // as in Def
	Personal func(*A) bool // as in Def

	// Find finds what the list is about. It completes the arguments as Def.Run may, with what is meant when a filter is
	// left out too. nil for a list that is about nothing in particular.
	Find func(context.Context, *Request, *A) (D, error)
	// Fetch gives the function that fetches a window of the list. It asks TCA nothing itself.
	Fetch func(*Request, *A, D) Fetcher[T]
	// Show makes what the view shows of the wanted page. Either Show or Load is set.
	Show func(*Request, *A, D, api.Page[T]) V
	// Load gets what the view shows where that is more than a page as TCA orders it: other parts beside the list, an order
	// of the bot's own, figures over the whole list.
	Load func(context.Context, *Request, *A, D, Fetcher[T]) (V, error)
	// View shows it, as in Def.
	View func(Screen, V) kit.Message
	// File says how the list is written to a file.
	File func(*Request, D) File[T]
}

// Fetcher fetches a window of a list. One of a list that TCA only gives whole ignores the window.
type Fetcher[T any] func(context.Context, api.Window) (api.Page[T], error)

// File is how a list is written to a file: Row has a cell for each column of Head.
type File[T any] struct {
	Name string // without its ending
	Head []string
	Row  func(T) []string
}

// Sheet makes a file of a whole list, as NewSheet does.
func (f File[T]) Sheet(ctx context.Context, fetch Fetcher[T]) (Sheet, error) {
	return NewSheet(ctx, f.Name, f.Head, fetch, f.Row)
}

// DefineList makes a Command of a List. NewBook refuses one that lacks a function it needs.
func DefineList[A, D, T, V any](l List[A, D, T, V]) Command {
	c := Define(Def[A, V]{
		Name: l.Name, Access: l.Access, Examples: l.Examples, Args: l.Args, Personal: l.Personal,
		Run: l.run, View: l.View, Sheet: l.sheet,
	})
	switch {
	case l.Fetch == nil || l.View == nil || l.File == nil:
		c.flaw = "a list needs Fetch, View and File"
	case (l.Show == nil) == (l.Load == nil):
		c.flaw = "a list needs either Show or Load"
	}
	return c
}

func (l List[A, D, T, V]) run(ctx context.Context, r *Request, a *A) (V, error) {
	var none V
	of, err := l.find(ctx, r, a)
	if err != nil {
		return none, err
	}
	if l.Load != nil {
		return l.Load(ctx, r, a, of, l.Fetch(r, a, of))
	}
	page, err := FetchPage(ctx, r, l.Fetch(r, a, of))
	if err != nil {
		return none, err
	}
	return l.Show(r, a, of, page), nil
}

func (l List[A, D, T, V]) sheet(ctx context.Context, r *Request, a *A) (Sheet, error) {
	of, err := l.find(ctx, r, a)
	if err != nil {
		return Sheet{}, err
	}
	return l.File(r, of).Sheet(ctx, l.Fetch(r, a, of))
}

func (l List[A, D, T, V]) find(ctx context.Context, r *Request, a *A) (D, error) {
	if l.Find == nil {
		var none D
		return none, nil
	}
	return l.Find(ctx, r, a)
}
