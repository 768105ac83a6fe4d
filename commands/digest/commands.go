// Package digest is the scheduled summary of what changed: its settings and commands, the report that is built from TCA's
// answers, and how that is shown. Package bot/digest posts it on time.
package digest

import (
	"tcabot/commands/command"
	"tcabot/commands/target"
	"time"
)

// Deps is what the commands about digests use.
type Deps struct {
	target.Finder
	Digests  Store
	Sending  Sending
	Channels Channels
	Links    command.Links
	Policy   Policy
	Admins   []string         // Slack users who may change everybody's digests
	Now      func() time.Time // the clock by which digests are due
	Patience time.Duration    // how long a preview waits for the branches; 0: as long as a post
}

// Commands lists the commands about digests, in the order of help.
func Commands(d Deps) []command.Command {
	return []command.Command{
		list(d), add(d), show(d), preview(d), postNow(d), edit(d), pause(d), resume(d), adopt(d),
		remove(d),
	}
}
