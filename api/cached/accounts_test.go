package cached

import (
	"context"
	"sync"
	"tcabot/api"
	"testing"
	"time"
)

// TestAccounts stores one key from many goroutines: the accounts must equal what is stored.
func TestAccounts(t *testing.T) {
	c := New(Config{TTL: time.Minute})
	key := api.Key{Owner: "a", Path: "/x"}
	var all sync.WaitGroup
	for range 8 {
		all.Go(func() {
			for i := range 20_000 {
				c.put(&entry{key: key, cache: c, value: make([]byte, i%50), bytes: int64(i % 50), at: time.Now()}, 0)
			}
		})
	}
	all.Wait()
	if s := c.Stats(); s.Entries != 1 {
		t.Errorf("one entry, and yet %+v", s)
	}
	c.Drop("a", "")
	if s := c.Stats(); s.Entries != 0 || s.Bytes != 0 {
		t.Errorf("empty, and yet %+v", s)
	}
}

// TestOwnersAreForgotten: an owner without calls in progress takes no memory.
func TestOwnersAreForgotten(t *testing.T) {
	c := New(Config{TTL: time.Minute})
	for range 3 {
		_, _, err := c.Load(t.Context(), api.Key{Owner: "a", Path: "/x"}, true, func(context.Context) (any, error) {
			c.Drop("a", "")
			if c.active["a"].dropped != c.drops {
				t.Error("a drop is not noted while the owner asks")
			}
			return nil, nil
		})
		if err != nil {
			t.Fatal(err)
		}
		c.Drop("a", "")
	}
	if len(c.active) > 0 {
		t.Errorf("still known: %v", c.active)
	}
}
