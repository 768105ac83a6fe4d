// Package recent remembers what happened a short while ago, for things that happen often: nothing is swept one by one.
package recent

import (
	"hash/maphash"
	"sync"
	"time"
)

// Map remembers values for a while: at least for its life, at most for twice as long. It is safe for concurrent use.
type Map[K comparable, V any] struct {
	life time.Duration

	mu         sync.Mutex
	began      time.Time // when young did
	young, old map[K]V
}

// NewMap makes an empty Map.
func NewMap[K comparable, V any](life time.Duration) *Map[K, V] {
	return &Map[K, V]{life: life, began: time.Now(), young: map[K]V{}}
}

// GetOrAdd returns the value that is remembered for a key, or else the one that add makes, which is remembered then.
func (m *Map[K, V]) GetOrAdd(key K, add func() V) (value V, known bool) {
	m.mu.Lock()
	defer m.mu.Unlock()
	switch past := time.Since(m.began); {
	case past >= 2*m.life:
		m.young, m.old, m.began = map[K]V{}, nil, time.Now()
	case past >= m.life:
		m.young, m.old, m.began = make(map[K]V, len(m.young)/2), m.young, time.Now()
	}
	if value, known = m.young[key]; known {
		return value, true
	}
	if value, known = m.old[key]; known {
		return value, true
	}
	value = add()
	m.young[key] = value
	return value, false
}

// Set remembers for a while that something was seen: by a hash of its name, eight bytes each. It is safe for concurrent use.
type Set struct {
	seed  maphash.Seed
	known *Map[uint64, struct{}]
}

// NewSet makes an empty Set.
func NewSet(life time.Duration) *Set {
	return &Set{seed: maphash.MakeSeed(), known: NewMap[uint64, struct{}](life)}
}

// First reports whether it is the first time that a name is seen.
func (s *Set) First(name string) bool {
	_, known := s.known.GetOrAdd(maphash.String(s.seed, name), func() struct{} { return struct{}{} })
	return !known
}
