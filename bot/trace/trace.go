// Package trace makes every line of the log say which question it is about: what Slack delivered, how it was asked, which
// command it runs, and the reference that the person is shown when it fails. They travel in the context.
package trace

import (
	"context"
	"crypto/rand"
	"log/slog"
	"sync/atomic"
)

// question is what a context is about.
type question struct {
	id, ref, surface string
	command          atomic.Pointer[string] // once it is known
}

type key struct{}

// refLength is the length of a reference, in characters: people read it to somebody.
const refLength = 8

// NewRef makes a reference.
func NewRef() string { return rand.Text()[:refLength] }

// Begin returns a context about a question: its ID is that of what Slack delivered.
func Begin(ctx context.Context, id, surface string) context.Context {
	return context.WithValue(ctx, key{}, &question{id: id, ref: NewRef(), surface: surface})
}

// Ref is the reference of the question that a context is about, or a new one.
func Ref(ctx context.Context) string {
	if q, ok := ctx.Value(key{}).(*question); ok {
		return q.ref
	}
	return NewRef()
}

// Command notes which command the question of a context runs.
func Command(ctx context.Context, name string) {
	if q, ok := ctx.Value(key{}).(*question); ok {
		q.command.Store(&name)
	}
}

// Handler adds to each line of a log what its context is about.
type Handler struct{ slog.Handler }

// Handle implements slog.Handler. What a line says itself is not added.
func (h Handler) Handle(ctx context.Context, line slog.Record) error {
	q, ok := ctx.Value(key{}).(*question)
	if !ok {
		return h.Handler.Handle(ctx, line)
	}
	said := map[string]bool{}
	line.Attrs(func(a slog.Attr) bool {
		said[a.Key] = true
		return true
	})
	command := ""
	if name := q.command.Load(); name != nil {
		command = *name
	}
	line = line.Clone()
	for _, a := range []slog.Attr{slog.String("request", q.id), slog.String("surface", q.surface), slog.String("command", command), slog.String("ref", q.ref)} {
		if !said[a.Key] {
			line.AddAttrs(a)
		}
	}
	return h.Handler.Handle(ctx, line)
}

// WithAttrs implements slog.Handler.
func (h Handler) WithAttrs(attrs []slog.Attr) slog.Handler {
	return Handler{h.Handler.WithAttrs(attrs)}
}

// WithGroup implements slog.Handler.
func (h Handler) WithGroup(name string) slog.Handler { return Handler{h.Handler.WithGroup(name)} }
