package cached_test

import (
	"context"
	"errors"
	"slices"
	"tcabot/api"
	"tcabot/api/cached"
	"testing"
	"time"
)

// TestRefused: a right that TCA takes away ends what is remembered for its owner. What an owner never saw, or nobody may
// say, takes nothing away.
func TestRefused(t *testing.T) {
	for _, tt := range []struct {
		name, owner, path string
		err               error
		lost              bool
	}{
		{"the token is rejected", "a", "/new", api.ErrUnauthorized, true},
		{"what was shown is forbidden", "a", "/shown", api.ErrForbidden, true},
		{"what was shown is gone", "a", "/shown", api.ErrNotFound, true},
		{"what was never shown is forbidden", "a", "/new", api.ErrForbidden, false},
		{"what was never shown is not there", "a", "/new", api.ErrNotFound, false},
		{"TCA is down", "a", "/shown", api.ErrUnavailable, false},
		{"TCA is busy", "a", "/shown", api.ErrRateLimited, false},
		{"something else", "a", "/shown", errors.New("no"), false},
		{"another person's token", "b", "/shown", api.ErrUnauthorized, false},
		{"a token that is tried", "", "/new", api.ErrUnauthorized, false},
	} {
		t.Run(tt.name, func(t *testing.T) {
			var lost []string
			c := cached.New(cached.Config{TTL: time.Minute, Lost: func(_ context.Context, owner string) { lost = append(lost, owner) }})
			for _, path := range []string{"/shown", "/other"} {
				load(t, c, "a", path, false, func() (string, error) { return "x", nil })
			}
			_, _, err := c.Load(t.Context(), api.Key{Owner: tt.owner, Path: tt.path}, true, func(context.Context) (any, error) { return nil, tt.err })
			if !errors.Is(err, tt.err) {
				t.Errorf("got %v", err)
			}
			asked := false
			load(t, c, "a", "/other", false, func() (string, error) { asked = true; return "x", nil })
			if asked != tt.lost {
				t.Errorf("asked again: %t", asked)
			}
			if told := slices.Contains(lost, "a"); told != tt.lost {
				t.Errorf("told of %q", lost)
			}
		})
	}
}
