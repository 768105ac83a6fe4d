package gate_test

import (
	"context"
	"errors"
	"tcabot/api/origin"
	"tcabot/commands/gate"
	"tcabot/commands/target"
	"testing"
	"testing/synctest"
	"time"
)

// counted is a Store that counts how often it is asked, and cannot say for how long its answers hold.
type counted struct {
	gate.Store
	asked int
	err   error
}

func (c *counted) Gates(ctx context.Context, _, _ string, _ target.Target) (gate.Settings, error) {
	c.asked++
	origin.Unknown(ctx)
	return gate.Settings{{Version: c.asked}}, c.err
}

func (c *counted) SetGate(_ context.Context, s gate.Setting) (gate.Setting, error) { return s, c.err }

// TestRememberedGates: which gates hold is remembered for a moment, for the same place only, and until one is set.
func TestRememberedGates(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		store := &counted{}
		r := gate.Remember(store, 2*time.Second)
		ask := func(channel string) (version int, o *origin.Origin) {
			t.Helper()
			ctx, o := origin.Watch(t.Context())
			all, err := r.Gates(ctx, "T", channel, target.Target{Org: "o", Team: "t"})
			if !errors.Is(err, store.err) {
				t.Fatal(err)
			}
			return all[0].Version, o
		}
		first, made := ask("C1")
		if again, o := ask("C1"); again != first || !o.Known() || !made.Known() || !made.Current() {
			t.Errorf("asked again within the moment: version %d after %d, known %t and %t, current %t", again, first, made.Known(), o.Known(), made.Current())
		}
		if other, _ := ask("C2"); other == first {
			t.Error("another channel has the same gates")
		}
		if _, err := r.SetGate(t.Context(), gate.Setting{}); err != nil {
			t.Fatal(err)
		}
		if after, _ := ask("C1"); after == first || made.Current() {
			t.Errorf("after one was set: version %d, what was made of the former ones is current: %t", after, made.Current())
		}
		_, made = ask("C1")
		time.Sleep(2 * time.Second)
		if before := store.asked; made.Current() {
			t.Error("current after the moment")
		} else if ask("C1"); store.asked != before+1 {
			t.Error("not asked after the moment")
		}
		store.err = errors.New("down")
		if _, o := ask("C3"); o.Known() {
			t.Error("an error is remembered")
		}
	})
}
