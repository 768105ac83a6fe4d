package gate

import (
	"context"
	"tcabot/api"
	"tcabot/commands/target"
)

// Named finds pinned scans by their names, for lists.
type Named struct{ Reader }

var _ target.Pins = Named{}

// PinnedScans implements target.Pins.
func (n Named) PinnedScans(ctx context.Context, workspace string, ref api.ProjectRef) ([]target.PinnedScan, error) {
	pins, err := n.Pins(ctx, workspace, targetOf(ref))
	all := make([]target.PinnedScan, len(pins))
	for i, p := range pins {
		all[i] = target.PinnedScan{Name: p.Name, Found: target.Found{Scan: p.Scan, At: p.Scanned, Pin: p.Name}}
	}
	return all, err
}
