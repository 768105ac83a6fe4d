package directory

import (
	"time"

	gocache "github.com/patrickmn/go-cache"
)

// memory is a bounded cache whose values expire. It is safe for concurrent use.
type memory[T any] struct {
	most  int
	items *gocache.Cache
}

func newMemory[T any](most int) *memory[T] {
	return &memory[T]{most: most, items: gocache.New(gocache.NoExpiration, 0)}
}

func (m *memory[T]) get(key string) (value T, ok bool) {
	found, ok := m.items.Get(key)
	if !ok {
		return value, false
	}
	return found.(T), true
}

// set remembers a value. When there is no room, a tenth of the others is forgotten, whichever they are: they are asked
// for again when they are needed.
func (m *memory[T]) set(key string, value T, life time.Duration) {
	if m.items.ItemCount() >= m.most {
		m.items.DeleteExpired()
	}
	if m.items.ItemCount() >= m.most {
		spare := m.most/10 + 1
		for other := range m.items.Items() {
			if spare == 0 {
				break
			}
			m.items.Delete(other)
			spare--
		}
	}
	m.items.Set(key, value, life)
}

func (m *memory[T]) forget(key string) { m.items.Delete(key) }

func (m *memory[T]) clear() { m.items.Flush() }
