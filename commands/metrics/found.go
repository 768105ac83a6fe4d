package metrics

import (
	"context"
	"tcabot/api"
	"tcabot/commands/command"
	"tcabot/commands/target"
)

// complexFound is the scan that a list of complex files is about: the last one that measured complexity, or a pinned one;
// without a scan for neither.
func (d deps) complexFound(ctx context.Context, r *command.Request, a *complexityArgs, at target.Branch) (target.Found, error) {
	switch {
	case a.Since.Pin != "":
		return d.PinnedScan(ctx, r, at, a.Since.Pin, "since")
	case a.New:
		return lastMeasured(ctx, r, at)
	default:
		return target.Found{}, nil
	}
}

// lastMeasured is the last scan that measured complexity; without a scan for none.
func lastMeasured(ctx context.Context, r *command.Request, at target.Branch) (target.Found, error) {
	now, err := r.TCA.Overview(ctx, at.Ref, "")
	if err != nil || now.Complexity == nil {
		return target.Found{}, err
	}
	return target.Found{Scan: now.Complexity.Scan, At: now.Complexity.Time.Time}, nil
}

// oneScan refuses another scan beside the last one.
func (a *complexityArgs) oneScan() error {
	switch {
	case a.New && a.Scan != 0:
		return &command.UsageError{Reason: "usage.not_both", Data: []any{"Other", "scan"}}
	case a.New && a.Since.Pin != "":
		return &command.UsageError{Reason: "usage.not_both", Data: []any{"Other", "since"}}
	}
	return nil
}

// order is the order of the list.
func (a *complexityArgs) order() api.Order {
	if a.Sort != 0 {
		return a.Sort
	}
	return api.OrderSum.Desc()
}

// nothing is a list without entries: of a branch that was never measured, the last scan found none.
func nothing[T any](context.Context, api.Window) (api.Page[T], error) { return api.Page[T]{}, nil }
