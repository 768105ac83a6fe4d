package account

import (
	"context"
	"sync"
	"tcabot/commands/command"
	"time"

	gocache "github.com/patrickmn/go-cache"
)

// ProfileMemory is how long a profile is remembered in production. It bounds how long a logout on another replica, or
// whatever else changes there, goes unnoticed here.
const ProfileMemory = 1500 * time.Millisecond

// maxProfiles bounds how many are remembered.
const maxProfiles = 10_000

// profiles remembers for a moment what the database says of people: somebody who pages through a list asks for one screen
// after the other. It is safe for concurrent use.
type profiles struct {
	mu      sync.Mutex
	known   *gocache.Cache
	life    time.Duration // of what is known; nothing is unless it is positive
	changes int           // how often something was changed here
}

func newProfiles(life time.Duration) *profiles {
	return &profiles{known: gocache.New(gocache.NoExpiration, time.Minute), life: life}
}

func profileKey(who command.Who, channel string) string { return person(who) + channel }

func (p *profiles) get(who command.Who, channel string) (command.Profile, bool) {
	known, ok := p.known.Get(profileKey(who, channel))
	if !ok {
		return command.Profile{}, false
	}
	return known.(command.Profile), true
}

// read reads a profile, and remembers it unless something was changed meanwhile. Without a link it is not remembered: who
// has just connected their account, with another replica perhaps, is not asked to connect it.
func (p *profiles) read(ctx context.Context, store Store, who command.Who, channel string) (command.Profile, error) {
	p.mu.Lock()
	before, began := p.changes, time.Now()
	p.mu.Unlock()
	profile, err := store.Profile(ctx, who, channel)
	if err != nil {
		return profile, err
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	left := p.life - time.Since(began) // what was read may be as old as that
	if left > 0 && profile.Missing == nil && p.changes == before && p.known.ItemCount() < maxProfiles {
		p.known.Set(profileKey(who, channel), profile, left)
	}
	return profile, nil
}

// changed forgets everything: changes are rare, and what is remembered is a moment old.
func (p *profiles) changed() {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.changes++
	p.known.Flush()
}
