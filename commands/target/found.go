package target

import (
	"context"
	"tcabot/api"
	"tcabot/commands/command"
	"time"
)

// Pins finds the scans that people pinned.
type Pins interface {
	// PinnedScans lists the pinned scans of a branch.
	PinnedScans(ctx context.Context, workspace string, ref api.ProjectRef) ([]PinnedScan, error)
}

// PinnedScan is a scan that has a name.
type PinnedScan struct {
	Name string
	Found
}

// Found is the scan that decides what a list calls new: the one that found it or, after a pinned scan, that one.
type Found struct {
	Scan int64 // 0 for none
	At   time.Time
	Pin  string // its name, for what later scans found; empty for what the scan itself found
}

// PinnedScan finds a pinned scan of a branch by its name. Without one, the error is a *command.UsageError about an argument,
// which lists the names that there are.
func (f Finder) PinnedScan(ctx context.Context, r *command.Request, at Branch, name, arg string) (Found, error) {
	var all []PinnedScan
	if f.Pins != nil {
		var err error
		if all, err = f.Pins.PinnedScans(ctx, r.Who.Workspace, at.Ref); err != nil {
			return Found{}, err
		}
	}
	names := make([]string, len(all))
	for i, p := range all {
		if p.Name == name {
			return p.Found, nil
		}
		names[i] = p.Name
	}
	if len(names) == 0 {
		return Found{}, &command.UsageError{Reason: "usage.since_none", Arg: arg, Data: []any{"Name", arg, "Value", name}}
	}
	return Found{}, &command.UsageError{Reason: "usage.since_pin", Arg: arg, Data: []any{"Name", arg, "Value", name, "Pins", names}}
}
