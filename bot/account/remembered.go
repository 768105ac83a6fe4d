package account

import (
	"sync"
	"time"

	gocache "github.com/patrickmn/go-cache"
)

// remembered is what the database said a moment ago, by key. It is safe for concurrent use.
type remembered[T any] struct {
	mu      sync.Mutex
	known   *gocache.Cache
	most    int           // how many values are kept
	life    time.Duration // of what is known; nothing is unless it is positive
	changes int           // how often something was changed here
}

func newRemembered[T any](most int, life time.Duration) *remembered[T] {
	return &remembered[T]{known: gocache.New(gocache.NoExpiration, time.Minute), most: most, life: life}
}

func (r *remembered[T]) get(key string) (value T, ok bool) {
	known, ok := r.known.Get(key)
	if !ok {
		return value, false
	}
	return known.(T), true
}

// read returns what is remembered, or fetches it. What it fetched is remembered if fetch says so, unless something was
// changed meanwhile.
func (r *remembered[T]) read(key string, fetch func() (value T, keep bool, err error)) (T, error) {
	if known, ok := r.get(key); ok {
		return known, nil
	}
	r.mu.Lock()
	before, began := r.changes, time.Now()
	r.mu.Unlock()
	value, keep, err := fetch()
	if err != nil {
		return value, err
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	left := r.life - time.Since(began) // what was read may be as old as that
	if left > 0 && keep && r.changes == before && r.known.ItemCount() < r.most {
		r.known.Set(key, value, left)
	}
	return value, nil
}

// changed forgets everything: changes are rare, and what is remembered is a moment old.
func (r *remembered[T]) changed() {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.changes++
	r.known.Flush()
}
