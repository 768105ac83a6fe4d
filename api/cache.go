package api

import (
	"context"
	"time"
)

// Cache is the cache that a Client reads through. Package cached implements it. Methods are called concurrently.
type Cache interface {
	// Load calls Spend before it fetches, and returns the decoded answer stored under key, else the one that fetch returns, and when it was fetched. With fresh
	// set it always fetches. It stores nothing when fetch fails. Callers must not change the answer, which they share.
	Load(ctx context.Context, key Key, fresh bool, fetch func(context.Context) (any, error)) (answer any, at time.Time, err error)
	// Drop deletes the owner's entries whose path begins with prefix.
	Drop(owner, prefix string)
}

// Key identifies a cached answer.
type Key struct {
	Owner string // whose token fetched it
	Path  string // path and encoded query
}

type freshKey struct{}

// Fresh returns a context whose calls fetch from TCA even when an answer is cached, and then cache the new one.
func Fresh(ctx context.Context) context.Context { return context.WithValue(ctx, freshKey{}, true) }

// Cached returns a context whose calls take cached answers, also where ctx is that of Fresh.
func Cached(ctx context.Context) context.Context { return context.WithValue(ctx, freshKey{}, false) }

// IsFresh reports whether calls with the context fetch from TCA even when an answer is cached.
func IsFresh(ctx context.Context) bool {
	fresh, _ := ctx.Value(freshKey{}).(bool)
	return fresh
}

type withoutCacheKey struct{}

// WithoutCache returns a context whose calls neither read nor fill the cache: for lists that are walked once, to their end.
func WithoutCache(ctx context.Context) context.Context {
	return context.WithValue(ctx, withoutCacheKey{}, true)
}

func bypassesCache(ctx context.Context) bool { return ctx.Value(withoutCacheKey{}) != nil }

func isFresh(ctx context.Context) bool { return IsFresh(ctx) }
