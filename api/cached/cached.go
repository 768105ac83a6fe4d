// Package cached implements [api.Cache] with go-cache: a read-through cache of TCA's answers, decoded, and of what was made
// of them. It is bounded in bytes and entries, and sends identical requests in flight only once.
package cached

import (
	"container/list"
	"context"
	"errors"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"tcabot/api"
	"tcabot/api/crash"
	"tcabot/api/origin"
	"time"

	gocache "github.com/patrickmn/go-cache"
	"golang.org/x/sync/singleflight"
)

// Config bounds a Cache.
type Config struct {
	TTL        time.Duration // how long an answer is kept; nothing is kept unless it is positive
	MaxBytes   int64         // of all entries together; 20 MiB when zero
	MaxEntries int           // 10,000 when zero
	Flight     time.Duration // limit of one shared request; 15 s when zero
	// Now is the clock by which answers are dated, and grow too old; time.Now when nil. go-cache drops them by the machine's.
	Now func() time.Time
	// Lost is called when TCA rejects an owner's token, or refuses what it showed them before; nil to call nobody. What is
	// remembered for them is dropped before.
	Lost func(ctx context.Context, owner string)
}

// overhead estimates the bytes that an entry takes in addition to its key and value: map slot, list element, headers.
const overhead = 400

// hollowShare is how much of the room entries without a value may take, as a fraction: with more, little room would be left
// for what is made of answers, and for the answers.
const hollowShare = 4

// Cache implements api.Cache. It never returns one owner's entry to another: the owner is part of the key. It is safe for
// concurrent use.
type Cache struct {
	conf    Config
	store   *gocache.Cache // nil when nothing is kept
	flights singleflight.Group

	hits, misses, made atomic.Int64 // see Stats

	mu      sync.Mutex
	order   *list.List // of *entry with a value, the least recently used first
	emptied *list.List // of *entry without one, the oldest first
	bytes   int64
	hollow  int64             // the bytes of emptied, which are part of the others
	entries map[string]*entry // the entries that order and bytes account for, by name
	active  map[string]*owner // owners with a call to Load in progress
	drops   uint64            // number of calls to Drop so far
}

// owner has calls to Load in progress. dropped is the number of the owner's last Drop, or of anybody's last Drop when the
// first of these calls began: an answer that was requested under another number is stale.
type owner struct {
	calls   int
	dropped uint64
}

type entry struct {
	cache *Cache
	key   api.Key
	at    time.Time
	began time.Time // when it was asked for

	// These need the cache's lock.
	value any
	bytes int64         // of the value
	used  bool          // a result was made of it
	empty bool          // its value made room for others; what was made of it still holds
	el    *list.Element // in one of the lists; nil when it is not in the cache, any more or yet
}

var _ api.Cache = (*Cache)(nil)

// minSweep is the shortest time between two sweeps for expired entries. An expired entry is never returned, swept or not.
const minSweep = time.Second

// New returns an empty cache. One with a TTL of zero keeps no answer, but still joins identical requests in flight.
func New(c Config) *Cache { return newSwept(c, max(c.TTL, minSweep)) }

// newSwept is New with the time between two sweeps; never when it is zero.
func newSwept(c Config, sweep time.Duration) *Cache {
	if c.MaxBytes <= 0 {
		c.MaxBytes = 20 << 20
	}
	if c.MaxEntries <= 0 {
		c.MaxEntries = 10_000
	}
	if c.Flight <= 0 {
		c.Flight = 15 * time.Second
	}
	if c.Now == nil {
		c.Now = time.Now
	}
	cache := &Cache{conf: c, order: list.New(), emptied: list.New(), entries: make(map[string]*entry), active: make(map[string]*owner)}
	if c.TTL > 0 { // to go-cache, zero would mean for ever
		cache.store = gocache.New(c.TTL, sweep)
		cache.store.OnEvicted(func(_ string, v any) { cache.evicted(v.(*entry)) })
	}
	return cache
}

func name(k api.Key) string { return strconv.Itoa(len(k.Owner)) + ":" + k.Owner + k.Path }

// Load implements api.Cache. Nothing is fetched for a context that has ended. When a caller's context ends, that call returns
// its cause, and the shared request continues for the others, for at most Config.Flight. A caller who joined a request that
// ran into this limit, or into the budget of who began it, and has not waited that long, sends it again.
func (c *Cache) Load(ctx context.Context, key api.Key, fresh bool, fetch func(context.Context) (any, error)) (any, time.Time, error) {
	if !fresh {
		if f, ok := c.get(key); ok {
			c.hits.Add(1)
			origin.Use(ctx, f.entry)
			return f.value, f.entry.at, nil
		}
	}
	c.misses.Add(1)
	if ctx.Err() != nil { // nobody waits for it
		origin.Unknown(ctx)
		return nil, time.Time{}, context.Cause(ctx)
	}
	if err := api.Spend(ctx); err != nil {
		origin.Unknown(ctx)
		return nil, time.Time{}, err
	}
	before := c.enter(key.Owner)
	defer c.leave(key.Owner)
	flight := name(key) + "\x00" + strconv.FormatUint(before, 10)
	if fresh {
		flight += "\x00fresh" // must not join a request that began before it was asked for
	}
	for began := time.Now(); ; {
		led := false
		done := c.flights.DoChan(flight, func() (any, error) {
			led = true
			return c.fetch(ctx, key, fresh, before, fetch)
		})
		select {
		case <-ctx.Done():
			origin.Unknown(ctx)
			return nil, time.Time{}, context.Cause(ctx)
		case r := <-done:
			f, _ := r.Val.(found)
			switch {
			case r.Err == nil:
				origin.Use(ctx, f.entry)
				return f.value, f.entry.at, nil
			case led || !isOfLeader(r.Err) || ctx.Err() != nil || time.Since(began) >= c.conf.Flight:
				origin.Unknown(ctx) // what is made without this answer is not what is made with it
				return nil, time.Time{}, r.Err
			}
		}
	}
}

// isOfLeader reports whether an error of a shared request is owed to what remained to the caller who began it, of time or of
// requests: others may have more.
func isOfLeader(err error) bool {
	return errors.Is(err, context.DeadlineExceeded) || errors.Is(err, api.ErrBudget)
}

// fetch sends one shared request. It may outlive the caller that started it, but not Config.Flight. A panic becomes an error
// here: nobody else could catch it.
func (c *Cache) fetch(ctx context.Context, key api.Key, fresh bool, before uint64, fetch func(context.Context) (any, error)) (f found, err error) {
	defer func() {
		if p := recover(); p != nil {
			err = crash.Of(p)
		}
	}()
	c.enter(key.Owner)
	defer c.leave(key.Owner)
	if !fresh {
		if f, ok := c.get(key); ok {
			return f, nil // stored since the caller looked
		}
	}
	shared, cancel := context.WithTimeout(context.WithoutCancel(ctx), c.conf.Flight)
	defer cancel()
	began := time.Now()
	value, err := fetch(shared)
	if err != nil {
		c.refused(shared, key, err)
		return f, err
	}
	e := &entry{cache: c, key: key, value: value, at: c.conf.Now(), began: began}
	if c.store != nil {
		e.bytes = sizeOf(value)
	}
	c.put(e, before)
	return found{e, value}, nil
}

// refused drops what is remembered for an owner who has lost the right to see it. To refuse what was never shown takes
// nothing away: many screens have parts that not everybody may see.
func (c *Cache) refused(ctx context.Context, key api.Key, err error) {
	switch {
	case key.Owner == "":
		return
	case errors.Is(err, api.ErrUnauthorized):
	case errors.Is(err, api.ErrForbidden), errors.Is(err, api.ErrNotFound):
		c.mu.Lock()
		_, shown := c.entries[name(key)]
		c.mu.Unlock()
		if !shown {
			return
		}
	default:
		return
	}
	c.Drop(key.Owner, "")
	if c.conf.Lost != nil {
		c.conf.Lost(ctx, key.Owner)
	}
}

// enter registers a call of an owner's, and returns the number that the answer must be stored under.
func (c *Cache) enter(name string) uint64 {
	c.mu.Lock()
	defer c.mu.Unlock()
	o := c.active[name]
	if o == nil {
		o = &owner{dropped: c.drops}
		c.active[name] = o
	}
	o.calls++
	return o.dropped
}

func (c *Cache) leave(name string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if o := c.active[name]; o.calls > 1 {
		o.calls--
	} else {
		delete(c.active, name)
	}
}

// Drop implements api.Cache. Answers to requests of the owner that are in flight are not stored either.
func (c *Cache) Drop(owner, prefix string) {
	c.drop(func(name string) bool { return name == owner }, prefix)
}

// DropOwners forgets the entries of all owners whose name begins with prefix, and keeps none of what is being fetched
// for them right now.
func (c *Cache) DropOwners(prefix string) {
	c.drop(func(name string) bool { return strings.HasPrefix(name, prefix) }, "")
}

func (c *Cache) drop(owned func(owner string) bool, prefix string) {
	c.mu.Lock()
	c.drops++
	for name, o := range c.active {
		if owned(name) {
			o.dropped = c.drops
		}
	}
	var gone []string
	for name, e := range c.entries {
		if owned(e.key.Owner) && strings.HasPrefix(e.key.Path, prefix) {
			gone = append(gone, name)
		}
	}
	c.mu.Unlock()
	for _, k := range gone {
		c.store.Delete(k)
	}
}

// found is an entry with the value that it had.
type found struct {
	entry *entry
	value any
}

func (c *Cache) get(key api.Key) (f found, ok bool) {
	if c.store == nil {
		return f, false
	}
	called := name(key)
	v, ok := c.store.Get(called)
	if !ok {
		return f, false
	}
	e := v.(*entry)
	c.mu.Lock()
	defer c.mu.Unlock()
	if e.el == nil { // it went a moment ago; for a newer one perhaps
		e = c.entries[called]
	}
	if e == nil || e.empty || e.isOld() {
		return f, false
	}
	c.order.MoveToBack(e.el)
	return found{e, e.value}, true
}

// Current implements origin.Part: nothing newer was fetched, nothing was dropped, and it is not too old.
func (e *entry) Current() bool {
	e.cache.mu.Lock()
	defer e.cache.mu.Unlock()
	return e.el != nil && !e.isOld()
}

// isOld reports whether the entry is older than answers are kept.
func (e *entry) isOld() bool { return e.cache.conf.Now().Sub(e.at) > e.cache.conf.TTL }
