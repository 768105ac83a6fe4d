package cached

import (
	"context"
	"fmt"
	"math/rand/v2"
	"runtime"
	"sync"
	"tcabot/api"
	"testing"
	"time"
	"weak"
)

// recount counts what a cache holds, entry by entry.
func (c *Cache) recount(t *testing.T) {
	t.Helper()
	c.mu.Lock()
	defer c.mu.Unlock()
	var bytes int64
	full := 0
	for key, e := range c.entries {
		bytes += e.size()
		if !e.empty {
			full++
		}
		switch _, stored := c.store.Items()[key]; {
		case !stored:
			t.Errorf("%s is accounted for and not stored", key)
		case e.el == nil || e.el.Value.(*entry) != e:
			t.Errorf("%s is in no list", key)
		case e.empty != (e.value == nil) || e.empty && e.bytes != 0:
			t.Errorf("%s: empty %t with %d bytes", key, e.empty, e.bytes)
		}
	}
	if bytes != c.bytes || full != c.order.Len() || len(c.entries) != c.order.Len()+c.emptied.Len() || len(c.entries) != c.store.ItemCount() {
		t.Errorf("accounts say %d bytes and %d+%d entries, there are %d and %d of %d, %d stored", c.bytes, c.order.Len(), c.emptied.Len(), bytes, full, len(c.entries), c.store.ItemCount())
	}
	if len(c.active) != 0 {
		t.Errorf("%d owners are active", len(c.active))
	}
}

// TestAccountsOfManyAtOnce: whatever many do at once, the accounts are those of what there is, within the bounds.
func TestAccountsOfManyAtOnce(t *testing.T) {
	for _, conf := range []Config{
		{TTL: time.Hour, MaxBytes: 30_000, MaxEntries: 30}, {TTL: time.Hour, MaxBytes: 200_000, MaxEntries: 1000}, {TTL: 3 * time.Millisecond, MaxBytes: 60_000, MaxEntries: 40},
	} {
		c := newSwept(conf, 0) // a sweep in the middle of the count would have deleted what is not yet taken out of the accounts
		var all sync.WaitGroup
		for seed := range uint64(6) {
			all.Go(func() {
				dice := rand.New(rand.NewPCG(seed, 1))
				page := func(ctx context.Context, owner string) {
					key := api.Key{Owner: owner, Path: fmt.Sprint("/", dice.IntN(40))}
					size, fails := dice.IntN(3000), dice.IntN(20) == 0
					_, _, _ = c.Load(ctx, key, dice.IntN(8) == 0, func(context.Context) (any, error) {
						if fails {
							return nil, api.ErrForbidden
						}
						return string(make([]byte, size)), nil
					})
				}
				for range 1500 {
					owner := fmt.Sprint("T|U", dice.IntN(3), "|1.0")
					switch dice.IntN(10) {
					case 0:
						c.DropOwners(owner[:4])
					case 1:
						c.Drop(owner, "/1")
					case 2:
						c.store.DeleteExpired()
					case 3, 4, 5:
						page(t.Context(), owner)
					default:
						name := fmt.Sprint("list ", dice.IntN(30))
						if _, ok := c.Made(owner, name); !ok {
							c.Make(t.Context(), owner, name, func(ctx context.Context) (any, bool) {
								page(ctx, owner)
								page(ctx, owner)
								return "made", true
							})
						}
					}
					if s := c.Stats(); s.Entries > conf.MaxEntries+6 {
						t.Errorf("%d entries", s.Entries)
					}
				}
			})
		}
		all.Wait()
		c.recount(t)
		if s := c.Stats(); s.Bytes > conf.MaxBytes || s.Entries > conf.MaxEntries {
			t.Errorf("bounds of %+v: %+v", conf, s)
		}
	}
}

// TestSmallCacheRemembers: with little room, what is left of answers does not take all of it.
func TestSmallCacheRemembers(t *testing.T) {
	const room = 200_000
	c := New(Config{TTL: time.Hour, MaxBytes: room})
	make1 := func(i int) {
		c.Make(t.Context(), "a", fmt.Sprint("list ", i), func(ctx context.Context) (any, bool) {
			_, _, err := c.Load(ctx, api.Key{Owner: "a", Path: fmt.Sprint("/", i)}, false, func(context.Context) (any, error) { return string(make([]byte, 3000)), nil })
			return "made", err == nil
		})
	}
	for i := range 2000 {
		make1(i)
		if s := c.Stats(); s.Bytes > room {
			t.Fatalf("after %d: %+v", i, s)
		}
	}
	remembered := 0
	for i := range 2000 {
		if c.Remembers("a", fmt.Sprint("list ", i)) {
			remembered++
		}
	}
	if remembered < 20 || !c.Remembers("a", "list 1999") {
		t.Errorf("%d answers are remembered in %d bytes", remembered, room)
	}
	c.recount(t)
}

// TestOldAnswersAreLetGo: what was made of an answer does not hold it once there is a newer one.
func TestOldAnswersAreLetGo(t *testing.T) {
	c := New(Config{TTL: time.Hour})
	var old weak.Pointer[[1 << 16]byte]
	for i := range 2 {
		c.Make(t.Context(), "a", fmt.Sprint("list ", i), func(ctx context.Context) (any, bool) {
			_, _, err := c.Load(ctx, api.Key{Owner: "a", Path: "/x"}, true, func(context.Context) (any, error) {
				page := new([1 << 16]byte)
				if i == 0 {
					old = weak.Make(page)
				}
				return page, nil
			})
			return "made", err == nil
		})
	}
	runtime.GC()
	if old.Value() != nil {
		t.Error("an answer that was fetched again is still in memory, and not accounted for")
	}
	runtime.KeepAlive(c)
}
