package gate

import (
	"context"
	"tcabot/commands/change"
	"tcabot/commands/target"
	"time"
)

// Store keeps gates and pins. Methods that change one take the version that the person saw, 0 for none: ErrChanged says
// that somebody else changed it first.
type Store interface {
	Reader
	// Gate is what was set for just this scope, also when it was removed.
	Gate(ctx context.Context, workspace string, s Scope) (Setting, error)
	// SetGate saves a setting and returns it with its new version and what held before. Without limits, it removes the gate.
	// ErrManyGates says that the team has the maximum number of gates.
	SetGate(context.Context, Setting) (Setting, error)
	// SetPin saves a pin and returns it with its new version. ErrManyPins says that the branch has the maximum number.
	SetPin(context.Context, Pin) (Pin, error)
	// RemovePin deletes a pin.
	RemovePin(context.Context, Pin) error
}

// Reader is the part of a Store that judging needs.
type Reader interface {
	// Gates lists the gates that may hold for a target or for what is in it: its own, those above it and within it, and that
	// of a channel; no channel is empty.
	Gates(ctx context.Context, workspace, channel string, t target.Target) (Settings, error)
	// Pins lists the pins of a target's branches.
	Pins(ctx context.Context, workspace string, t target.Target) (Pins, error)
	// LastPosted is the state of a branch in the last digest of a channel that covered it, and when that was posted; a mark
	// without a scan when none did.
	LastPosted(ctx context.Context, workspace, channel string, project int64) (change.Mark, time.Time, error)
}
