package cached_test

import (
	"context"
	"tcabot/api"
	"tcabot/api/cached"
	"testing"
	"time"
)

// TestDropOwners: all that is remembered for a person goes, under whichever of their logins, and what is on its way
// when it goes is not kept; other people keep theirs.
func TestDropOwners(t *testing.T) {
	c := cached.New(cached.Config{TTL: time.Minute})
	asked := 0
	ask := func(owner string, during func()) {
		t.Helper()
		if _, _, err := c.Load(t.Context(), api.Key{Owner: owner, Path: "/x"}, false, func(context.Context) (any, error) {
			asked++
			during()
			return "x", nil
		}); err != nil {
			t.Fatal(err)
		}
	}
	owners := []string{"T1|U1|1", "T1|U1|2", "T1|U1|2|due 5", "T1|U12|1"}
	for _, o := range owners {
		ask(o, func() {})
	}
	c.DropOwners("T1|U1|")
	asked = 0
	for _, o := range owners {
		ask(o, func() { c.DropOwners("T1|U1|") })
	}
	if asked != 3 {
		t.Errorf("%d of 4 were asked for again, want all but another person's", asked)
	}
	asked = 0
	for _, o := range owners {
		ask(o, func() {})
	}
	if asked != 3 {
		t.Errorf("%d of 4 were asked for again, want those that were dropped on their way", asked)
	}
}
