// Package origin notes what a result is made of, so that it can be remembered for exactly as long as all of it holds.
//
// Whoever wants to remember the result of some work does the work with the context of [Watch]. Whatever the work reads
// says so: a cache of TCA's answers with [Use], and what cannot tell for how long it holds (a database, Slack) with
// [Unknown]. Outside of such a context both do nothing.
package origin

import (
	"context"
	"iter"
	"maps"
	"sync"
)

// Part is something that was read. Its method is called concurrently.
type Part interface {
	// Current reports whether a second reading would return the same, without asking anybody.
	Current() bool
}

// Origin is what a result is made of. It is safe for concurrent use.
type Origin struct {
	mu      sync.Mutex
	parts   map[Part]struct{}
	unknown bool
	effects []func()
}

type (
	key       struct{}
	postponed struct{}
)

// Watch returns a context for work whose origin is noted.
func Watch(ctx context.Context) (context.Context, *Origin) {
	o := &Origin{}
	return context.WithValue(ctx, key{}, o), o
}

func of(ctx context.Context) *Origin {
	o, _ := ctx.Value(key{}).(*Origin)
	return o
}

// Use notes that a part was read.
func Use(ctx context.Context, p Part) {
	if o := of(ctx); o != nil {
		o.mu.Lock()
		defer o.mu.Unlock()
		if o.parts == nil {
			o.parts = make(map[Part]struct{})
		}
		o.parts[p] = struct{}{}
	}
}

// Unknown notes that something was read, or changed, of which nobody can say for how long it holds.
func Unknown(ctx context.Context) {
	if o := of(ctx); o != nil {
		o.mu.Lock()
		defer o.mu.Unlock()
		o.unknown = true
	}
}

// Postpone returns a context for work whose result nobody uses yet.
func Postpone(ctx context.Context) context.Context {
	return context.WithValue(ctx, postponed{}, true)
}

// Effect does something now, unless the work is postponed, and again each time that the result is used.
func Effect(ctx context.Context, do func()) {
	if ctx.Value(postponed{}) == nil {
		do()
	}
	if o := of(ctx); o != nil {
		o.mu.Lock()
		defer o.mu.Unlock()
		o.effects = append(o.effects, do)
	}
}

// Known reports whether all that was read is known, and something was.
func (o *Origin) Known() bool {
	o.mu.Lock()
	defer o.mu.Unlock()
	return !o.unknown && len(o.parts) > 0
}

// Current reports whether all parts are current.
func (o *Origin) Current() bool {
	o.mu.Lock()
	defer o.mu.Unlock()
	for p := range o.parts {
		if !p.Current() {
			return false
		}
	}
	return true
}

// Repeat does the effects of the work again.
func (o *Origin) Repeat() {
	for _, do := range o.effects { // complete since the work ended
		do()
	}
}

// Parts are what was read, once the work has ended.
func (o *Origin) Parts() iter.Seq[Part] { return maps.Keys(o.parts) }

// Size estimates how much memory the note takes, in bytes.
func (o *Origin) Size() int64 { return int64(128 + 40*len(o.parts) + 48*cap(o.effects)) }
