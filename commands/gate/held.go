package gate

import (
	"context"
	"tcabot/api"
	"tcabot/commands/change"
	"tcabot/commands/target"
	"time"
)

// Held has the gates that may hold for the branches of a target, read once for all of them. The zero Held has none.
type Held struct {
	Settings
	Pins Pins
}

// HeldFor reads the gates for a target and a channel.
func HeldFor(ctx context.Context, from Reader, workspace, channel string, t target.Target) (Held, error) {
	gates, err := from.Gates(ctx, workspace, channel, t)
	if err != nil || len(gates) == 0 {
		return Held{}, err
	}
	pins, err := from.Pins(ctx, workspace, t)
	return Held{gates, pins}, err
}

// Checked is a gate that was checked with what a report says of a branch.
type Checked struct {
	Result
	Held bool   // a gate holds for the branch
	Pin  string // name of the pin that the branch was compared with; empty for the state that the report compares with
}

// Check checks the gate of a branch with what a report says of it, or where the gate asks for a pin, with what changed since
// that. Scans are those of change.Recent.
func (h Held) Check(ctx context.Context, tca *api.Client, ref api.ProjectRef, newest []api.Scan, d change.Delta) (Checked, error) {
	set, ok := h.For(ref)
	if !ok {
		return Checked{}, nil
	}
	pin, pinned := h.Pins.Named(ref.ID, set.Against.Pin)
	if set.Against.What != AgainstPin || !pinned || len(newest) == 0 {
		return Checked{Result: set.Limits.Check(d), Held: true}, nil
	}
	whole := change.Reaches(newest, pin.State)
	if !whole {
		var err error
		if newest, whole, err = change.Recent(ctx, tca, ref, pin.State, time.Time{}); err != nil {
			return Checked{}, err
		}
	}
	return Checked{Result: set.Limits.Check(change.Between(newest, whole, pin.State, nil, time.Time{})), Held: true, Pin: pin.Name}, nil
}
