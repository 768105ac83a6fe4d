package gate

import (
	"slices"
	"tcabot/api"
	"tcabot/commands/change"
	"time"
)

// Pin is a scan of a branch that later states are compared with, such as that of a release. It keeps the state after the
// scan: TCA lists old scans at the end of a long list, and may have deleted them.
type Pin struct {
	Workspace string
	Ref       api.ProjectRef
	Name      string // unique among the pins of a branch
	Scan      int64
	Revision  string
	Scanned   time.Time   // when the scan ran
	State     change.Mark // of the branch after the scan

	By      string // Slack user
	At      time.Time
	Version int // grows with each change; 0 for a pin that is not saved
}

// Pins are pins of some branches.
type Pins []Pin

// Named finds the pin of a branch by its name.
func (all Pins) Named(project int64, name string) (Pin, bool) {
	i := slices.IndexFunc(all, func(p Pin) bool { return p.Ref.ID == project && p.Name == name })
	if i < 0 {
		return Pin{}, false
	}
	return all[i], true
}
