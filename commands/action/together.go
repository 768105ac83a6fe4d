package action

import (
	"context"
	"sync"
)

// Together makes the steps of changes that TCA takes in one request: the first step that is made sends the request, and the
// others take its answer.
type Together[T any] struct {
	Read func(context.Context) (T, error) // the present state, from TCA
	Send func(context.Context) (T, error) // makes all changes, and returns the state that TCA has then
	// State is what a state says of one of the changes.
	State func(T, Change) State
}

// Steps are the steps of the changes. A step leaves alone what is no longer as its change says it was before.
func (g Together[T]) Steps(changes []Change) []Step {
	now := &Snapshot[T]{Fetch: g.Read}
	sent := &Snapshot[T]{Fetch: func(ctx context.Context) (T, error) {
		defer now.Expire()
		return g.Send(ctx)
	}}
	steps := make([]Step, len(changes))
	for i, c := range changes {
		state := func(s *Snapshot[T]) func(context.Context) (State, error) {
			return func(ctx context.Context) (State, error) {
				all, err := s.Read(ctx)
				if err != nil {
					return State{}, err
				}
				return g.State(all, c), nil
			}
		}
		steps[i] = Step{Change: c, Look: state(now), Do: state(sent), Seen: func(now string) bool { return now == c.Before }}
	}
	return steps
}

// Snapshot is what several steps look at: it is fetched once, and once more after something was changed. It is safe for
// concurrent use.
type Snapshot[T any] struct {
	Fetch func(context.Context) (T, error)

	mu      sync.Mutex
	fetched bool
	value   T
	err     error
}

// Read returns what was fetched, also if that is an error.
func (s *Snapshot[T]) Read(ctx context.Context) (T, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if !s.fetched {
		s.value, s.err = s.Fetch(ctx)
		s.fetched = true
	}
	return s.value, s.err
}

// Expire makes the next Read fetch again.
func (s *Snapshot[T]) Expire() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.fetched = false
}
