package origin_test

import (
	"sync"
	"tcabot/api/origin"
	"testing"
)

// part is current until it is not.
type part struct{ gone bool }

func (p *part) Current() bool { return !p.gone }

func TestOrigin(t *testing.T) {
	one, two := &part{}, &part{}
	ctx, o := origin.Watch(t.Context())
	if o.Known() {
		t.Error("what is made of nothing is known")
	}
	var all sync.WaitGroup
	for range 50 {
		all.Go(func() { origin.Use(ctx, one); origin.Use(ctx, two) })
	}
	all.Wait()
	done := 0
	origin.Effect(ctx, func() { done++ })
	if !o.Known() || !o.Current() || o.Size() > 300 {
		t.Errorf("known %t, current %t, %d bytes", o.Known(), o.Current(), o.Size())
	}
	if o.Repeat(); done != 2 {
		t.Errorf("the effect was done %d times", done)
	}
	two.gone = true
	if o.Current() {
		t.Error("current without one of its parts")
	}
	origin.Unknown(ctx)
	if o.Known() {
		t.Error("something unknown is known")
	}
}

// TestUnwatched: where nobody watches, only the effect is done.
func TestUnwatched(t *testing.T) {
	done := 0
	origin.Use(t.Context(), &part{})
	origin.Unknown(t.Context())
	if origin.Effect(t.Context(), func() { done++ }); done != 1 {
		t.Errorf("the effect was done %d times", done)
	}
}
