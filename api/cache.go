package api

import (
	"context"
	"time"
)

// Cache is what a Client reads through. Package cached implements it.
type Cache interface {
	// Load returns what is remembered under key, else what fetch returns, and when that was fetched. With fresh set it
	// fetches anyway. It never keeps what came with an error. The body must not be changed.
	Load(ctx context.Context, key Key, fresh bool, fetch func(context.Context) ([]byte, error)) (body []byte, at time.Time, err error)
	// Drop forgets the owner's entries whose path begins with prefix.
	Drop(owner, prefix string)
}

// Key names a remembered answer.
type Key struct {
	Owner string // whose token fetched it
	Path  string // path and encoded query
}

type freshKey struct{}

// Fresh makes calls under the context ask TCA whatever is remembered.
func Fresh(ctx context.Context) context.Context { return context.WithValue(ctx, freshKey{}, true) }

type passingKey struct{}

// Passing makes calls under the context neither read nor keep what is remembered: for lists walked once, to their end.
func Passing(ctx context.Context) context.Context {
	return context.WithValue(ctx, passingKey{}, true)
}

func isPassing(ctx context.Context) bool { return ctx.Value(passingKey{}) != nil }

func isFresh(ctx context.Context) bool { return ctx.Value(freshKey{}) != nil }
