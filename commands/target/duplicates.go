package target

import (
	"context"
	"tcabot/api"
	"tcabot/commands/command"
	"tcabot/commands/locale"
)

// DuplicateChange fetches how many more lines are duplicate than in the scan before of, and names it when TCA did not return
// it. There is none without of, and for the first scan.
func DuplicateChange(ctx context.Context, r *command.Request, at api.ProjectRef, of *api.DuplicateScan) (change *int, missing []locale.Key) {
	if of == nil {
		return nil, nil
	}
	missing, _ = command.Gather(ctx, command.Fetch("part.duplicate_change", &change, func(ctx context.Context) (*int, error) {
		return r.TCA.DuplicateChange(ctx, at, *of)
	}))
	return change, missing
}
