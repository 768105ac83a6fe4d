package gate

import (
	"context"
	"strings"
	"sync/atomic"
	"tcabot/api/origin"
	"tcabot/commands/target"
	"time"

	gocache "github.com/patrickmn/go-cache"
)

// Remembered is a Store that remembers for a moment which gates hold, so that a screen that shows a verdict can be
// remembered, too. What is set through it holds at once; what another process sets, after that moment. It is safe for
// concurrent use.
type Remembered struct {
	Store
	moment  time.Duration
	memory  *gocache.Cache // of *reading; nil to remember nothing
	changes atomic.Int64   // number of gates that were set so far
}

// maxRemembered is of how many places gates are remembered.
const maxRemembered = 1000

// Remember makes a Remembered. A moment of zero remembers nothing.
func Remember(s Store, moment time.Duration) *Remembered {
	r := &Remembered{Store: s, moment: moment}
	if moment > 0 { // to go-cache, zero would mean for ever
		r.memory = gocache.New(moment, 0) // nothing is swept away: room is made where it is needed
	}
	return r
}

// reading is what a Store said.
type reading struct {
	settings Settings
	of       *Remembered
	changes  int64     // made through of when the Store was asked
	until    time.Time // when the moment is over
}

// Current implements origin.Part.
func (g *reading) Current() bool {
	return g.changes == g.of.changes.Load() && time.Now().Before(g.until)
}

// Gates implements Reader.
func (r *Remembered) Gates(ctx context.Context, workspace, channel string, t target.Target) (Settings, error) {
	if r.memory == nil {
		return r.Store.Gates(ctx, workspace, channel, t)
	}
	key := strings.Join([]string{workspace, channel, target.Word(t)}, "\n")
	if known, ok := r.memory.Get(key); ok && known.(*reading).Current() {
		origin.Use(ctx, known.(*reading))
		return known.(*reading).settings, nil
	}
	now := &reading{of: r, changes: r.changes.Load(), until: time.Now().Add(r.moment)}
	own, _ := origin.Watch(ctx) // the Store cannot say for how long it holds: this is where that is decided
	settings, err := r.Store.Gates(own, workspace, channel, t)
	if err != nil {
		origin.Unknown(ctx)
		return settings, err
	}
	now.settings = settings
	if r.memory.ItemCount() >= maxRemembered {
		r.memory.Flush()
	}
	r.memory.SetDefault(key, now)
	origin.Use(ctx, now)
	return settings, nil
}

// SetGate implements Store.
func (r *Remembered) SetGate(ctx context.Context, set Setting) (Setting, error) {
	defer r.changes.Add(1) // also after an error: it may have been saved
	return r.Store.SetGate(ctx, set)
}
