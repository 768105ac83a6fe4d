// Package paged has the commands that show a page of a list: how its entries are fetched, windowed, joined and sorted, and how
// the whole list becomes a file.
package paged

import (
	"context"
	"tcabot/api"
	"tcabot/commands/command"
	"tcabot/commands/kit"
)

// List is a command that shows a page of a list, all of which can be exported to a file. The subject of the list, its
// filters and how its entries are fetched are defined once, for the screen and the file. A is the type of the arguments,
// D of the subject, T of an entry, V of the data for the view. [Define] makes a Command of it.
type List[A, D, T, V any] struct {
	Name     string                // as in command.Def
	Access   command.Access        // as in command.Def
	Examples []string              // as in command.Def
	Args     func(*A) command.Args // as in command.Def
	Personal func(*A) bool         // as in command.Def

	// Find finds the subject of the list. Like Def.Run it may complete the arguments, also with the defaults of filters.
	// It is nil for a list without a subject.
	Find func(context.Context, *command.Request, *A) (D, error)
	// Fetch returns the function that fetches a window of the list. It makes no request itself.
	Fetch func(*command.Request, *A, D) Fetcher[T]
	// Show converts the requested page for the view. Either Show or Load is set.
	Show func(*command.Request, *A, D, api.Page[T]) V
	// Load fetches the data for the view where that is more than a page in TCA's order: other parts, an order of the
	// bot's own, totals of the whole list.
	Load func(context.Context, *command.Request, *A, D, Fetcher[T]) (V, error)
	// View shows it, as in Def.
	View func(command.Screen, V) kit.Message
	// File defines how the list is written to a file.
	File func(*command.Request, D) File[T]
}

// Fetcher fetches a window of a list. It ignores the window where TCA only returns the whole list.
type Fetcher[T any] func(context.Context, api.Window) (api.Page[T], error)

// File is how a list is written to a file: Row has a cell for each column of Head.
type File[T any] struct {
	Name string // without its extension
	Head []string
	Row  func(T) []string
}

// Sheet makes a file of a whole list, as NewSheet does.
func (f File[T]) Sheet(ctx context.Context, fetch Fetcher[T]) (command.Sheet, error) {
	return NewSheet(ctx, f.Name, f.Head, fetch, f.Row)
}

// Define makes a Command of a List. NewBook rejects one that lacks a required function.
func Define[A, D, T, V any](l List[A, D, T, V]) command.Command {
	var flaw string
	switch {
	case l.Fetch == nil || l.View == nil || l.File == nil:
		flaw = "a list needs Fetch, View and File"
	case (l.Show == nil) == (l.Load == nil):
		flaw = "a list needs either Show or Load"
	}
	return command.Define(command.Def[A, V]{
		Flaw: flaw, Name: l.Name, Access: l.Access, Examples: l.Examples, Args: l.Args, Personal: l.Personal,
		Run: l.run, View: l.View, Sheet: l.sheet,
	})
}

func (l List[A, D, T, V]) run(ctx context.Context, r *command.Request, a *A) (V, error) {
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

func (l List[A, D, T, V]) sheet(ctx context.Context, r *command.Request, a *A) (command.Sheet, error) {
	of, err := l.find(ctx, r, a)
	if err != nil {
		return command.Sheet{}, err
	}
	return l.File(r, of).Sheet(ctx, l.Fetch(r, a, of))
}

func (l List[A, D, T, V]) find(ctx context.Context, r *command.Request, a *A) (D, error) {
	if l.Find == nil {
		var none D
		return none, nil
	}
	return l.Find(ctx, r, a)
}
