package cached_test

import (
	"context"
	"errors"
	"fmt"
	"runtime"
	"strings"
	"sync"
	"sync/atomic"
	"tcabot/api"
	"tcabot/api/cached"
	"testing"
	"testing/synctest"
	"time"
)

func load(t testing.TB, c *cached.Cache, owner, path string, fresh bool, fetch func() (string, error)) string {
	t.Helper()
	body, _, err := c.Load(t.Context(), api.Key{Owner: owner, Path: path}, fresh, func(context.Context) (any, error) {
		s, err := fetch()
		return s, err
	})
	if err != nil {
		return "error"
	}
	return body.(string)
}

func TestLoad(t *testing.T) {
	n := 0
	count := func() (string, error) { n++; return fmt.Sprint(n), nil }
	c := cached.New(cached.Config{TTL: time.Minute})
	for _, tt := range []struct {
		name, owner string
		fresh       bool
		drop        string
		want        string
	}{
		{name: "first asks", owner: "a", want: "1"},
		{name: "second is remembered", owner: "a", want: "1"},
		{name: "another owner asks", owner: "b", want: "2"},
		{name: "fresh asks", owner: "a", fresh: true, want: "3"},
		{name: "and is remembered", owner: "a", want: "3"},
		{name: "dropped asks", owner: "a", drop: "a", want: "4"},
		{name: "the other is kept", owner: "b", want: "2"},
	} {
		if tt.drop != "" {
			c.Drop(tt.drop, "")
		}
		if got := load(t, c, tt.owner, "/x", tt.fresh, count); got != tt.want {
			t.Errorf("%s: got %s, want %s", tt.name, got, tt.want)
		}
	}
	if got := load(t, c, "a", "/e", false, func() (string, error) { return "", errors.New("no") }); got != "error" {
		t.Errorf("got %q, want the error", got)
	}
	if got := load(t, c, "a", "/e", false, func() (string, error) { return "good", nil }); got != "good" {
		t.Errorf("an error is remembered: %q", got)
	}
}

func TestExpires(t *testing.T) {
	n := 0
	count := func() (string, error) { n++; return fmt.Sprint(n), nil }
	c := cached.New(cached.Config{TTL: 1}) // a nanosecond: over before it can be asked for
	load(t, c, "a", "/x", false, count)
	if got := load(t, c, "a", "/x", false, count); got != "2" {
		t.Errorf("after its time: %s", got)
	}
}

// TestNothingIsKept: without a TTL every call fetches, one after the other, and identical calls at the same time fetch once.
func TestNothingIsKept(t *testing.T) {
	n := 0
	count := func() (string, error) { n++; return fmt.Sprint(n), nil }
	c := cached.New(cached.Config{})
	for _, want := range []string{"1", "2", "3"} {
		if got := load(t, c, "a", "/x", false, count); got != want {
			t.Errorf("got %s, want %s", got, want)
		}
	}
	c.Drop("a", "")
	if s := c.Stats(); s.Entries != 0 || s.Bytes != 0 {
		t.Errorf("kept %+v", s)
	}
	synctest.Test(t, func(t *testing.T) {
		var calls atomic.Int32
		var all sync.WaitGroup
		for range 10 {
			all.Go(func() {
				load(t, c, "a", "/x", false, func() (string, error) {
					calls.Add(1)
					time.Sleep(time.Second)
					return "x", nil
				})
			})
		}
		all.Wait()
		if n := calls.Load(); n != 1 {
			t.Errorf("%d requests at the same time, want 1", n)
		}
	})
}

func TestBounds(t *testing.T) {
	c := cached.New(cached.Config{TTL: time.Minute, MaxBytes: 100_000, MaxEntries: 50})
	for i := range 500 {
		load(t, c, "a", fmt.Sprintf("/%d", i), false, func() (string, error) { return string(make([]byte, 3000)), nil })
		if s := c.Stats(); s.Bytes > 100_000 || s.Entries > 50 {
			t.Fatalf("after %d: %+v", i, s)
		}
	}
	load(t, c, "a", "/big", false, func() (string, error) { return string(make([]byte, 50_000)), nil })
	asked := false
	load(t, c, "a", "/big", false, func() (string, error) { asked = true; return "", nil })
	if !asked {
		t.Error("one answer took more than a quarter of the room")
	}
	asked = false
	load(t, c, "a", "/499", false, func() (string, error) { asked = true; return "", nil })
	if asked {
		t.Error("the newest entry was pushed out")
	}
}

// TestSharedFlight: identical requests under way are one, for one owner; a caller who leaves does not end it.
func TestSharedFlight(t *testing.T) {
	c := cached.New(cached.Config{TTL: time.Minute})
	var calls atomic.Int32
	begun, gate := make(chan struct{}), make(chan struct{})
	fetch := func(context.Context) (any, error) {
		if calls.Add(1) == 1 {
			close(begun)
		}
		<-gate
		return "x", nil
	}
	first, leave := context.WithCancel(t.Context())
	left := make(chan error, 1)
	go func() {
		_, _, err := c.Load(first, api.Key{Owner: "a", Path: "/x"}, false, fetch)
		left <- err
	}()
	<-begun
	leave()
	if err := <-left; !errors.Is(err, context.Canceled) {
		t.Errorf("who left got %v", err)
	}
	var all sync.WaitGroup
	for range 10 {
		all.Go(func() {
			if body, _, err := c.Load(t.Context(), api.Key{Owner: "a", Path: "/x"}, false, fetch); err != nil || body != "x" {
				t.Errorf("got %q, %v", body, err)
			}
		})
	}
	close(gate)
	all.Wait()
	if n := calls.Load(); n != 1 {
		t.Errorf("%d requests, want 1", n)
	}
}

// TestLateJoiner: who joins a request that is about to take too long is not told that they waited too long.
func TestLateJoiner(t *testing.T) {
	c := cached.New(cached.Config{TTL: time.Minute, Flight: 10 * time.Second})
	synctest.Test(t, func(t *testing.T) {
		calls := 0
		fetch := func(ctx context.Context) (any, error) {
			if calls++; calls > 1 {
				return "x", nil
			}
			<-ctx.Done()
			return nil, ctx.Err()
		}
		key := api.Key{Owner: "a", Path: "/x"}
		go func() {
			if _, _, err := c.Load(t.Context(), key, false, fetch); !errors.Is(err, context.DeadlineExceeded) {
				t.Errorf("who waited too long got %v", err)
			}
		}()
		time.Sleep(9 * time.Second)
		if body, _, err := c.Load(t.Context(), key, false, fetch); err != nil || body != "x" {
			t.Errorf("who came late got %q, %v", body, err)
		}
		synctest.Wait()
	})
}

// TestNewerStays: a request that was begun earlier and ends later does not bring back what a refresh has replaced.
func TestNewerStays(t *testing.T) {
	c := cached.New(cached.Config{TTL: time.Minute})
	synctest.Test(t, func(t *testing.T) {
		go load(t, c, "a", "/x", false, func() (string, error) {
			time.Sleep(2 * time.Second)
			return "older", nil
		})
		time.Sleep(time.Second)
		load(t, c, "a", "/x", true, func() (string, error) { return "newer", nil })
		made := func(name string) {
			c.Make(t.Context(), "a", name, func(ctx context.Context) (any, bool) {
				_, _, err := c.Load(ctx, api.Key{Owner: "a", Path: "/x"}, false, func(context.Context) (any, error) { return nil, errEnough })
				return name, err == nil
			})
		}
		made("list")
		time.Sleep(2 * time.Second)
		if got := load(t, c, "a", "/x", false, func() (string, error) { return "", errEnough }); got != "newer" {
			t.Errorf("what is remembered is %s", got)
		}
		if _, ok := c.Made("a", "list"); !ok {
			t.Error("what was made of the newer is forgotten")
		}
	})
}

// TestNothingIsBegunForNobody: whose time is over gets what is remembered, and has nothing fetched.
func TestNothingIsBegunForNobody(t *testing.T) {
	c := cached.New(cached.Config{TTL: time.Minute})
	synctest.Test(t, func(t *testing.T) {
		load(t, c, "a", "/known", false, func() (string, error) { return "known", nil })
		over, cancel := context.WithCancelCause(t.Context())
		cancel(errEnough)
		fetch := func(context.Context) (any, error) {
			t.Error("it is fetched")
			return "x", nil
		}
		if body, _, err := c.Load(over, api.Key{Owner: "a", Path: "/known"}, false, fetch); err != nil || body != "known" {
			t.Errorf("of what is known: %q, %v", body, err)
		}
		for _, fresh := range []bool{false, true} {
			if _, _, err := c.Load(over, api.Key{Owner: "a", Path: "/x"}, fresh, fetch); !errors.Is(err, errEnough) {
				t.Errorf("got %v", err)
			}
		}
		synctest.Wait()
	})
}

var errEnough = errors.New("enough")

// TestJoinerHasNoBudget: who joins a request of a caller with a budget does not fail when that is spent.
func TestJoinerHasNoBudget(t *testing.T) {
	c := cached.New(cached.Config{TTL: time.Minute})
	synctest.Test(t, func(t *testing.T) {
		calls, key := 0, api.Key{Owner: "a", Path: "/x"}
		fetch := func(ctx context.Context) (any, error) {
			if calls++; calls > 1 {
				return "x", api.Spend(ctx)
			}
			time.Sleep(time.Second)
			return nil, api.Spend(ctx) // for another attempt
		}
		go func() {
			limited, stop := api.Budget(t.Context(), 1)
			defer stop()
			if _, _, err := c.Load(limited, key, false, fetch); !errors.Is(err, api.ErrBudget) {
				t.Errorf("who may send one request got %v", err)
			}
		}()
		synctest.Wait()
		if body, _, err := c.Load(t.Context(), key, false, fetch); err != nil || body != "x" || calls != 2 {
			t.Errorf("who may send more got %q, %v after %d requests", body, err, calls)
		}
		synctest.Wait()
	})
}

// TestNobodyWaitsTwice: of many who ask at once, none waits for more than one request that takes too long.
func TestNobodyWaitsTwice(t *testing.T) {
	c := cached.New(cached.Config{TTL: time.Minute, Flight: 10 * time.Second})
	synctest.Test(t, func(t *testing.T) {
		began := time.Now()
		var all sync.WaitGroup
		for range 20 {
			all.Go(func() {
				_, _, err := c.Load(context.WithoutCancel(t.Context()), api.Key{Owner: "a", Path: "/x"}, false, func(ctx context.Context) (any, error) {
					<-ctx.Done()
					return nil, ctx.Err()
				})
				if waited := time.Since(began); !errors.Is(err, context.DeadlineExceeded) || waited > 10*time.Second {
					t.Errorf("waited %s and got %v", waited, err)
				}
			})
		}
		all.Wait()
	})
}

func TestDropDuringFlight(t *testing.T) {
	c := cached.New(cached.Config{TTL: time.Minute})
	load(t, c, "a", "/x", false, func() (string, error) {
		c.Drop("a", "")
		return "stale", nil
	})
	if got := load(t, c, "a", "/x", false, func() (string, error) { return "new", nil }); got != "new" {
		t.Errorf("got %q, want what was fetched after the drop", got)
	}
}

func TestOwnersApart(t *testing.T) {
	c := cached.New(cached.Config{TTL: time.Minute, MaxEntries: 20})
	var all sync.WaitGroup
	for i := range 1000 {
		for _, owner := range []string{"a", "b"} {
			all.Go(func() {
				if got := load(t, c, owner, fmt.Sprintf("/%d", i%30), i%7 == 0, func() (string, error) { return owner, nil }); got != owner {
					t.Errorf("%s got a page of %s", owner, got)
				}
			})
		}
	}
	all.Wait()
}

// TestNoSecondFetch lets a caller who missed arrive just after the answer did.
func TestNoSecondFetch(t *testing.T) {
	for range 200 {
		c := cached.New(cached.Config{TTL: time.Minute})
		var calls atomic.Int32
		var all sync.WaitGroup
		for range 8 {
			all.Go(func() {
				load(t, c, "a", "/x", false, func() (string, error) { calls.Add(1); return "x", nil })
			})
		}
		all.Wait()
		if n := calls.Load(); n != 1 {
			t.Fatalf("%d requests for one answer, want 1", n)
		}
	}
}

func BenchmarkHit(b *testing.B) {
	c := cached.New(cached.Config{TTL: time.Minute})
	b.ReportAllocs()
	for b.Loop() {
		load(b, c, "a", "/x", false, func() (string, error) { return "body", nil })
	}
}

// BenchmarkMemoryPerPage reports what the heap grows by for each remembered page of ten repositories, some 6 kB.
func BenchmarkMemoryPerPage(b *testing.B) {
	const pages, size = 1000, 6000
	for b.Loop() {
		var before, after runtime.MemStats
		runtime.GC()
		runtime.ReadMemStats(&before)
		c := cached.New(cached.Config{TTL: time.Minute})
		for i := range pages {
			load(b, c, "T1|U1|1", fmt.Sprintf("/server/main/api/orgs/o/teams/t/repos/?limit=10&offset=%d", i*10), false, func() (string, error) {
				return string(make([]byte, size)), nil
			})
		}
		runtime.GC()
		runtime.ReadMemStats(&after)
		b.ReportMetric(float64(after.HeapAlloc-before.HeapAlloc)/pages, "B/page")
		runtime.KeepAlive(c)
	}
}

// TestPanicInFlight: a panic while an answer is fetched is an error for all who wait for it. It must not end the process.
func TestPanicInFlight(t *testing.T) {
	c := cached.New(cached.Config{TTL: time.Minute})
	for range 2 { // nothing of it stays
		var all sync.WaitGroup
		for range 4 {
			all.Go(func() {
				_, _, err := c.Load(t.Context(), api.Key{Owner: "a", Path: "/x"}, false, func(context.Context) (any, error) { panic("at work") })
				if err == nil || !strings.Contains(err.Error(), "at work") {
					t.Errorf("got %v", err)
				}
			})
		}
		all.Wait()
	}
	if got := load(t, c, "a", "/x", false, func() (string, error) { return "x", nil }); got != "x" {
		t.Errorf("afterwards: %q", got)
	}
}

// TestClock: answers are dated by the clock that is given, and are fetched again when they are too old by it.
func TestClock(t *testing.T) {
	now := time.Date(2026, 11, 20, 8, 30, 0, 0, time.UTC)
	c := cached.New(cached.Config{TTL: time.Minute, Now: func() time.Time { return now }})
	fetched := 0
	load := func() time.Time {
		t.Helper()
		_, at, err := c.Load(t.Context(), api.Key{Owner: "a", Path: "/x"}, false, func(context.Context) (any, error) { fetched++; return "x", nil })
		if err != nil {
			t.Fatal(err)
		}
		return at
	}
	first := now
	for _, tt := range []struct {
		ahead   time.Duration
		at      time.Time
		fetched int
	}{{0, first, 1}, {time.Minute, first, 1}, {time.Second, first.Add(61 * time.Second), 2}} {
		now = now.Add(tt.ahead)
		if at := load(); !at.Equal(tt.at) || fetched != tt.fetched {
			t.Errorf("at %v: dated %v after %d requests, want %v after %d", now, at, fetched, tt.at, tt.fetched)
		}
	}
}
