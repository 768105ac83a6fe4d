package target

import (
	"context"
	"errors"
	"tcabot/api"
	"tcabot/commands/command"
	"tcabot/commands/kit"
)

// ScanFilter is a filter that names a scan of a branch.
type ScanFilter struct {
	Name string // of the filter
	Scan int64  // 0 when the filter is not given
}

// CheckScans refuses a scan that the branch does not have. TCA lists nothing for one, which would look as if the scan had
// found nothing: it is for a list that turns out to be empty.
func CheckScans(ctx context.Context, r *command.Request, at Branch, filters ...ScanFilter) error {
	for _, f := range filters {
		if f.Scan == 0 {
			continue
		}
		_, err := r.TCA.Scan(ctx, at.Ref, f.Scan)
		if errors.Is(err, api.ErrNotFound) {
			return &command.UsageError{Reason: "usage.no_scan", Arg: f.Name, Data: []any{"Value", kit.Number(f.Scan)}}
		}
		if err != nil {
			return err
		}
	}
	return nil
}
