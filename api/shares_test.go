package api_test

import (
	"context"
	"errors"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"tcabot/api"
	"tcabot/api/secret"
	"testing"
	"time"
)

// crowded is a TCA that answers one person's requests only when the gate opens, and counts those that wait.
type crowded struct {
	*httptest.Server
	gate chan struct{}

	mu            sync.Mutex
	waiting, most int
	arrived       chan struct{} // one for each request that waits
}

func newCrowded(t *testing.T) (*crowded, *api.Client) {
	t.Helper()
	c := &crowded{gate: make(chan struct{}), arrived: make(chan struct{}, 1000)}
	c.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if strings.HasSuffix(r.Header.Get("Authorization"), " slow") {
			c.count(1)
			c.arrived <- struct{}{}
			<-c.gate
			c.count(-1)
		}
		w.Header().Set("Content-Type", "application/json")
		_, _ = w.Write([]byte(`{"code":0,"data":{"username":"x","nickname":"x","status":1}}`))
	}))
	t.Cleanup(c.Close)
	client, err := api.New(api.Config{URL: c.URL})
	if err != nil {
		t.Fatal(err)
	}
	return c, client
}

func (c *crowded) count(n int) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.waiting += n
	c.most = max(c.most, c.waiting)
}

// TestFairShares has one login send 40 requests that hang: it gets six connections, the others are answered at once, and in
// the end all of its requests are.
func TestFairShares(t *testing.T) {
	t.Parallel()
	tca, client := newCrowded(t)
	slow := client.As(secret.New("slow"), "T1|U1|1")
	var all sync.WaitGroup
	for range 40 {
		all.Go(func() {
			if _, err := slow.Me(t.Context()); err != nil {
				t.Errorf("one of many: %v", err)
			}
		})
	}
	for range 6 {
		<-tca.arrived
	}
	for owner, token := range map[string]string{"T1|U2|1": "quick", "T1|U3|1": "other", "T1|U1|2": "the same person's next login", "": "nobody's"} {
		ctx, cancel := context.WithTimeout(t.Context(), 5*time.Second)
		if _, err := client.As(secret.New(token), owner).Me(ctx); err != nil {
			t.Errorf("%q beside it: %v", owner, err)
		}
		cancel()
	}
	// Its own next request waits within its deadline.
	hurry, cancel := context.WithTimeoutCause(t.Context(), 20*time.Millisecond, errHurry)
	if _, err := slow.Me(hurry); !errors.Is(err, errHurry) {
		t.Errorf("in a hurry: %v", err)
	}
	cancel()
	close(tca.gate)
	all.Wait()
	if tca.most != 6 {
		t.Errorf("at most %d of its requests were sent at once, want 6", tca.most)
	}
}

var errHurry = errors.New("in a hurry")
