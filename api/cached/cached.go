// Package cached remembers what TCA answered: a read-through cache of go-cache behind [api.Cache], bounded in bytes
// and entries, in which identical requests under way are one.
package cached

import (
	"container/list"
	"context"
	"errors"
	"strconv"
	"strings"
	"sync"
	"tcabot/api"
	"time"

	gocache "github.com/patrickmn/go-cache"
	"golang.org/x/sync/singleflight"
)

// Config bounds a Cache.
type Config struct {
	TTL        time.Duration // how long an answer is remembered; 1 min when zero
	MaxBytes   int64         // over all entries; 64 MiB when zero
	MaxEntries int           // 10,000 when zero
	Flight     time.Duration // longest a shared request may take; 15 s when zero
}

// overhead is about what an entry costs beside its key and body: the map's slot, the list's element, headers.
const overhead = 300

// Cache implements api.Cache. Entries of one owner are never given to another: the owner is part of the key.
type Cache struct {
	conf    Config
	store   *gocache.Cache
	flights singleflight.Group

	mu    sync.Mutex
	order *list.List // of *entry, the least lately used first
	bytes int64
	books map[string]*entry // what is counted in order and bytes, by name
	busy  map[string]*owner // those who are asking something right now
	drops uint64            // so far, of everybody
}

// owner is somebody who asks something right now. dropped is which drop was the last when they began, or their own
// last: it tells what they fetched before it from what after.
type owner struct {
	asking  int
	dropped uint64
}

type entry struct {
	key  api.Key
	body []byte
	at   time.Time
	el   *list.Element
}

var _ api.Cache = (*Cache)(nil)

// sweep is how often at most what is too old is looked for; it is never given out, whatever is found when.
const sweep = time.Second

// New makes an empty cache.
func New(c Config) *Cache {
	if c.TTL <= 0 {
		c.TTL = time.Minute
	}
	if c.MaxBytes <= 0 {
		c.MaxBytes = 64 << 20
	}
	if c.MaxEntries <= 0 {
		c.MaxEntries = 10_000
	}
	if c.Flight <= 0 {
		c.Flight = 15 * time.Second
	}
	cache := &Cache{conf: c, store: gocache.New(c.TTL, max(c.TTL, sweep)), order: list.New(), books: make(map[string]*entry), busy: make(map[string]*owner)}
	cache.store.OnEvicted(func(_ string, v any) { cache.evicted(v.(*entry)) })
	return cache
}

func name(k api.Key) string { return strconv.Itoa(len(k.Owner)) + ":" + k.Owner + k.Path }

// Load implements api.Cache. A caller whose context ends leaves; the shared request goes on for the others, for at most
// Config.Flight. Who joined one that took that long, and has not waited as long themselves, asks again.
func (c *Cache) Load(ctx context.Context, key api.Key, fresh bool, fetch func(context.Context) ([]byte, error)) ([]byte, time.Time, error) {
	if !fresh {
		if e, ok := c.get(key); ok {
			return e.body, e.at, nil
		}
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
			return nil, time.Time{}, context.Cause(ctx)
		case r := <-done:
			e, _ := r.Val.(*entry)
			switch {
			case r.Err == nil:
				return e.body, e.at, nil
			case led || !errors.Is(r.Err, context.DeadlineExceeded) || ctx.Err() != nil || time.Since(began) >= c.conf.Flight:
				return nil, time.Time{}, r.Err
			}
		}
	}
}

// fetch is one shared request. It outlives the caller who began it.
func (c *Cache) fetch(ctx context.Context, key api.Key, fresh bool, before uint64, fetch func(context.Context) ([]byte, error)) (*entry, error) {
	c.enter(key.Owner)
	defer c.leave(key.Owner)
	if !fresh {
		if e, ok := c.get(key); ok {
			return e, nil // it came while the caller was on the way here
		}
	}
	shared, cancel := context.WithTimeout(context.WithoutCancel(ctx), c.conf.Flight)
	defer cancel()
	body, err := fetch(shared)
	if err != nil {
		return nil, err
	}
	e := &entry{key: key, body: body, at: time.Now()}
	c.put(e, before)
	return e, nil
}

// enter notes that an owner asks something, and returns their last drop.
func (c *Cache) enter(name string) uint64 {
	c.mu.Lock()
	defer c.mu.Unlock()
	o := c.busy[name]
	if o == nil {
		o = &owner{dropped: c.drops}
		c.busy[name] = o
	}
	o.asking++
	return o.dropped
}

func (c *Cache) leave(name string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if o := c.busy[name]; o.asking > 1 {
		o.asking--
	} else {
		delete(c.busy, name)
	}
}

// Drop implements api.Cache. What is being fetched for the owner right now is not kept either.
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
	for name, o := range c.busy {
		if owned(name) {
			o.dropped = c.drops
		}
	}
	var gone []string
	for el := c.order.Front(); el != nil; el = el.Next() {
		if k := el.Value.(*entry).key; owned(k.Owner) && strings.HasPrefix(k.Path, prefix) {
			gone = append(gone, name(k))
		}
	}
	c.mu.Unlock()
	for _, k := range gone {
		c.store.Delete(k)
	}
}

// Stats is how full the cache is.
type Stats struct {
	Entries int
	Bytes   int64
}

// Stats returns the present state.
func (c *Cache) Stats() Stats {
	c.mu.Lock()
	defer c.mu.Unlock()
	return Stats{Entries: c.order.Len(), Bytes: c.bytes}
}

func (c *Cache) get(key api.Key) (*entry, bool) {
	v, ok := c.store.Get(name(key))
	if !ok {
		return nil, false
	}
	e := v.(*entry)
	c.mu.Lock()
	defer c.mu.Unlock()
	if e.el != nil {
		c.order.MoveToBack(e.el)
	}
	return e, true
}

// put stores an entry unless its owner dropped since, or it alone would take a quarter of the room; then it makes room.
func (c *Cache) put(e *entry, before uint64) {
	if e.size() > c.conf.MaxBytes/4 {
		return
	}
	key := name(e.key)
	c.mu.Lock()
	if o := c.busy[e.key.Owner]; o != nil && o.dropped != before {
		c.mu.Unlock()
		return
	}
	if former := c.books[key]; former != nil {
		c.strike(former)
	}
	e.el = c.order.PushBack(e)
	c.books[key] = e
	c.bytes += e.size()
	c.store.SetDefault(key, e)
	var gone []string
	bytes, entries := c.bytes, c.order.Len()
	for el := c.order.Front(); el != nil && (bytes > c.conf.MaxBytes || entries > c.conf.MaxEntries); el = el.Next() {
		old := el.Value.(*entry)
		bytes -= old.size()
		entries--
		gone = append(gone, name(old.key))
	}
	c.mu.Unlock()
	for _, k := range gone {
		c.store.Delete(k)
	}
}

// evicted hears of an entry that go-cache let go: dropped, pushed out or too old.
func (c *Cache) evicted(e *entry) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.strike(e)
}

// strike takes an entry off the books. Needs the lock.
func (c *Cache) strike(e *entry) {
	if e.el == nil {
		return
	}
	c.order.Remove(e.el)
	c.bytes -= e.size()
	e.el = nil
	delete(c.books, name(e.key))
}

func (e *entry) size() int64 {
	return int64(len(e.body)+2*len(e.key.Path)+2*len(e.key.Owner)) + overhead
}
