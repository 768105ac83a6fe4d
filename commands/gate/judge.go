package gate

import (
	"context"
	"fmt"
	"slices"
	"tcabot/api"
	"tcabot/commands/change"
	"time"
)

// Judge applies the gates that people set. It is safe for concurrent use.
type Judge struct{ Store Reader }

// Scan judges a branch by its state after a scan, with the gate that holds for it; ok is false where none does. channel is
// where the verdict is shown; empty for nowhere. The scans are those of change.Recent, newest first: they should go back
// beyond the scan. api.ErrNotFound says that it is not among them, or has not ended. Where the gate compares with a state
// that is older than they are, TCA is asked for more.
func (j Judge) Scan(ctx context.Context, tca *api.Client, ref api.ProjectRef, workspace, channel string, newest []api.Scan, scan int64) (v Verdict, ok bool, err error) {
	gates, err := j.Store.Gates(ctx, workspace, channel, targetOf(ref))
	if err != nil {
		return Verdict{}, false, err
	}
	set, ok := gates.For(ref)
	if !ok {
		return Verdict{}, false, nil
	}
	v, err = j.judge(ctx, tca, ref, set, channel, newest, scan)
	return v, err == nil, err
}

// judge judges a branch by its state after a scan, with a given gate.
func (j Judge) judge(ctx context.Context, tca *api.Client, ref api.ProjectRef, set Setting, channel string, newest []api.Scan, scan int64) (Verdict, error) {
	d, ok := change.OfScan(newest, scan)
	if !ok {
		return Verdict{}, fmt.Errorf("judge scan %d: %w", scan, api.ErrNotFound)
	}
	v := Verdict{Setting: set, Ref: ref, Delta: d, Compared: Compared{Scan: d.Was.Scan, At: d.Since}}
	at := slices.IndexFunc(newest, func(c api.Scan) bool { return c.ID == scan })
	v.Scan = newest[at]
	former, err := j.former(ctx, ref, set, channel)
	if err != nil {
		return Verdict{}, err
	}
	switch mark := former.mark; {
	case former.Missing != "":
		v.Compared.Missing = former.Missing
	case mark.Scan > scan:
		v.Compared.Missing = MissingLater
	case mark.Scan != 0:
		whole := change.Reaches(newest, mark)
		if !whole {
			if newest, whole, err = change.Recent(ctx, tca, ref, mark, time.Time{}); err != nil {
				return Verdict{}, err
			}
		}
		if d, ok = change.SinceMark(newest, whole, scan, mark); !ok {
			return Verdict{}, fmt.Errorf("judge scan %d: %w", scan, api.ErrNotFound)
		}
		v.Delta, v.Compared = d, former.Compared
	}
	v.Result = set.Limits.Check(v.Delta)
	return v, nil
}

// formerState is the state that a gate compares with, where that is not the one after the scan before.
type formerState struct {
	Compared
	mark change.Mark
}

// former finds that state; it is zero where the gate compares with the scan before.
func (j Judge) former(ctx context.Context, ref api.ProjectRef, set Setting, channel string) (formerState, error) {
	switch set.Against.What {
	case AgainstDigest:
		mark, posted, err := j.Store.LastPosted(ctx, set.Workspace, channel, ref.ID)
		if err != nil || mark.Scan == 0 {
			return formerState{Compared: Compared{Missing: MissingDigest}}, err
		}
		return formerState{Compared{With: AgainstDigest, Scan: mark.Scan, At: posted}, mark}, nil
	case AgainstPin:
		pins, err := j.Store.Pins(ctx, set.Workspace, targetOf(ref))
		if err != nil {
			return formerState{}, err
		}
		pin, ok := pins.Named(ref.ID, set.Against.Pin)
		if !ok {
			return formerState{Compared: Compared{Missing: MissingPin}}, nil
		}
		return formerState{pin.compared(), pin.State}, nil
	default:
		return formerState{}, nil
	}
}

// compared describes the pinned state.
func (p Pin) compared() Compared { return Compared{With: AgainstPin, Scan: p.Scan, At: p.Scanned} }
