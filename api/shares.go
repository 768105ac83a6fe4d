package api

import (
	"context"
	"sync"
)

// perLogin is how many requests of one login are sent to TCA at once: as many as one command sends. A login that asks for
// more waits for its own answers, and leaves the other connections to the others.
const perLogin = 6

// shares keeps one login from taking all connections to a server. It is safe for concurrent use.
type shares struct {
	mu      sync.Mutex
	byOwner map[string]*share
}

// share is one owner's part of the connections, while somebody uses it.
type share struct {
	users  int
	places chan struct{}
}

func newShares() *shares { return &shares{byOwner: map[string]*share{}} }

// enter waits for a place among the owner's requests, which leave gives back. The error is the cause of the context.
// Requests without an owner do not wait.
func (s *shares) enter(ctx context.Context, owner string) (leave func(), err error) {
	if owner == "" {
		return func() {}, nil
	}
	s.mu.Lock()
	mine := s.byOwner[owner]
	if mine == nil {
		mine = &share{places: make(chan struct{}, perLogin)}
		s.byOwner[owner] = mine
	}
	mine.users++
	s.mu.Unlock()
	forget := func() {
		s.mu.Lock()
		defer s.mu.Unlock()
		if mine.users--; mine.users == 0 {
			delete(s.byOwner, owner)
		}
	}
	select {
	case mine.places <- struct{}{}:
		return func() { <-mine.places; forget() }, nil
	case <-ctx.Done():
		forget()
		return nil, context.Cause(ctx)
	}
}
