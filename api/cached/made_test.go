package cached_test

import (
	"context"
	"errors"
	"fmt"
	"tcabot/api"
	"tcabot/api/cached"
	"tcabot/api/origin"
	"testing"
	"testing/synctest"
	"time"
)

// TestMade: a result is remembered for as long as each answer that it was made of, and no longer.
func TestMade(t *testing.T) {
	key := func(path string) api.Key { return api.Key{Owner: "a", Path: path} }
	for _, tt := range []struct {
		name   string
		while  func(context.Context, *cached.Cache) // beside the two answers that are always used
		then   func(*testing.T, *cached.Cache)
		after  time.Duration
		remade bool
	}{
		{name: "nothing happens"},
		{name: "another's answers go", then: func(_ *testing.T, c *cached.Cache) { c.Drop("b", ""); c.DropOwners("b") }},
		{name: "an answer is fetched again", remade: true, then: func(t *testing.T, c *cached.Cache) {
			t.Helper()
			load(t, c, "a", "/one", true, func() (string, error) { return "newer", nil })
		}},
		{name: "an answer that was not used is fetched again", then: func(t *testing.T, c *cached.Cache) {
			t.Helper()
			load(t, c, "a", "/other", true, func() (string, error) { return "newer", nil })
		}},
		{name: "an answer goes", remade: true, then: func(_ *testing.T, c *cached.Cache) { c.Drop("a", "/two") }},
		{name: "the owner's answers go", remade: true, then: func(_ *testing.T, c *cached.Cache) { c.Drop("a", "") }},
		{name: "the person's answers go", remade: true, then: func(_ *testing.T, c *cached.Cache) { c.DropOwners("a") }},
		{name: "an answer is pushed out", remade: true, then: func(t *testing.T, c *cached.Cache) {
			t.Helper()
			for i := range 20 {
				load(t, c, "b", fmt.Sprint("/", i), false, func() (string, error) { return "x", nil })
			}
		}},
		{name: "just before the oldest answer is too old", after: 59 * time.Second},
		{name: "the oldest answer is too old", after: 61 * time.Second, remade: true},
		{name: "something unknown was read", remade: true, while: func(ctx context.Context, _ *cached.Cache) { origin.Unknown(ctx) }},
		{name: "an answer is missing", remade: true, while: func(ctx context.Context, c *cached.Cache) {
			_, _, err := c.Load(ctx, api.Key{Owner: "a", Path: "/missing"}, false, func(context.Context) (any, error) { return nil, api.ErrUnavailable })
			if err == nil {
				panic("it is there")
			}
		}},
		{name: "an answer would cost too much", remade: true, while: func(ctx context.Context, c *cached.Cache) {
			ctx, cancel := api.Budget(ctx, 0)
			defer cancel()
			_, _, err := c.Load(ctx, api.Key{Owner: "a", Path: "/dear"}, false, func(context.Context) (any, error) { return "x", nil })
			if !errors.Is(err, api.ErrBudget) {
				panic("it is paid for")
			}
		}},
		{name: "the owner's answers go meanwhile", remade: true, while: func(_ context.Context, c *cached.Cache) { c.Drop("a", "") }},
		{name: "an answer goes meanwhile", remade: true, while: func(_ context.Context, c *cached.Cache) { c.Drop("a", "/one") }},
	} {
		t.Run(tt.name, func(t *testing.T) {
			c := cached.New(cached.Config{TTL: time.Minute, MaxEntries: 10}) // outside of the bubble, which its sweeper would never leave
			synctest.Test(t, func(t *testing.T) {
				effects := 0
				value := c.Make(t.Context(), "a", "list", func(ctx context.Context) (any, bool) {
					for _, path := range []string{"/one", "/two", "/one"} {
						if _, _, err := c.Load(ctx, key(path), false, func(context.Context) (any, error) { return "answer", nil }); err != nil {
							t.Error(err)
						}
					}
					origin.Effect(ctx, func() { effects++ })
					if tt.while != nil {
						tt.while(ctx, c)
					}
					return "made", true
				})
				if value != "made" || effects != 1 {
					t.Errorf("made %v, with %d effects", value, effects)
				}
				if tt.then != nil {
					tt.then(t, c)
				}
				time.Sleep(tt.after) // of the bubble's clock
				again, ok := c.Made("a", "list")
				if ok == tt.remade || ok && (again != "made" || effects != 2) {
					t.Errorf("remembered %t: %v, with %d effects", ok, again, effects)
				}
				if _, ok := c.Made("b", "list"); ok {
					t.Error("another person gets it")
				}
			})
		})
	}
}

// TestMadeOfNothing: what is made without an answer of TCA's, or is not worth it, is not remembered.
func TestMadeOfNothing(t *testing.T) {
	c := cached.New(cached.Config{TTL: time.Minute})
	c.Make(t.Context(), "a", "nothing", func(context.Context) (any, bool) { return "x", true })
	c.Make(t.Context(), "a", "unwanted", func(ctx context.Context) (any, bool) {
		_, _, err := c.Load(ctx, api.Key{Owner: "a", Path: "/x"}, false, func(context.Context) (any, error) { return "x", nil })
		if err != nil {
			t.Error(err)
		}
		return "x", false
	})
	none := cached.New(cached.Config{})
	none.Make(t.Context(), "a", "kept by nobody", func(ctx context.Context) (any, bool) {
		_, _, err := none.Load(ctx, api.Key{Owner: "a", Path: "/x"}, false, func(context.Context) (any, error) { return "x", nil })
		if err != nil {
			t.Error(err)
		}
		return "x", true
	})
	for _, cache := range []*cached.Cache{c, none} {
		for _, name := range []string{"nothing", "unwanted", "kept by nobody"} {
			if got, ok := cache.Made("a", name); ok {
				t.Errorf("%s is remembered: %v", name, got)
			}
		}
	}
}

// TestMadeOutlivesItsAnswers: what is asked for again and again stays when the answers that it was made of have made room
// for others, until one of them is fetched again.
func TestMadeOutlivesItsAnswers(t *testing.T) {
	c := cached.New(cached.Config{TTL: time.Minute, MaxEntries: 10})
	ask := func() (fetched bool) {
		c.Make(t.Context(), "a", "list", func(ctx context.Context) (any, bool) {
			_, _, err := c.Load(ctx, api.Key{Owner: "a", Path: "/x"}, false, func(context.Context) (any, error) { fetched = true; return "x", nil })
			return "made", err == nil
		})
		return fetched
	}
	ask()
	for i := range 50 {
		load(t, c, "b", fmt.Sprint("/", i), false, func() (string, error) { return "x", nil })
		if _, ok := c.Made("a", "list"); !ok {
			t.Fatalf("forgotten after %d others", i+1)
		}
		if s := c.Stats(); s.Entries > 10 {
			t.Fatalf("%d entries", s.Entries)
		}
	}
	load(t, c, "a", "/x", false, func() (string, error) { return "newer", nil })
	if _, ok := c.Made("a", "list"); ok {
		t.Error("remembered although the answer is there anew")
	}
	if ask() {
		t.Error("the new answer is not used")
	}
	c.Drop("a", "")
	if _, ok := c.Made("a", "list"); ok || !ask() {
		t.Error("remembered although its owner's answers were dropped")
	}
}

// TestEmptiedAnswersAreBounded: what is left of answers that made room takes next to nothing, and goes in the end.
func TestEmptiedAnswersAreBounded(t *testing.T) {
	c := cached.New(cached.Config{TTL: time.Hour, MaxBytes: 100_000, MaxEntries: 40})
	for i := range 1000 {
		c.Make(t.Context(), "a", fmt.Sprint("list ", i), func(ctx context.Context) (any, bool) {
			_, _, err := c.Load(ctx, api.Key{Owner: "a", Path: fmt.Sprint("/", i)}, false, func(context.Context) (any, error) {
				return string(make([]byte, 5000)), nil
			})
			return "made", err == nil
		})
		if s := c.Stats(); s.Entries > 40 || s.Bytes > 100_000+40*1000 {
			t.Fatalf("after %d: %+v", i, s)
		}
	}
	c.Drop("a", "")
	if s := c.Stats(); s.Entries != 0 || s.Bytes != 0 {
		t.Errorf("dropped, and yet %+v", s)
	}
}

func BenchmarkMade(b *testing.B) {
	c := cached.New(cached.Config{TTL: time.Hour})
	c.Make(b.Context(), "T1|U1|1", "list", func(ctx context.Context) (any, bool) {
		for i := range 4 {
			_, _, err := c.Load(ctx, api.Key{Owner: "T1|U1|1", Path: fmt.Sprint("/", i)}, false, func(context.Context) (any, error) { return "x", nil })
			if err != nil {
				b.Error(err)
			}
		}
		return "made", true
	})
	b.ReportAllocs()
	for b.Loop() {
		if _, ok := c.Made("T1|U1|1", "list"); !ok {
			b.Fatal("forgotten")
		}
	}
}
